/**
 * What a status looks like and means: the one that the service gives a batch, and the one that it gives a device.
 *
 * @import { UploadStatus } from "./partner-center-batch-status/index.js"
 *
 * @typedef {"good" | "bad" | "attention" | "busy" | "waiting" | "unclear"} Tone chooses colour and icon
 * @typedef {{ word: string, tone: Tone }} Shown
 * @typedef {"succeeded" | "failed" | "pending" | "unknown"} Outcome the counts of a `BatchSummary`
 */
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { icon } from "./icons.js";

/** @type {Record<string, Shown & { meaning: string }>} */
const BATCH = {
  queued: {
    word: "Queued",
    tone: "waiting",
    meaning: "Partner Center has the upload and has not begun with it.",
  },
  processing: {
    word: "Processing",
    tone: "busy",
    meaning: "Partner Center is working on the devices, one after the other.",
  },
  finished: {
    word: "Finished",
    tone: "good",
    meaning: "Partner Center is done with the batch.",
  },
  finished_with_errors: {
    word: "Finished with errors",
    tone: "attention",
    meaning: "Partner Center is done with the batch, and not every device is in.",
  },
  unknown: {
    word: "Unknown",
    tone: "unclear",
    meaning:
      "Partner Center does not say how far the batch is, which is neither success nor failure. Ask again in a few minutes; " +
      "if it stays, look for the devices in Partner Center before you upload them again.",
  },
};

/** What became of a device so far, as it is counted. @type {Record<Outcome, Shown>} */
export const OUTCOMES = {
  succeeded: { word: "Succeeded", tone: "good" },
  failed: { word: "Failed", tone: "bad" },
  pending: { word: "In progress", tone: "busy" },
  unknown: { word: "Unknown", tone: "unclear" },
};

export const OUTCOME_NAMES = /** @type {Outcome[]} */ (Object.keys(OUTCOMES));

/** @type {Record<string, Shown & { outcome: Outcome }>} */
const DEVICE = {
  queued: { word: "Queued", tone: "waiting", outcome: "pending" },
  processing: { ...OUTCOMES.pending, outcome: "pending" },
  finished: { ...OUTCOMES.succeeded, outcome: "succeeded" },
  finished_with_errors: { ...OUTCOMES.failed, outcome: "failed" },
  unknown: { ...OUTCOMES.unknown, outcome: "unknown" },
};

/** @param {UploadStatus} status */
export function batchStatus(status) {
  return (
    own(BATCH, status) ?? {
      word: status,
      tone: /** @type {const} */ ("unclear"),
      meaning: "This page does not know that status. It is shown as Partner Center sent it.",
    }
  );
}

/** @param {UploadStatus} status */
export function deviceStatus(status) {
  return own(DEVICE, status) ?? { ...OUTCOMES.unknown, word: status, outcome: /** @type {const} */ ("unknown") };
}

/** A status as icon and word. @param {Shown} shown */
export function statusBadge({ word, tone }) {
  return element("span", { class: `status ${tone}` }, icon(tone), foreignText(word));
}

/**
 * The entry under this key, were it called `constructor`.
 *
 * @template Entry
 * @param {Record<string, Entry>} table
 * @param {string} key
 */
function own(table, key) {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
