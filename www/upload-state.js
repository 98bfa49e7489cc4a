/**
 * The state of a watched upload: what the list, the title of the tab and its icon say.
 *
 * @import { statusBadge } from "./partner-center-batch-status/element/parts.js"
 * @import { BatchSummary, BatchUploadDetails, PartnerCenterError, WaitEvent } from "./partner-center-batch-status/index.js"
 *
 * @typedef {"refused" | "failed" | "attention" | "tokenless" | "stopped" | "underWay" | "done" | "elsewhere"} Kind
 *
 * @typedef {object} Answer what the list keeps of an answer, also without a token: no device of it
 * @property {BatchUploadDetails["status"]} status
 * @property {BatchUploadDetails["startedTime"]} startedTime
 * @property {BatchSummary} summary
 * @property {Date} time when it came
 *
 * @typedef {object} Facts
 * @property {boolean} hasToken
 * @property {boolean} isFromAnotherTab whether another tab has added it, and it was not selected in this one
 * @property {boolean} isPaused
 * @property {Answer | undefined} answer the last one
 * @property {boolean} isAnswered whether it answers what is asked now
 * @property {PartnerCenterError | undefined} error the error that ended the watch
 * @property {PartnerCenterError | undefined} retryError the error before the retry that is waited for
 * @property {WaitEvent | undefined} wait what the watch waits for, unless that is its next poll as usual
 *
 * @typedef {object} UploadState
 * @property {Kind} kind
 * @property {string} [short] for the title of the tab
 * @property {Parameters<typeof statusBadge>[1]} badge
 * @property {BatchSummary} [summary] of what was known last
 * @property {string} known what was known of the devices last, or nothing
 * @property {string} reason why the upload is waited for, or nothing
 */
import { language } from "./language.js";
import {
  batchStatus,
  doneOf,
  failureHeadline,
  hasTimeRunOut,
  headline,
  sanitize,
} from "./partner-center-batch-status/element/parts.js";

/** What needs somebody comes first, what needs nothing last. @type {Record<Kind, number>} */
const URGENCY = {
  refused: 0,
  failed: 0,
  attention: 0,
  tokenless: 0,
  stopped: 0,
  underWay: 1,
  done: 2,
  elsewhere: 2,
};

/** @param {UploadState} one @param {UploadState} other */
export function byUrgency(one, other) {
  return URGENCY[one.kind] - URGENCY[other.kind];
}

/** @param {Facts} facts @returns {UploadState} */
export function stateOf(facts) {
  const { hasToken, isFromAnotherTab, isPaused, answer, isAnswered, error, retryError, wait } = facts;
  if (!hasToken) return withoutToken(isFromAnotherTab, answer);
  if (error) return failed(error, answer);
  if (answer === undefined || !isAnswered) return unanswered(retryError, wait, answer);
  return { ...answered(answer, isPaused), reason: reasonOf(retryError, wait) };
}

/** @param {boolean} isFromAnotherTab @param {Answer} [answer] @returns {UploadState} */
function withoutToken(isFromAnotherTab, answer) {
  const { addedElsewhere, needsToken } = language.page.watched;
  return {
    ...knownFrom(answer),
    kind: isFromAnotherTab ? "elsewhere" : "tokenless",
    badge: { word: isFromAnotherTab ? addedElsewhere : needsToken, tone: "waiting" },
  };
}

/** What was known of the upload stays. @param {Answer} [answer] @returns {Pick<UploadState, "known" | "reason" | "summary">} */
function knownFrom(answer) {
  if (answer === undefined) return { known: "", reason: "" };
  const { summary, time } = answer;
  const known = `${statusWord(answer)}: ${headline(language, summary)} (${language.format.moment(time)})`;
  return { known, reason: "", summary };
}

/** @param {PartnerCenterError} error @param {Answer} [answer] @returns {UploadState} */
function failed(error, answer) {
  const base = knownFrom(answer);
  const word = failureHeadline(language, error);
  if (hasTimeRunOut(error)) return { ...base, kind: "stopped", badge: { word, tone: "waiting" } };
  const isRefused = error.code === "unauthorized";
  return {
    ...base,
    kind: isRefused ? "refused" : "failed",
    short: isRefused ? language.page.tab.needsToken : language.page.tab.failed,
    badge: { word: isRefused ? language.page.watched.needsNewToken : word, tone: "attention" },
  };
}

/** @param {PartnerCenterError} [retryError] @param {WaitEvent} [wait] @param {Answer} [answer] the one before @returns {UploadState} */
function unanswered(retryError, wait, answer) {
  const { asking, tryingAgain } = language.page.tab;
  const base = { ...knownFrom(answer), kind: /** @type {const} */ ("underWay"), short: asking };
  if (retryError)
    return { ...base, short: tryingAgain, badge: { word: failureHeadline(language, retryError), tone: "waiting" } };
  // Without a failure, the wait is all there is to say.
  return { ...base, badge: { word: wait ? "" : language.follow.asking, tone: wait ? "waiting" : "busy" } };
}

/** @param {Answer} answer @param {boolean} isPaused */
function answered(answer, isPaused) {
  const { summary } = answer;
  const { complete, failed, total } = summary;
  const needsAttention = failed > 0 || total === 0;
  /** @type {Kind} */
  const kind = !complete ? "underWay" : needsAttention ? "attention" : "done";
  const status = batchStatus(language, answer.status, summary);
  const known = headline(language, summary);
  const base = { kind, short: shortState(summary), summary };
  if (complete || !isPaused) return { ...base, badge: status, known };
  const { paused } = language.page.watched;
  /** @type {UploadState["badge"]} */
  const badge = { word: paused, tone: "neutral" };
  const short = [paused, base.short].join(" · ");
  return { ...base, short, badge, known: [statusWord(answer), known].join(": ") };
}

/** "Partner Center asks to wait" says more than that there were too many requests. @param {PartnerCenterError} [retryError] @param {WaitEvent} [wait] */
function reasonOf(retryError, wait) {
  if (retryError === undefined || wait?.reason === "throttled") return "";
  return language.announcement.sentence(failureHeadline(language, retryError));
}

/** @param {Answer} answer */
function statusWord({ status, summary }) {
  return sanitize(language, batchStatus(language, status, summary).word);
}

/** The state of an upload in the title of the tab. @param {BatchSummary} summary */
function shortState(summary) {
  const { tab } = language.page;
  const { total, unknown, failed, complete } = summary;
  // Nothing is counted then: the headline says what it is.
  if (unknown === total) return headline(language, summary);
  if (complete && failed > 0) return tab.needsAttention(failed, total);
  // A complete batch can have devices without a result.
  const done = doneOf(summary);
  if (complete && done === total) return tab.finished;
  return [tab.progress(done, total), ...(failed > 0 ? [tab.attention(failed)] : [])].join(" · ");
}
