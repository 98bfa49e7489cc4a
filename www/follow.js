/**
 * Follows a batch to its end: what the service says now, and what it says later.
 *
 * @import { BatchUploadDetails, GetBatchUploadStatusOptions, Token } from "./partner-center-batch-status/index.js"
 */
import { getBatchUploadStatus, summarizeBatch } from "./partner-center-batch-status/index.js";

/**
 * @param {string} customerId
 * @param {string} trackingId
 * @param {Token} token
 * @param {GetBatchUploadStatusOptions & { intervalMs: number, signal: AbortSignal }} options
 * @returns {AsyncGenerator<BatchUploadDetails, void, void>}
 */
export async function* followBatch(customerId, trackingId, token, { intervalMs, ...options }) {
  for (;;) {
    const details = await getBatchUploadStatus(customerId, trackingId, token, options);
    yield details;
    if (summarizeBatch(details).complete) return;
    await pause(intervalMs, options.signal);
    await untilVisible(options.signal);
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.throwIfAborted();
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Nobody reads a hidden page, and each request counts against the partner's limits. @param {AbortSignal} signal */
async function untilVisible(signal) {
  while (document.hidden) {
    await new Promise((resolve, reject) => {
      document.addEventListener("visibilitychange", resolve, { once: true, signal });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }
}
