/** Runs in the page: loads copies of the package, each with its own WebAssembly file. */

/** @typedef {typeof import("../../dist/index.js")} Package */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const WASM = "partner-center-batch-status.wasm";

/** @param {string} copyUrl @returns {Promise<Package>} */
function load(copyUrl) {
  return import(`${copyUrl}/index.js`);
}

/**
 * @param {Promise<{ status: string } | void>} call
 * @returns {Promise<{ status?: string, code?: string, message?: string, hint?: string, attempts?: number, retryable?: boolean }>}
 */
function outcomeOf(call) {
  return call.then(
    (details) => ({ status: details?.status ?? "loaded" }),
    ({ code, message, hint, attempts, retryable }) => ({ code, message, hint, attempts, retryable }),
  );
}

/** @param {Package} copy @param {string} baseUrl @param {object} [options] */
function call({ getBatchUploadStatus }, baseUrl, options) {
  return getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { ...options, baseUrl });
}

/** Makes one call after the other. @param {string} copyUrl @param {string} baseUrl */
export async function callTwice(copyUrl, baseUrl) {
  const copy = await load(copyUrl);
  return [await outcomeOf(call(copy, baseUrl)), await outcomeOf(call(copy, baseUrl))];
}

/** Makes calls of every kind at the same time. @param {string} copyUrl @param {string} baseUrl */
export async function callSimultaneously(copyUrl, baseUrl) {
  const copy = await load(copyUrl);
  const other = copy.getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "another-token", { baseUrl });
  const waited = copy.waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl });
  return Promise.all([copy.init(), call(copy, baseUrl), other, waited, copy.init()].map(outcomeOf));
}

/** The sources from which `init()` can load the WebAssembly. @type {Record<string, (url: string) => import("../../dist/index.js").WasmSource | Promise<import("../../dist/index.js").WasmSource>>} */
const SOURCES = {
  "an address": (url) => url,
  "a path": (url) => new URL(url).pathname,
  "a URL": (url) => new URL(url),
  "a Request": (url) => new Request(url),
  "a Response": (url) => fetch(url).then((response) => response),
  "the promise of a Response": (url) => fetch(url),
  "an ArrayBuffer": async (url) => (await fetch(url)).arrayBuffer(),
  "a Uint8Array": async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
  "a module": (url) => WebAssembly.compileStreaming(fetch(url)),
};

export const sources = Object.keys(SOURCES);

/** Loads the WebAssembly of one copy for another one, and makes a call. @param {string} copyUrl @param {string} wasmUrl @param {string} source @param {string} baseUrl */
export async function initFrom(copyUrl, wasmUrl, source, baseUrl) {
  const copy = await load(copyUrl);
  const initialized = await outcomeOf(copy.init(SOURCES[source]?.(`${wasmUrl}/${WASM}`)));
  return [initialized, await outcomeOf(call(copy, baseUrl))];
}

/** Makes a call after `init()`, and does both again. @param {string} copyUrl @param {string} wasmUrl @param {string} source @param {string} baseUrl */
export async function initTwice(copyUrl, wasmUrl, source, baseUrl) {
  const copy = await load(copyUrl);
  const outcomes = [];
  for (let count = 0; count < 2; count++) {
    outcomes.push(await outcomeOf(copy.init(SOURCES[source]?.(`${wasmUrl}/${WASM}`))));
    outcomes.push(await outcomeOf(call(copy, baseUrl)));
  }
  return outcomes;
}

/** Names several addresses at once, and makes a call. @param {string} copyUrl @param {string[]} addresses @param {string} baseUrl */
export async function initWhileLoading(copyUrl, addresses, baseUrl) {
  const copy = await load(copyUrl);
  const outcomes = await Promise.all(addresses.map((address) => outcomeOf(copy.init(address))));
  return [...outcomes, await outcomeOf(call(copy, baseUrl))];
}

/** Makes a call after `init()` got a promise of nothing, which TypeScript forbids. @param {string} copyUrl @param {string} baseUrl */
export async function initFromNothing(copyUrl, baseUrl) {
  const copy = await load(copyUrl);
  const nothing = /** @type {Promise<Response>} */ (/** @type {Promise<unknown>} */ (Promise.resolve()));
  return [await outcomeOf(copy.init(nothing)), await outcomeOf(call(copy, baseUrl))];
}

/** Fails to load from this address. @param {string} copyUrl @param {string} address */
export async function failToLoad(copyUrl, address) {
  const { init } = await load(copyUrl);
  return outcomeOf(init(address));
}

/** Loads with one integrity hash after the other, and makes a call after each. @param {string} copyUrl @param {string[]} hashes @param {string} baseUrl */
export async function initWithIntegrity(copyUrl, hashes, baseUrl) {
  const copy = await load(copyUrl);
  const outcomes = [];
  for (const integrity of hashes) {
    outcomes.push(await outcomeOf(copy.init(fetch(`${copyUrl}/${WASM}`, { integrity }))));
    outcomes.push(await outcomeOf(call(copy, baseUrl)));
  }
  return outcomes;
}

/** Makes a call that is aborted and one that times out, while the WebAssembly is still loading. @param {string} copyUrl @param {string} baseUrl */
export async function endWhileLoading(copyUrl, baseUrl) {
  const copy = await load(copyUrl);
  const controller = new AbortController();
  const aborted = call(copy, baseUrl, { signal: controller.signal }).catch((reason) => reason);
  const tooLate = outcomeOf(call(copy, baseUrl, { timeoutMs: 50 }));
  controller.abort("gone");
  return { aborted: await aborted, tooLate: await tooLate };
}

/**
 * Shows two elements, whose WebAssembly file is the page's own request, if it makes one.
 *
 * @param {string} copyUrl
 * @param {string} baseUrl
 * @param {string} [source] an address that does not answer
 */
export async function showTwoElements(copyUrl, baseUrl, source) {
  const { init } = await load(copyUrl);
  await import(`${copyUrl}/element/index.js`);
  if (source !== undefined) init(failLater(source)).catch(() => {});
  for (let count = 0; count < 2; count++) {
    const status = document.createElement("batch-upload-status");
    Object.assign(status, { customerId: CUSTOMER_ID, trackingId: TRACKING_ID, baseUrl, token: "a-token" });
    document.body.append(status);
  }
}

/** Fails after the elements have begun to wait for it. @param {string} source @returns {Promise<never>} */
function failLater(source) {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new TypeError(`No answer from ${source}`)), 100);
  });
}
