/**
 * A call that failed: what happened, what to do next, and what Microsoft's support will ask for.
 *
 * @import { PartnerCenterErrorCode } from "./partner-center-batch-status/index.js"
 * @import { Ids } from "./fragment.js"
 */
import { copyButton } from "./copy-button.js";
import { element } from "./dom.js";
import { failureFacts, failureIds } from "./failure-facts.js";
import { foreignText } from "./foreign-text.js";
import { formatDuration } from "./format.js";
import { icon } from "./icons.js";
import { PartnerCenterError } from "./partner-center-batch-status/index.js";
import { failureBundle } from "./support-bundle.js";

/** Microsoft documents 1,024 characters as the most. */
const LONGEST_DESCRIPTION = 1024;

/** @type {Record<PartnerCenterErrorCode, string>} */
const HEADLINES = {
  "invalid-argument": "This can’t be asked",
  unauthorized: "Partner Center does not accept the token",
  forbidden: "The token may not see this customer",
  "not-found": "Partner Center does not know this batch",
  throttled: "Too many requests for now",
  service: "Partner Center has a problem",
  http: "Partner Center refused the request",
  network: "No connection to the base address",
  timeout: "No answer in time",
  "incomplete-response": "The answer broke off",
  "empty-response": "The answer is empty",
  "not-json": "The answer is not from Partner Center",
  "bad-encoding": "The answer can’t be read",
  malformed: "The answer is not what Partner Center documents",
  "too-large": "The answer is too large",
  "wasm-load": "A part of this page could not be loaded",
  internal: "Something went wrong inside this page",
};

/** The headline of a failure. @param {unknown} error */
export function failureHeadline(error) {
  return HEADLINES[PartnerCenterError.isInstance(error) ? error.code : "internal"] ?? HEADLINES.internal;
}

/** @param {unknown} error @param {Ids} ids */
export function failureView(error, ids) {
  const heading = element("h2", {}, icon("attention"), failureHeadline(error));
  if (!PartnerCenterError.isInstance(error)) {
    return element("section", { class: "failure card" }, heading, element("p", {}, "Reload the page and try again."));
  }
  return element(
    "section",
    { class: "failure card", "data-code": error.code },
    heading,
    element("p", { class: "hint" }, foreignText(error.hint, LONGEST_DESCRIPTION)),
    ...wait(error),
    ...serviceWords(error),
    facts(error),
    supportBundle(failureBundle(ids, error, new Date())),
  );
}

/** @param {PartnerCenterError} error */
function wait({ retryAfterMs }) {
  if (retryAfterMs === undefined) return [];
  return [
    element(
      "p",
      { class: "hint" },
      `Partner Center asks to wait ${formatDuration(retryAfterMs)} before the next request.`,
    ),
  ];
}

/** @param {PartnerCenterError} error */
function serviceWords({ description }) {
  if (description === undefined) return [];
  return [
    element(
      "figure",
      { class: "quote" },
      element("figcaption", {}, "Partner Center says"),
      element("blockquote", {}, foreignText(description, LONGEST_DESCRIPTION)),
    ),
  ];
}

/** @param {PartnerCenterError} error */
function facts(error) {
  return element(
    "dl",
    { class: "facts" },
    ...failureFacts(error).map(([name, value]) => fact(name, foreignText(value, LONGEST_DESCRIPTION))),
    ...failureIds(error).map(([name, id]) => fact(name, element("code", {}, foreignText(id)), copyButton(name, id))),
  );
}

/** @param {string} text */
function supportBundle(text) {
  return element("p", {}, copyButton("support bundle", text, "Copy support bundle"));
}

/** @param {string} name @param {Node[]} value */
function fact(name, ...value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
}
