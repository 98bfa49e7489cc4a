/**
 * What Microsoft's support asks for, as a text to paste into a ticket. It is made of the fields named here: the token is not among them.
 *
 * @import { BatchSummary, BatchUploadDetails, PartnerCenterError } from "./partner-center-batch-status/index.js"
 * @import { Fact } from "./failure-facts.js"
 * @import { Ids } from "./fragment.js"
 */
import { deviceError } from "./device-error.js";
import { failureFacts, failureIds } from "./failure-facts.js";
import { visible } from "./foreign-text.js";

/** Microsoft documents 1,024 characters as the most for the words of an error. */
const LONGEST = 1024;

/** Enough to look some up. */
const MOST_ROWS = 50;

/** @param {Ids} ids @param {BatchUploadDetails} details @param {BatchSummary} summary */
export function batchBundle(ids, details, summary) {
  const { total, succeeded, failed, pending, unknown, errors } = summary;
  return bundle([
    ...idFacts(ids),
    ["Status", details.status],
    ["Started", details.startedTime?.toISOString() ?? "not given"],
    ["Completed", details.completedTime?.toISOString() ?? "not given"],
    ["Devices", `${total}: ${succeeded} succeeded, ${failed} failed, ${pending} in progress, ${unknown} unknown`],
    ...errors.map(errorFact),
  ]);
}

/** @param {Ids} ids @param {PartnerCenterError} error @param {Date} time when it happened */
export function failureBundle(ids, error, time) {
  return bundle([...idFacts(ids), ["Failed", time.toISOString()], ...failureFacts(error), ...failureIds(error)]);
}

/** @param {Ids} ids @returns {Fact[]} */
function idFacts({ customerId, trackingId }) {
  return [
    ["Customer id", customerId],
    ["Tracking id", trackingId],
  ];
}

/** @param {BatchSummary["errors"][number]} group @returns {Fact} */
function errorFact({ devices, ...group }) {
  const { name, code } = deviceError(group);
  const rows = devices.slice(0, MOST_ROWS).map((place) => place + 1);
  const more = devices.length > MOST_ROWS ? ", …" : "";
  return [
    "Device error",
    `${code ? `${code} ` : ""}${name}: ${devices.length} devices, rows ${rows.join(", ")}${more}`,
  ];
}

/** A line for each, in which no foreign text can begin a line of its own. @param {Fact[]} facts */
function bundle(facts) {
  const lines = facts.map(([name, value]) => `${name}: ${visible(value, LONGEST)}`);
  return ["Device batch upload in Partner Center", ...lines, ""].join("\n");
}
