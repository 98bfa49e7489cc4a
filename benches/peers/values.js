/**
 * What every peer needs to do the same work as the package: the address, the status words, and times as `Date`. The code is written by
 * hand and fast, so that it does not distort the measurements.
 */

/** @typedef {{ baseUrl: string, customerId: string, trackingId: string, token: string }} StatusRequest */

/** @param {StatusRequest} request */
export function path({ customerId, trackingId }) {
  return `v1/customers/${customerId}/batchJobStatus/${trackingId}`;
}

/** @param {StatusRequest} request */
export function headers({ token }) {
  return {
    Authorization: `Bearer ${token}`,
    Accept: "application/json",
    "MS-RequestId": crypto.randomUUID(),
    "MS-CorrelationId": crypto.randomUUID(),
    "X-Locale": "en-US",
  };
}

/** @type {Record<string, string>} */
const WORDS = {
  unknown: "unknown",
  queued: "queued",
  processing: "processing",
  inprogress: "processing",
  finished: "finished",
  finishedwitherrors: "finished_with_errors",
};
const BY_NUMBER = ["unknown", "queued", "processing", "finished", "finished_with_errors"];

/** Normalizes the spellings that the service and its SDKs use. @param {string | number | null | undefined} status */
export function readStatus(status) {
  if (status === "finished" || status === "finished_with_errors") return status;
  if (typeof status === "number") return BY_NUMBER[status] ?? String(status);
  if (!status) return "unknown";
  return WORDS[status.toLowerCase().replaceAll(/[_\- ]/g, "")] ?? status;
}

/** A time without a zone is UTC. The date 0001-01-01 means no time. @param {string | null | undefined} time */
export function readTime(time) {
  if (!time || time.startsWith("0001-01-01")) return undefined;
  return new Date(/(?:Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`);
}
