/**
 * A message for the customer: how many devices are registered, which are not, why, and who does what next. In the customer's words.
 */
import { actorOf } from "../../explain-device-error.js";
import { type BatchSummary, explainDeviceError } from "../../index.js";
import { cut } from "../dom/untrusted-text.js";
import { exportedLine } from "../files/exported-text.js";
import type { Language } from "../languages/language.js";
import type { Upload } from "../status/upload.js";

export interface CustomerMessage {
  subject: string;
  text: string;
}

type ErrorGroup = BatchSummary["errors"][number];

/** Enough for a mail that somebody reads. The others are in the list that goes with it. */
const MAX_SERIAL_NUMBERS = 20;
const MAX_REASONS = 10;
/** Longer than any serial number or code. */
const MAX_VALUE_LENGTH = 64;

export function customerMessage(language: Language, upload: Upload): CustomerMessage {
  const { message, format } = language;
  const { devices, registered } = countsOf(upload.summary);
  const reasons = upload.summary.errors.filter(({ harmless }) => !harmless);
  const more = reasons.length - MAX_REASONS;
  const paragraphs = [
    message.greeting,
    [uploaded(language, upload), ...counts(language, upload.summary, reasons.length)].join("\n"),
    ...reasons.slice(0, MAX_REASONS).map((group) => reason(language, upload, group)),
    ...(more > 0 ? [message.moreReasons(more)] : []),
    [message.asOf(format.minute(upload.answeredAt)), message.reference(line(upload.details.batchTrackingId))].join(
      "\n",
    ),
  ];
  return { subject: message.subject(registered, devices), text: paragraphs.join("\n\n") };
}

/** Whether the text refers to the list, because it has not room for everything. */
export function refersToList({ summary }: Upload): boolean {
  const reasons = summary.errors.filter(({ harmless }) => !harmless);
  return reasons.length > MAX_REASONS || reasons.some(({ devices }) => devices.length > MAX_SERIAL_NUMBERS);
}

function uploaded({ message, format }: Language, { details, summary }: Upload): string {
  const { startedTime } = details;
  const { devices } = countsOf(summary);
  return startedTime ? message.uploaded(devices, format.minute(startedTime)) : message.uploadedAtSomeTime(devices);
}

/** A row that repeats a device is not a device. */
function countsOf({ total, duplicates, succeeded, alreadyRegistered }: BatchSummary) {
  return { devices: total - duplicates, registered: succeeded + alreadyRegistered };
}

function counts({ message }: Language, summary: BatchSummary, reasons: number): string[] {
  const { devices, registered } = countsOf(summary);
  const { alreadyRegistered, duplicates, pending, unknown, failed } = summary;
  return [
    message.registered(registered, devices),
    ...(alreadyRegistered > 0 ? [message.before(alreadyRegistered)] : []),
    ...(duplicates > 0 ? [message.duplicates(duplicates)] : []),
    ...(pending > 0 ? [message.pending(pending)] : []),
    ...(unknown > 0 ? [message.unknown(unknown)] : []),
    ...(failed > 0 ? [message.failed(failed, reasons)] : []),
  ];
}

function reason(language: Language, upload: Upload, group: ErrorGroup): string {
  const { message, errorsForCustomers } = language;
  const name = explainDeviceError(group)?.name ?? "";
  const { what, next } = errorsForCustomers[name] ?? message.unexplained;
  const code = group.errorCode && line(group.errorCode);
  return [
    message.reason(what, group.devices.length, code),
    `${message.serialNumbers}: ${serialNumbers(language, upload, group.devices)}`,
    `${message.actors[actorOf(group)]}: ${next}`,
  ].join("\n");
}

/** A device without a serial number is named by its row. */
function serialNumbers({ message }: Language, { details }: Upload, devices: number[]): string {
  const named = devices.slice(0, MAX_SERIAL_NUMBERS).map((index) => {
    const { serialNumber = "" } = details.devicesStatus[index] ?? {};
    return line(serialNumber) || message.row(index + 1);
  });
  const more = devices.length - named.length;
  return [named.join(", "), ...(more > 0 ? [message.moreDevices(more)] : [])].join(" ");
}

/** A value from outside, cut first: it can be a megabyte long. */
function line(text: string): string {
  return exportedLine(cut(text, MAX_VALUE_LENGTH)) + (text.length > MAX_VALUE_LENGTH ? "…" : "");
}
