/**
 * How the status of a batch and the status of a device are shown: word, colour and icon.
 */
import type { BatchSummary, UploadStatus } from "../../index.js";
import { element } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { untrustedText } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";

/** The outcome of a device so far. Each outcome is a count of the batch. */
export type Outcome = keyof Pick<BatchSummary, "succeeded" | "failed" | "pending" | "unknown">;

/** Determines the colour and the icon. */
export type Tone = "good" | "bad" | "attention" | "busy" | "waiting" | "unclear";

interface StatusLabel {
  word: string;
  tone: Tone;
}

const BATCH_TONES: Record<keyof Omit<Language["batch"], "unfamiliar" | "finishedIsNotSuccess">, Tone> = {
  queued: "waiting",
  processing: "busy",
  finished: "good",
  finished_with_errors: "attention",
  unknown: "unclear",
};

export const OUTCOME_TONES: Record<Outcome, Tone> = {
  succeeded: "good",
  failed: "bad",
  pending: "busy",
  unknown: "unclear",
};

export const OUTCOME_NAMES = Object.keys(OUTCOME_TONES) as Outcome[];

const DEVICE_OUTCOMES: Record<keyof typeof BATCH_TONES, Outcome> = {
  queued: "pending",
  processing: "pending",
  finished: "succeeded",
  finished_with_errors: "failed",
  unknown: "unknown",
};

export function batchStatus({ batch }: Language, status: UploadStatus): StatusLabel & { meaning: string } {
  if (!isKnown(status)) return { word: status, tone: "unclear", meaning: batch.unfamiliar };
  return { ...batch[status], tone: BATCH_TONES[status] };
}

export function deviceStatus({ batch, outcomes }: Language, status: UploadStatus): StatusLabel {
  if (!isKnown(status)) return { word: status, tone: OUTCOME_TONES.unknown };
  if (status === "queued") return { word: batch.queued.word, tone: BATCH_TONES.queued };
  const outcome = DEVICE_OUTCOMES[status];
  return { word: outcomes[outcome], tone: OUTCOME_TONES[outcome] };
}

export function outcomeOf(status: UploadStatus): Outcome {
  return isKnown(status) ? DEVICE_OUTCOMES[status] : "unknown";
}

/** A status as an icon and a word. */
export function statusBadge(language: Language, { word, tone }: StatusLabel): HTMLElement {
  return element("span", { class: `status ${tone}` }, icon(tone), untrustedText(language, word));
}

/** Checks own properties only: a service could send a status named `constructor`. */
function isKnown(status: UploadStatus): status is keyof typeof BATCH_TONES {
  return Object.hasOwn(BATCH_TONES, status);
}
