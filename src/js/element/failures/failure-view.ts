/**
 * A call that failed: what happened, what to do next, and what Microsoft's support will ask for.
 */
import { PartnerCenterError } from "../../index.js";
import { element } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { untrustedText } from "../dom/untrusted-text.js";
import { type CopyTexts, copyTextButton, copyValueButton } from "../files/copy-button.js";
import type { Language } from "../languages/language.js";
import { heading, type Layout } from "../layout.js";
import { type Fact, failureDetails, failureFacts, failureIds } from "./failure-facts.js";
import { failureBundle, type Ids } from "./support-bundle.js";

/** The maximum that Microsoft documents. */
const MAX_DESCRIPTION_LENGTH = 1024;

/** The language of the package's own messages. */
const MESSAGE_LANGUAGE = "en";

export interface Failure {
  error: unknown;
  /** When it happened. */
  time: Date;
  /** The language that Partner Center was asked for. */
  locale: string;
  /** Whether the watch goes on, and tries again by itself. */
  isRetried: boolean;
  /** Whether an answer came before. */
  isAfterAnswer: boolean;
}

/** The codes of a connection that is lost on the way. */
const LOST_CONNECTION: readonly string[] = ["network", "timeout", "incomplete-response"];

/** The codes whose advice is to try again. */
const TRY_AGAIN: readonly string[] = ["service", "timeout", "incomplete-response", "empty-response"];

/** Whether a watch has ended because the time that it was given is over. Nothing has failed then. */
export function hasTimeRunOut(error: unknown): boolean {
  return PartnerCenterError.isInstance(error) && error.reason === "max-wait";
}

/** The headline of a failure. */
export function failureHeadline(language: Language, error: unknown, course?: Course): string {
  return explanation(language, error, course).title;
}

export function failureView(language: Language, layout: Layout, failure: Failure, ids: Ids): HTMLElement {
  const { error, locale } = failure;
  const { title, next } = explanation(language, error, failure);
  if (hasTimeRunOut(error)) return timeRunOutView(layout, title, next);
  const what = heading(layout, 2, {}, icon("attention"), title);
  const hint = element("p", { class: "hint" }, next);
  const attributes = { class: "failure card", part: "failure" };
  if (!PartnerCenterError.isInstance(error)) return element("section", attributes, what, hint);
  return element(
    "section",
    attributes,
    what,
    hint,
    // The bar counts down while the watch goes on.
    ...(failure.isRetried ? [] : retryAfterHint(language, error)),
    ...serviceDescription(language, error, locale),
    ...forSupport(language, error, failure, ids),
  );
}

/** Of an answer before it, the ids and the bundle are shown, and the reasons are to stay on the first screen: what few people want opens on a click. */
function forSupport(
  language: Language,
  error: PartnerCenterError,
  { isAfterAnswer, time }: Failure,
  ids: Ids,
): HTMLElement[] {
  const { overview, copying } = language;
  const texts = isAfterAnswer ? copying.failureBundle : copying.supportBundle;
  const content = [
    facts(language, error, isAfterAnswer ? [] : uploadIds(language, ids)),
    supportBundle(language, texts, failureBundle(ids, error, time)),
  ];
  return isAfterAnswer ? [element("details", {}, element("summary", {}, overview.forSupport), ...content)] : content;
}

function timeRunOutView(layout: Layout, title: string, next: string): HTMLElement {
  return element(
    "section",
    { class: "time-run-out card", part: "failure" },
    heading(layout, 2, {}, icon("waiting"), title),
    element("p", { class: "hint" }, next),
  );
}

/** What came before a failure, and what comes after it. */
type Course = Pick<Failure, "isRetried" | "isAfterAnswer">;

const FINAL: Course = { isRetried: false, isAfterAnswer: false };

