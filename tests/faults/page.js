/** Runs in the page: calls the package with the base addresses of the fault server. */
import { getBatchUploadStatus, PartnerCenterError } from "partner-center-batch-status";

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} baseUrl
 * @property {string} trackingId
 * @property {boolean} providesTokens
 * @property {import("./faults.js").Options & { timeoutMs: number }} options
 *
 * @typedef {object} Result
 * @property {string} outcome `ok`, the error's code, or a text about an unexpected outcome
 * @property {number} ms until the call settled
 * @property {number[]} waitsMs as reported to `onRetry`
 * @property {number} [attempts] of the error
 * @property {number} [retryAfterMs]
 * @property {string} [text] message and hint of the error
 * @property {Record<string, unknown>} [batch]
 * @property {boolean} prototypesAreClean
 */

const CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";

/** WebKitGTK opens at most 17 connections. With more calls at a time, one fault would wait for the connections of another. */
const CONCURRENCY = 12;

/** A call that has not settled this long after its timeout hangs. */
const HANG_MS = 5000;

/**
 * @param {Case[]} cases
 * @returns {Promise<Record<string, Result>>} by the names of the cases
 */
export async function callAll(cases) {
  /** @type {Record<string, Result>} */
  const results = {};
  const queue = [...cases];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results[next.name] = await call(next);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return results;
}

/** @param {Case} one @returns {Promise<Result>} */
async function call({ baseUrl, trackingId, providesTokens, options }) {
  /** @type {number[]} */
  const waitsMs = [];
  const onRetry = (/** @type {{ waitMs: number }} */ { waitMs }) => waitsMs.push(waitMs);
  let tokens = 0;
  const token = providesTokens ? () => `token-${++tokens}` : "token";
  const start = performance.now();
  const settled = getBatchUploadStatus(CUSTOMER, trackingId, token, { ...options, baseUrl, onRetry }).then(
    (batch) => ({ outcome: "ok", batch: { ...batch } }),
    describeError,
  );
  const hung = new Promise((resolve) => setTimeout(resolve, options.timeoutMs + HANG_MS, { outcome: "hung" }));
  const result = /** @type {Pick<Result, "outcome">} */ (await Promise.race([settled, hung]));
  return { ...result, ms: performance.now() - start, waitsMs, prototypesAreClean: !("polluted" in {}) };
}

/** @param {unknown} error */
function describeError(error) {
  if (!(error instanceof PartnerCenterError)) return { outcome: `not a PartnerCenterError: ${error}` };
  const { code, attempts, retryAfterMs, message, hint } = error;
  return { outcome: code, attempts, retryAfterMs, text: [message, hint].join(" ") };
}
