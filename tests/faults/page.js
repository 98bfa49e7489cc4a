/** What runs inside the browser: the package against the fault server. */
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
 * @property {string} outcome `ok`, the error's code, or what should never be
 * @property {number} ms until it was settled
 * @property {number[]} waitsMs as onRetry was told
 * @property {number} [attempts] as the error tells
 * @property {number} [retryAfterMs]
 * @property {string} [text] all that the error says
 * @property {Record<string, unknown>} [batch]
 * @property {boolean} prototypesAreClean
 */

const CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";

/** Below what WebKitGTK opens at once (17 connections), or one fault would wait for the sockets of another. */
const AT_A_TIME = 12;

/** A call that is not settled so long after its deadline never will be. */
const HUNG_MS = 5000;

/**
 * @param {Case[]} cases
 * @returns {Promise<Record<string, Result>>} by the names of the cases
 */
export async function callAll(cases) {
  /** @type {Record<string, Result>} */
  const results = {};
  const left = [...cases];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) results[next.name] = await call(next);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
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
  const hung = new Promise((resolve) => setTimeout(resolve, options.timeoutMs + HUNG_MS, { outcome: "hung" }));
  const result = /** @type {Pick<Result, "outcome">} */ (await Promise.race([settled, hung]));
  return { ...result, ms: performance.now() - start, waitsMs, prototypesAreClean: !("polluted" in {}) };
}

/** @param {unknown} error */
function describeError(error) {
  if (!(error instanceof PartnerCenterError)) return { outcome: `not our error: ${error}` };
  const { code, attempts, retryAfterMs, message, hint } = error;
  return { outcome: code, attempts, retryAfterMs, text: [message, hint].join(" ") };
}
