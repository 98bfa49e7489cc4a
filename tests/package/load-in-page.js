/** What runs in the page: copies of the package, each with its own WebAssembly file to load. */

/** @typedef {typeof import("../../dist/index.js")} Package */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const WASM = "wasm/partner-center-batch-status_bg.wasm";

/** @param {string} copyUrl @returns {Promise<Package>} */
function load(copyUrl) {
  return import(`${copyUrl}/index.js`);
}

/**
 * @param {Promise<{ status: string } | void>} call
 * @returns {Promise<{ status?: string, code?: string, hint?: string, attempts?: number, retryable?: boolean }>}
 */
function outcomeOf(call) {
  return call.then(
    (details) => ({ status: details?.status ?? "loaded" }),
    ({ code, hint, attempts, retryable }) => ({ code, hint, attempts, retryable }),
  );
}

/** @param {Package} copy @param {string} baseUrl @param {object} [options] */
function ask({ getBatchUploadStatus }, baseUrl, options) {
  return getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { ...options, baseUrl });
}

/** One call after the other. @param {string} copyUrl @param {string} baseUrl */
export async function askTwice(copyUrl, baseUrl) {
  const copy = await load(copyUrl);
  return [await outcomeOf(ask(copy, baseUrl)), await outcomeOf(ask(copy, baseUrl))];
}

/** Calls of every kind at once. @param {string} copyUrl @param {string} baseUrl */
export async function askAtOnce(copyUrl, baseUrl) {
  const copy = await load(copyUrl);
  const other = copy.getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "another-token", { baseUrl });
  const waited = copy.waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl });
  return Promise.all([copy.init(), ask(copy, baseUrl), other, waited, copy.init()].map(outcomeOf));
}

/** Where the WebAssembly can come from. @type {Record<string, (url: string) => import("../../dist/index.js").WasmSource | Promise<import("../../dist/index.js").WasmSource>>} */
const SOURCES = {
  "an address": (url) => url,
  "a path": (url) => new URL(url).pathname,
  "a URL": (url) => new URL(url),
  "a Request": (url) => new Request(url),
  "an answer": (url) => fetch(url).then((response) => response),
  "the promise of an answer": (url) => fetch(url),
  bytes: async (url) => (await fetch(url)).arrayBuffer(),
  "bytes of another kind": async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
  "a module": (url) => WebAssembly.compileStreaming(fetch(url)),
};

export const sources = Object.keys(SOURCES);

/** Loads one copy's WebAssembly for another, and asks. @param {string} copyUrl @param {string} wasmUrl @param {string} source @param {string} baseUrl */
export async function initFrom(copyUrl, wasmUrl, source, baseUrl) {
  const copy = await load(copyUrl);
  const given = await outcomeOf(copy.init(SOURCES[source]?.(`${wasmUrl}/${WASM}`)));
  return [given, await outcomeOf(ask(copy, baseUrl))];
}

/** Loads with one hash after the other. @param {string} copyUrl @param {string[]} hashes */
export async function initWithIntegrity(copyUrl, hashes) {
  const copy = await load(copyUrl);
  const outcomes = [];
  for (const integrity of hashes) outcomes.push(await outcomeOf(copy.init(fetch(`${copyUrl}/${WASM}`, { integrity }))));
  return outcomes;
}

/** Ends a call while the WebAssembly is on its way, and asks again when it is there. @param {string} copyUrl @param {string} baseUrl */
export async function endWhileLoading(copyUrl, baseUrl) {
  const copy = await load(copyUrl);
  const controller = new AbortController();
  const aborted = ask(copy, baseUrl, { signal: controller.signal }).catch((reason) => reason);
  const tooLate = outcomeOf(ask(copy, baseUrl, { timeoutMs: 50 }));
  controller.abort("gone");
  return { aborted: await aborted, tooLate: await tooLate };
}
