/**
 * What Microsoft's support asks for, as a text to paste into a ticket. It is in English because Microsoft reads it. It consists of the
 * fields that are named here; the token is not one of them.
 */
import type { BatchSummary, BatchUploadDetails, PartnerCenterError } from "../../index.js";
import { en } from "../languages/en.js";
import { deviceError, nameAndCode } from "../status/device-error.js";
import { type Fact, factLine, failureFacts, failureIds } from "./failure-facts.js";
import { loadFacts } from "./load-failure.js";

/** The ids of an upload. */
export interface Ids {
  customerId: string;
  trackingId: string;
}

/** Enough rows to look some up. */
const MAX_ROWS = 50;

export function batchBundle(ids: Ids, details: BatchUploadDetails, summary: BatchSummary): string {
  const { total, succeeded, alreadyRegistered, duplicates, failed, pending, unknown, errors } = summary;
  const counts = [
    `${succeeded} succeeded`,
    ...(alreadyRegistered > 0 ? [`${alreadyRegistered} already registered`] : []),
    ...(duplicates > 0 ? [`${duplicates} duplicates`] : []),
    `${failed} failed`,
    `${pending} in progress`,
    `${unknown} unknown`,
  ];
  return bundle([
    ...idFacts(ids),
    ["Status", details.status],
    ["Started", details.startedTime?.toISOString() ?? "not given"],
    ["Completed", details.completedTime?.toISOString() ?? "not given"],
    ["Devices", `${total}: ${counts.join(", ")}`],
    ...errors.map(errorFact),
  ]);
}

/** @param time when it happened */
export function failureBundle(ids: Ids, error: PartnerCenterError, time: Date): string {
  const failed: Fact = ["Failed", time.toISOString()];
  return bundle([...idFacts(ids), failed, ...failureFacts(en, error), ...loadFacts(error), ...failureIds(error)]);
}

function idFacts({ customerId, trackingId }: Ids): Fact[] {
  return [
    ["Customer id", customerId],
    ["Tracking id", trackingId],
  ];
}

function errorFact({ devices, ...group }: BatchSummary["errors"][number]): Fact {
  const rows = devices.slice(0, MAX_ROWS).map((index) => index + 1);
  const more = devices.length > MAX_ROWS ? ", …" : "";
  return [
    "Device error",
    `${nameAndCode(deviceError(en, group))}: ${en.causes.devices(devices.length)}, ${rows.length === 1 ? "row" : "rows"} ${rows.join(", ")}${more}`,
  ];
}

/** One line for each fact, which begins with its name. */
function bundle(facts: Fact[]): string {
  return ["Device batch upload in Partner Center", ...facts.map(factLine), ""].join("\n");
}
