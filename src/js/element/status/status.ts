/**
 * How the status of a batch and the status of a device are shown: word, colour and icon.
 */
import type { DeviceOutcome } from "../../device-outcome.js";
import type { BatchSummary, UploadStatus } from "../../index.js";
import { element } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { untrustedText } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";

/** The outcome of a device so far. Each outcome is a count of the batch. */
export type Outcome = DeviceOutcome;

/** Determines the colour and the icon. */
export type Tone = "good" | "bad" | "attention" | "neutral" | "busy" | "waiting" | "unclear";

interface StatusLabel {
  word: string;
  tone: Tone;
}

const BATCH_TONES: Record<
  keyof Omit<Language["batch"], "unfamiliar" | "finishedIsNotSuccess" | "errorsAreHarmless">,
  Tone
> = {
  queued: "waiting",
  processing: "busy",
  finished: "good",
  finished_with_errors: "attention",
  unknown: "unclear",
};

export const OUTCOME_TONES: Record<Outcome, Tone> = {
  succeeded: "good",
  alreadyRegistered: "neutral",
  duplicates: "neutral",
  failed: "bad",
  pending: "busy",
  unknown: "unclear",
};

export const OUTCOME_NAMES = Object.keys(OUTCOME_TONES) as Outcome[];

/** Outcomes that need attention come first, those that need nothing last. */
export const BY_URGENCY: readonly Outcome[] = [
  "failed",
  "unknown",
  "pending",
  "alreadyRegistered",
  "duplicates",
  "succeeded",
];

/** Outcomes that most batches do not have. They are shown where there are any. */
export const RARE_OUTCOMES: readonly Outcome[] = ["alreadyRegistered", "duplicates"];

/** The status as the service names it, with what it means for the devices: its word alone says neither success nor failure. */
export function batchStatus(
  { batch }: Language,
  status: UploadStatus,
  summary: BatchSummary,
): StatusLabel & { meaning: string } {
  if (!isKnown(status)) return { word: status, tone: "unclear", meaning: batch.unfamiliar };
  const { word, meaning = "" }: { word: string; meaning?: string } = batch[status];
  if (summary.complete && summary.failed > 0) {
    return { word, meaning: status === "finished" ? batch.finishedIsNotSuccess : meaning, tone: "attention" };
  }
  // Somebody has uploaded an empty list, or reads the answer of another upload.
  if (summary.complete && summary.total === 0) return { word, meaning, tone: "attention" };
  if (status === "finished_with_errors" && nobodyMustAct(summary)) {
    return { word, meaning: batch.errorsAreHarmless, tone: "good" };
  }
  return { word, meaning, tone: BATCH_TONES[status] };
}

/** Every device has a result, some were registered before or are duplicates, and none failed. */
function nobodyMustAct({ total, succeeded, alreadyRegistered, duplicates }: BatchSummary): boolean {
  const harmless = alreadyRegistered + duplicates;
  return harmless > 0 && succeeded + harmless === total;
}

export function deviceStatus({ batch, outcomes }: Language, status: UploadStatus, outcome: Outcome): StatusLabel {
  if (!isKnown(status)) return { word: status, tone: OUTCOME_TONES.unknown };
  if (status === "queued") return { word: batch.queued.word, tone: BATCH_TONES.queued };
  return { word: outcomes[outcome], tone: OUTCOME_TONES[outcome] };
}

/** A status as an icon and a word. */
export function statusBadge(language: Language, { word, tone }: StatusLabel): HTMLElement {
  return element("span", { class: `status ${tone}` }, icon(tone), untrustedText(language, word));
}

/** Checks own properties only: a service could send a status named `constructor`. */
function isKnown(status: UploadStatus): status is keyof typeof BATCH_TONES {
  return Object.hasOwn(BATCH_TONES, status);
}
