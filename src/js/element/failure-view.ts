/**
 * A call that failed: what happened, what to do next, and what Microsoft's support will ask for.
 */
import { PartnerCenterError, type PartnerCenterErrorCode } from "../index.js";
import { copyButton } from "./copy-button.js";
import { element } from "./dom.js";
import { failureFacts, failureIds } from "./failure-facts.js";
import { foreignText } from "./foreign-text.js";
import { formatDuration } from "./format.js";
import { icon } from "./icons.js";
import { failureBundle, type Ids } from "./support-bundle.js";

/** Microsoft documents 1,024 characters as the most. */
const LONGEST_DESCRIPTION = 1024;

const HEADLINES: Record<PartnerCenterErrorCode, string> = {
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

/** The headline of a failure. */
export function failureHeadline(error: unknown): string {
  return HEADLINES[PartnerCenterError.isInstance(error) ? error.code : "internal"] ?? HEADLINES.internal;
}

export function failureView(error: unknown, ids: Ids): HTMLElement {
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

function wait({ retryAfterMs }: PartnerCenterError): HTMLElement[] {
  if (retryAfterMs === undefined) return [];
  return [
    element(
      "p",
      { class: "hint" },
      `Partner Center asks to wait ${formatDuration(retryAfterMs)} before the next request.`,
    ),
  ];
}

function serviceWords({ description }: PartnerCenterError): HTMLElement[] {
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

function facts(error: PartnerCenterError): HTMLElement {
  return element(
    "dl",
    { class: "facts" },
    ...failureFacts(error).map(([name, value]) => fact(name, foreignText(value, LONGEST_DESCRIPTION))),
    ...failureIds(error).map(([name, id]) => fact(name, element("code", {}, foreignText(id)), copyButton(name, id))),
  );
}

function supportBundle(text: string): HTMLElement {
  return element("p", {}, copyButton("support bundle", text, "Copy support bundle"));
}

function fact(name: string, ...value: Node[]): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
}
