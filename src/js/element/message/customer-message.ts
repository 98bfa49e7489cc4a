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

/** Errors that are told in the same words. */
interface Reason {
  /** Of the error. Empty for those that no public source explains. */
  name: string;
  codes: Set<string>;
  actor: keyof Language["message"]["actors"];
  /** Their positions, counted from 0. */
  devices: number[];
}

/** Enough for a mail that somebody reads. The others are in the list that goes with it. */
const MAX_SERIAL_NUMBERS = 20;
const MAX_REASONS = 10;
const MAX_CODES = 10;
/** Longer than any serial number or code. */
const MAX_VALUE_LENGTH = 64;

export function customerMessage(language: Language, upload: Upload): CustomerMessage {
  const { message, format } = language;
  const { devices, registered } = countsOf(upload.summary);
  const reasons = reasonsOf(upload.summary);
  const more = reasons.length - MAX_REASONS;
  const paragraphs = [
    message.greeting,
    [uploaded(language, upload), ...counts(language, upload.summary, reasons.length)].join("\n"),
    ...reasons.slice(0, MAX_REASONS).map((each) => reason(language, upload, each)),
    ...(more > 0 ? [message.moreReasons(more)] : []),
    [message.asOf(format.minute(upload.answeredAt)), message.reference(line(upload.details.batchTrackingId))].join(
      "\n",
    ),
  ];
  return { subject: message.subject(registered, devices, isDecided(upload.summary)), text: paragraphs.join("\n\n") };
}

/** Whether the text refers to the list, because it has not room for everything. */
export function refersToList({ summary }: Upload): boolean {
  const reasons = reasonsOf(summary);
  return reasons.length > MAX_REASONS || reasons.some(({ devices }) => devices.length > MAX_SERIAL_NUMBERS);
}

function uploaded({ message, format }: Language, { details, summary, answeredAt }: Upload): string {
  const { startedTime } = details;
  const { devices } = countsOf(summary);
  return startedTime && startedTime <= answeredAt
    ? message.uploaded(devices, format.minute(startedTime))
    : message.uploadedAtSomeTime(devices);
}

/** A row that repeats a device is not a device. */
function countsOf({ total, duplicates, succeeded, alreadyRegistered }: BatchSummary) {
  return { devices: total - duplicates, registered: succeeded + alreadyRegistered };
}

function isDecided({ pending, unknown }: BatchSummary): boolean {
  return pending + unknown === 0;
}

function counts({ message }: Language, summary: BatchSummary, reasons: number): string[] {
  const { devices, registered } = countsOf(summary);
  const { alreadyRegistered, duplicates, pending, unknown, failed } = summary;
  return [
    // Of one device that is under way, the next sentence says all there is.
    ...(devices !== 1 || isDecided(summary) ? [message.registered(registered, devices)] : []),
    ...(alreadyRegistered > 0 ? [message.before(alreadyRegistered, registered)] : []),
    ...(duplicates > 0 ? [message.duplicates(duplicates)] : []),
    ...(pending > 0 ? [message.pending(pending)] : []),
    ...(unknown > 0 ? [message.unknown(unknown)] : []),
    ...(failed > 0 ? [message.failed(failed, reasons)] : []),
  ];
}

/** The most frequent first. What nobody explains comes last: nobody can do anything about it but try again. */
function reasonsOf({ errors }: BatchSummary): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const group of errors.filter(({ harmless }) => !harmless)) {
    const name = explainDeviceError(group)?.name ?? "";
    const reason = reasons.get(name) ?? { name, codes: new Set(), actor: actorOf(group), devices: [] };
    if (group.errorCode) reason.codes.add(line(group.errorCode));
    for (const device of group.devices) reason.devices.push(device);
    reasons.set(name, reason);
  }
  const all = [...reasons.values()].sort((one, other) => other.devices.length - one.devices.length);
  return [...all.filter(({ name }) => name !== ""), ...all.filter(({ name }) => name === "")];
}

function reason(language: Language, upload: Upload, { name, codes, actor, devices }: Reason): string {
  const { message, errorsForCustomers } = language;
  const { what, next } = errorsForCustomers[name] ?? message.unexplained;
  const shown = [...codes].slice(0, MAX_CODES);
  return [
    message.reason(what, devices.length, codes.size > shown.length ? [...shown, "…"] : shown),
    `${message.serialNumbers(devices.length)}: ${serialNumbers(language, upload, devices)}`,
    `${message.actors[actor]}: ${next(devices.length)}`,
  ].join("\n");
}

/** A device without a serial number is named by its row. */
function serialNumbers({ message }: Language, { details }: Upload, devices: number[]): string {
  const named = devices.slice(0, MAX_SERIAL_NUMBERS).map((index) => {
    const { serialNumber = "" } = details.devicesStatus[index] ?? {};
    return serialNumber.trim() === "" ? message.row(index + 1) : line(serialNumber);
  });
  const more = devices.length - named.length;
  return [named.join(", "), ...(more > 0 ? [message.moreDevices(more)] : [])].join(" ");
}

/** A value from outside, cut first: it can be a megabyte long. */
function line(text: string): string {
  return exportedLine(cut(text, MAX_VALUE_LENGTH)) + (text.length > MAX_VALUE_LENGTH ? "…" : "");
}