/** The advice for the reason is more specific than the advice for the kind of error. While the page tries again, nobody else has to. */
function explanation(
  { failures, reasons, reasonTitles, offline, noToken, stillGoingOn, retrying, connectionLost }: Language,
  error: unknown,
  { isRetried, isAfterAnswer }: Course = FINAL,
): { title: string; next: string } {
  if (!PartnerCenterError.isInstance(error)) return failures.internal;
  if (hasTimeRunOut(error)) return stillGoingOn;
  // Without an answer, nobody but the token function has refused anything.
  if (error.code === "unauthorized" && error.status === undefined) return noToken;
  if (!navigator.onLine && (error.code === "network" || error.code === "wasm-load")) return offline;
  if (isAfterAnswer && LOST_CONNECTION.includes(error.code))
    return isRetried ? connectionLost.retrying : connectionLost;
  // The error can be from a newer copy of the package, with codes that this copy does not know.
  const { title, next } = failures[error.code] ?? failures.internal;
  const reason = error.reason ?? "";
  const specific = new Map(Object.entries(reasons)).get(reason);
  const ownTitle = new Map(Object.entries(reasonTitles)).get(reason);
  if (specific !== undefined && ownTitle !== undefined) return { title: ownTitle, next: specific };
  if (isRetried && TRY_AGAIN.includes(error.code)) return { title, next: retrying.next };
  if (isRetried && error.code === "not-found") return { title, next: retrying.notThereYet };
  if (specific !== undefined) return { title, next: specific };
  return { title, next };
}

function retryAfterHint({ failure }: Language, { retryAfterMs }: PartnerCenterError): HTMLElement[] {
  return retryAfterMs === undefined ? [] : [element("p", { class: "hint" }, failure.waitFirst(retryAfterMs))];
}

function serviceDescription(language: Language, error: PartnerCenterError, locale: string): HTMLElement[] {
  const { description } = error;
  if (description === undefined) return [];
  const { answerSays, partnerCenterSays } = language.failure;
  return [
    element(
      "figure",
      { class: "quote" },
      element("figcaption", {}, isByPartnerCenter(error) ? partnerCenterSays : answerSays),
      element("blockquote", { lang: locale }, untrustedText(language, description, MAX_DESCRIPTION_LENGTH)),
    ),
  ];
}

/** Whether an answer has what Partner Center's have: a code, which is a number, or an `MS-CV`. A gateway's own refusals have words. */
function isByPartnerCenter({ reason, serviceCode = "", msCv }: PartnerCenterError): boolean {
  return reason !== "no-such-route" && (/^\d+$/.test(serviceCode) || msCv !== undefined);
}

/** Which upload it was. A result says so itself. */
function uploadIds(language: Language, { customerId, trackingId }: Ids): HTMLElement[] {
  const { overview, copying } = language;
  return [
    idFact(language, overview.trackingId, copying.trackingId, trackingId),
    idFact(language, overview.customerId, copying.customerId, customerId),
  ];
}

/** The codes whose title says all that the details say. */
const SAID_BY_TITLE: readonly string[] = ["unauthorized", "forbidden", "not-found", "throttled", "empty-response"];

/** Nothing is said twice. */
function shownFacts(language: Language, error: PartnerCenterError): Fact[] {
  const isWithoutToken = error.code === "unauthorized" && error.status === undefined;
  const isSaidByTitle = SAID_BY_TITLE.includes(error.code) && !isWithoutToken;
  return failureFacts(language, error).filter(([name]) => !isSaidByTitle || name !== language.failure.facts.message);
}

/** @param ids of the upload, unless they are told elsewhere */
function facts(language: Language, error: PartnerCenterError, ids: HTMLElement[]): HTMLElement {
  return element(
    "dl",
    { class: "facts" },
    ...shownFacts(language, error).map(([name, value]) => {
      const isTranslated = value !== error.message && value === failureDetails(language, error);
      const lang = isTranslated ? language.tag : MESSAGE_LANGUAGE;
      return fact(name, element("span", { lang }, untrustedText(language, value, MAX_DESCRIPTION_LENGTH)));
    }),
    ...ids,
    ...failureIds(error).map(([name, id]) => idFact(language, name, language.copying.header(name), id)),
  );
}

function supportBundle(language: Language, texts: CopyTexts, text: string): HTMLElement {
  return element(
    "p",
    {},
    copyTextButton(language, texts, () => text, texts.copy),
  );
}

function idFact(language: Language, name: string, texts: CopyTexts, id: string): HTMLElement {
  return fact(name, element("code", {}, untrustedText(language, id)), copyValueButton(language, texts, id));
}

function fact(name: string, ...value: Node[]): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
}
