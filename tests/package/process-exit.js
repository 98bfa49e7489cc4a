/** A process that makes calls of every kind and must then exit by itself. */
import { getBatchUploadStatus, watchBatchUploadStatus } from "../../dist/index.js";

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const [responding = "", unresponsive = ""] = process.argv.slice(2);

/**
 * @param {(signal: AbortSignal) => Promise<{ status?: string, value?: { status: string } }>} call
 * @param {boolean} [isAborted]
 */
async function outcomeOf(call, isAborted = false) {
  const controller = new AbortController();
  const settled = call(controller.signal).then(
    ({ status, value }) => status ?? value?.status,
    (error) => error.code ?? error,
  );
  // Late enough that the request has been sent.
  if (isAborted) setTimeout(() => controller.abort("gone"), 100);
  return settled;
}

/** @param {string} baseUrl @param {import("../../dist/index.js").WatchBatchUploadStatusOptions} options */
const get = (baseUrl, options, token = /** @type {import("../../dist/index.js").Token} */ ("a-token")) =>
  getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, token, { ...options, baseUrl });

const watching = watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl: responding });
const outcomes = [
  await outcomeOf(() => get(responding, {})),
  await outcomeOf((signal) => get(unresponsive, { signal }), true),
  await outcomeOf((signal) => get(responding, { signal }, () => new Promise(() => {})), true),
  await outcomeOf(() => get(unresponsive, { attemptTimeoutMs: 100, maxRetries: 0 })),
  await outcomeOf(() => watching.next()),
];
await watching.return?.();
const aborted = new AbortController();
const second = watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", {
  baseUrl: responding,
  signal: aborted.signal,
});
await second.next();
const pending = second.next().catch((reason) => reason);
setTimeout(() => aborted.abort("gone"), 100);
outcomes.push(await pending);
console.log(JSON.stringify({ outcomes, resources: process.getActiveResourcesInfo() }));
