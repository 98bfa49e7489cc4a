/**
 * What a status looks like and means: the one that the service gives a batch, and the one that it gives a device.
 */
import type { BatchSummary, UploadStatus } from "../index.js";
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { icon } from "./icons.js";

/** What became of a device so far: each is a count of the batch. */
export type Outcome = keyof Pick<BatchSummary, "succeeded" | "failed" | "pending" | "unknown">;

/** Chooses colour and icon. */
export type Tone = "good" | "bad" | "attention" | "busy" | "waiting" | "unclear";

interface Shown {
  word: string;
  tone: Tone;
}

const BATCH: Record<string, Shown & { meaning: string }> = {
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

export const OUTCOMES: Record<Outcome, Shown> = {
  succeeded: { word: "Succeeded", tone: "good" },
  failed: { word: "Failed", tone: "bad" },
  pending: { word: "In progress", tone: "busy" },
  unknown: { word: "Unknown", tone: "unclear" },
};

export const OUTCOME_NAMES = Object.keys(OUTCOMES) as Outcome[];

const DEVICE: Record<string, Shown & { outcome: Outcome }> = {
  queued: { word: "Queued", tone: "waiting", outcome: "pending" },
  processing: { ...OUTCOMES.pending, outcome: "pending" },
  finished: { ...OUTCOMES.succeeded, outcome: "succeeded" },
  finished_with_errors: { ...OUTCOMES.failed, outcome: "failed" },
  unknown: { ...OUTCOMES.unknown, outcome: "unknown" },
};

export function batchStatus(status: UploadStatus): Shown & { meaning: string } {
  return (
    own(BATCH, status) ?? {
      word: status,
      tone: "unclear",
      meaning: "This page does not know that status. It is shown as Partner Center sent it.",
    }
  );
}

export function deviceStatus(status: UploadStatus): Shown & { outcome: Outcome } {
  return own(DEVICE, status) ?? { ...OUTCOMES.unknown, word: status, outcome: "unknown" };
}

/** A status as icon and word. */
export function statusBadge({ word, tone }: Shown): HTMLElement {
  return element("span", { class: `status ${tone}` }, icon(tone), foreignText(word));
}

/** The entry under this key, were it called `constructor`. */
function own<Entry>(table: Record<string, Entry>, key: string): Entry | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
