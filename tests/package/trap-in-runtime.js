/** Runs in a page and in a process: uses a build of the package that traps if the request id says so. */

/** @typedef {typeof import("../../dist/index.js")} Package */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/** Where and how the WebAssembly ends: see src/wasm/trap.rs. */
export const TRAPS = {
  "a panic before the request": "dead00",
  "an abort before the request": "dead01",
  "a failed allocation before the request": "dead02",
  "a stack overflow before the request": "dead03",
  "a panic in the response": "dead10",
  "an abort in the response": "dead11",
  "a failed allocation in the response": "dead12",
  "a stack overflow in the response": "dead13",
};

/** @param {Promise<{ status?: string, value?: { status: string } }>} call */
function outcomeOf(call) {
  return call.then(
    ({ status, value }) => status ?? value?.status,
    ({ code, attempts }) => `${code}, ${attempts} attempts`,
  );
}

/**
 * Makes calls that wait for responses, tokens and timers, and one that traps.
 *
 * @param {string} packageUrl
 * @param {string} trap the beginning of a request id
 * @param {Record<"unresponsive" | "responding" | "failing", string>} bases base addresses
 */
export async function trapAmongOthers(packageUrl, trap, { unresponsive, responding, failing }) {
  /** @type {Package} */
  const { getBatchUploadStatus, waitForBatchUpload, watchBatchUploadStatus } = await import(packageUrl);
  const get = (/** @type {object} */ options) => getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", options);
  const retried = deferred();
  const others = [
    get({ baseUrl: unresponsive }),
    getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, () => new Promise(() => {}), { baseUrl: responding }),
    waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl: unresponsive }),
    watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl: unresponsive }).next(),
    get({ baseUrl: failing, onRetry: retried.resolve }),
  ].map(outcomeOf);
  await fetch(`${unresponsive}/wait-for-request?3`);
  await retried.promise;
  const traps = { requestId: `${trap}00-0000-4000-8000-000000000000`, baseUrl: responding };
  const trapping = await outcomeOf(get(traps));
  const trapped = performance.now();
  const othersSeen = await Promise.all(others);
  return {
    trapping,
    others: othersSeen,
    isAtOnce: performance.now() - trapped < 250,
    next: await outcomeOf(get({ baseUrl: responding })),
    again: await outcomeOf(get(traps)),
    last: await outcomeOf(get({ baseUrl: responding })),
  };
}

/** Returns a pending promise and the function that resolves it. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise((settle) => {
    resolve = () => settle(undefined);
  });
  return { promise, resolve };
}

/** @type {string[]} */
const uncaught = [];
// In a process, Node itself tells what is uncaught, and ends it.
if (typeof process === "undefined") {
  addEventListener("error", ({ message }) => uncaught.push(message));
  addEventListener("unhandledrejection", ({ reason }) => uncaught.push(String(reason)));
}

/** Returns what was reported as uncaught. */
export function takeUncaught() {
  return uncaught.splice(0);
}
