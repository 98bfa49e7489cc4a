/**
 * Runs in Node and in a page: the caller's own functions (`fetch`, the token function, callbacks) and options that do odd things. For each,
 * `try_` makes a call with it while another call is in flight.
 */
import { getBatchUploadStatus, PartnerCenterError } from "../../dist/index.js";

/** @import { GetBatchUploadStatusOptions, Token } from "../../dist/index.js" */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const OTHER_ID = "1127ed8e-ff72-4983-a3d8-e8d8bd378932";
const TEXT = JSON.stringify({ batchTrackingId: TRACKING_ID, status: "finished", devicesStatus: [] });
const BYTES = new TextEncoder().encode(TEXT);

const thrower = () => {
  throw new TypeError("thrown on purpose");
};
/** An object whose every property throws. */
const hostile = () => new Proxy({}, { get: thrower, has: thrower, getPrototypeOf: thrower, ownKeys: thrower });
/** @param {string} name @param {object} [object] */
const throwing = (name, object = {}) => Object.defineProperty(object, name, { get: thrower });

/** Returns a body whose reader yields these chunks. @param {unknown[]} chunks */
const body = (...chunks) => ({
  locked: false,
  getReader: () => ({
    read: async () => (chunks.length > 0 ? { done: false, value: chunks.shift() } : { done: true, value: undefined }),
    cancel: async () => {},
  }),
});
/** @param {() => unknown} read @param {() => unknown} [cancel] */
const bodyOf = (read, cancel = async () => {}) => ({ locked: false, getReader: () => ({ read, cancel }) });
/** Returns an object that looks like a `Response` but has another class. @param {object} [other] */
const responseLike = (other) => ({ status: 200, statusText: "", headers: new Headers(), body: body(BYTES), ...other });
/** @param {(name: string) => unknown} get */
const headersOf = (get) => responseLike({ headers: { get } });
/** A `then` of one's own on a real promise. @template T @param {Promise<T>} promise @param {unknown} then */
const withThen = (promise, then) => Object.defineProperty(promise, ["then"][0] ?? "", { value: then });

/** What `fetch` does, and the code of the error. No code if the call succeeds. @type {Record<string, { send: () => unknown, code?: string }>} */
export const RESPONSES = {
  "a Response": { send: async () => new Response(TEXT) },
  "a Response without a promise": { send: () => new Response(TEXT) },
  "an object like a Response": { send: async () => responseLike() },
  "a body in pieces": { send: async () => responseLike({ body: body(BYTES.slice(0, 7), BYTES.slice(7)) }) },
  "a body with empty chunks": {
    send: async () => responseLike({ body: body(new Uint8Array(), BYTES, new Uint8Array()) }),
  },
  "a status of 999": { send: async () => responseLike({ status: 999 }), code: "http" },
  "headers.get that throws": { send: async () => headersOf(thrower) },
  "headers.get that gives objects": { send: async () => headersOf(() => hostile()) },
  "headers.get that gives promises": { send: async () => headersOf(async () => "1") },
  "headers.get that gives a megabyte": { send: async () => headersOf(() => "9".repeat(1 << 20)) },
  "a thenable that settles twice": {
    send: () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is the case
      then: (/** @type {(value: unknown) => void} */ resolve) => {
        resolve(new Response(TEXT));
        resolve(undefined);
        thrower();
      },
    }),
  },
  "a promise with a then of its own that throws": {
    send: () => withThen(Promise.resolve(new Response(TEXT)), thrower),
  },
  "a promise whose constructor throws": {
    send: () => throwing("constructor", Promise.resolve(new Response(TEXT))),
    code: "network",
  },
  "a thenable that throws": {
    // biome-ignore lint/suspicious/noThenProperty: that is the case
    send: () => ({ then: thrower }),
    code: "network",
  },
  "a thenable whose then is a getter that throws": { send: () => throwing("then"), code: "network" },
  undefined: { send: async () => undefined, code: "network" },
  null: { send: async () => null, code: "network" },
  "a string": { send: async () => TEXT, code: "network" },
  "a proxy that throws": { send: async () => [hostile()][0], code: "network" },
  "an error Response": { send: async () => Response.error(), code: "network" },
  "a Response without headers": { send: async () => responseLike({ headers: undefined }), code: "network" },
  "headers without get": { send: async () => responseLike({ headers: {} }), code: "network" },
  ...Object.fromEntries(
    [Number.NaN, 0, 101, 1000, 200.5, "200", undefined, null, 10n].map((status) => [
      `the status ${typeof status} ${status}`,
      { send: async () => responseLike({ status }), code: "network" },
    ]),
  ),
  ...Object.fromEntries(
    [undefined, null, 5, Symbol("x"), {}].map((statusText) => [
      `the status text ${String(statusText)}`,
      { send: async () => responseLike({ statusText }), code: "network" },
    ]),
  ),
  ...Object.fromEntries(
    ["status", "statusText", "headers", "body"].map((name) => [
      `a Response whose ${name} throws`,
      { send: async () => throwing(name, new Response(TEXT)), code: "network" },
    ]),
  ),
  "a body that is a text": { send: async () => responseLike({ body: TEXT }), code: "network" },
  "a null body": { send: async () => responseLike({ body: null }), code: "empty-response" },
  "a body that was read before": {
    send: async () => {
      const response = new Response(TEXT);
      await response.text();
      return response;
    },
    code: "incomplete-response",
  },
  "a body that is locked": {
    send: async () => {
      const response = new Response(TEXT);
      response.body?.getReader();
      return response;
    },
    code: "incomplete-response",
  },
  "a body whose getReader throws": {
    send: async () => responseLike({ body: { getReader: thrower } }),
    code: "incomplete-response",
  },
  "a body without a reader": {
    send: async () => responseLike({ body: { getReader: () => undefined } }),
    code: "incomplete-response",
  },
  ...Object.fromEntries(
    [TEXT, undefined, null, 5, {}, [1, 2], hostile(), new ArrayBuffer(8), new Uint16Array(8), { byteLength: 8 }].map(
      (chunk, index) => [
        `a body of chunks that are no bytes (${index})`,
        { send: async () => responseLike({ body: body(chunk) }), code: "incomplete-response" },
      ],
    ),
  ),
  "a body with a detached chunk": {
    send: async () => {
      const chunk = BYTES.slice();
      structuredClone(chunk, { transfer: [chunk.buffer] });
      return responseLike({ body: body(chunk) });
    },
    code: "incomplete-response",
  },
  "a body that fails": {
    send: async () => responseLike({ body: bodyOf(() => Promise.reject("broken")) }),
    code: "incomplete-response",
  },
  "a body whose read throws": {
    send: async () => responseLike({ body: bodyOf(thrower) }),
    code: "incomplete-response",
  },
  "a body whose read gives no object": {
    send: async () => responseLike({ body: bodyOf(() => undefined) }),
    code: "incomplete-response",
  },
  "a body whose read gives a promise with a then that throws": {
    send: async () => responseLike({ body: bodyOf(() => withThen(Promise.resolve({ done: true }), thrower)) }),
    code: "empty-response",
  },
  "a body whose done throws": {
    send: async () => responseLike({ body: bodyOf(() => throwing("done")) }),
    code: "incomplete-response",
  },
  "a body that is too large and whose cancel throws": {
    send: async () =>
      responseLike({ body: bodyOf(async () => ({ done: false, value: new Uint8Array(1e6) }), thrower) }),
    code: "too-large",
  },
  "a body that is too large and whose cancel never settles": {
    send: async () =>
      responseLike({
        body: bodyOf(
          async () => ({ done: false, value: new Uint8Array(1e6) }),
          () => new Promise(() => {}),
        ),
      }),
    code: "too-large",
  },
  "a thrown error": { send: thrower, code: "network" },
  "a thrown proxy": {
    send: () => {
      throw hostile();
    },
    code: "network",
  },
  "a rejection without an Error": { send: () => Promise.reject("no network"), code: "network" },
  "a rejection with a Symbol": { send: () => Promise.reject(Symbol("no network")), code: "network" },
};

/** What the token function does, or the token. @type {Record<string, { token: () => unknown, code?: string }>} */
export const TOKENS = {
  "a string": { token: () => "a-token" },
  "a thenable that settles twice": {
    token: () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is the case
      then: (/** @type {(value: unknown) => void} */ resolve) => {
        resolve("a-token");
        resolve(undefined);
      },
    }),
  },
  "a promise with a then of its own that throws": {
    token: () => withThen(Promise.resolve("a-token"), thrower),
  },
  "a promise whose constructor throws": {
    token: () => throwing("constructor", Promise.resolve("a-token")),
    code: "unauthorized",
  },
  // biome-ignore lint/suspicious/noThenProperty: that is the case
  "a thenable that throws": { token: () => ({ then: thrower }), code: "unauthorized" },
  "an error": { token: thrower, code: "unauthorized" },
  "a thrown proxy": {
    token: () => {
      throw hostile();
    },
    code: "unauthorized",
  },
  "a String object": { token: () => new String("a-token"), code: "invalid-argument" },
  ...Object.fromEntries(
    [undefined, null, 5, {}, Symbol("x"), 10n, hostile(), ""].map((token, index) => [
      `no token (${index})`,
      { token: () => [token][0], code: typeof token === "object" && index === 6 ? "unauthorized" : "invalid-argument" },
    ]),
  ),
};

/** Options that can't be used. @type {Record<string, () => unknown>} */
export const OPTIONS = {
  "a proxy that throws": hostile,
  "a getter that throws": () => throwing("baseUrl"),
  "a signal whose getters throw": () => ({ signal: Object.create(AbortSignal.prototype) }),
  "a signal that is a proxy": () => ({ signal: hostile() }),
  "a text of 16 MB": () => ({ locale: "x".repeat(1 << 24) }),
  "a String object": () => ({ locale: new String("en-US") }),
  "a Symbol": () => ({ maxRetries: Symbol("3") }),
  "a BigInt": () => ({ maxRetries: 3n }),
  "an object that throws": () => ({ maxRetries: hostile() }),
  "a text": () => "maxRetries",
  "a list": () => [],
};

/** @type {string[]} */
const uncaught = [];
/** Collects what is reported as uncaught. */
function watchUncaught() {
  if (typeof process === "undefined") {
    addEventListener("error", ({ message }) => uncaught.push(message));
    addEventListener("unhandledrejection", ({ reason }) => uncaught.push(String(reason)));
  } else {
    process.on("uncaughtException", (error) => uncaught.push(String(error)));
    process.on("unhandledRejection", (error) => uncaught.push(String(error)));
  }
}
watchUncaught();

/**
 * @param {Token} token
 * @param {GetBatchUploadStatusOptions} options
 * @param {string} [trackingId]
 */
function outcomeOf(token, options, trackingId = TRACKING_ID) {
  return getBatchUploadStatus(CUSTOMER_ID, trackingId, token, options).then(
    ({ status }) => status,
    (error) => (PartnerCenterError.isInstance(error) ? error.code : `not ours: ${String(error)}`),
  );
}

/**
 * Makes a call while another one is in flight, and one after it.
 *
 * @param {Token} token
 * @param {unknown} options
 */
async function tryAmongOthers(token, options) {
  let respond = () => {};
  const fetch = () => new Promise((resolve) => (respond = () => resolve(new Response(TEXT))));
  const other = outcomeOf("a-token", { fetch: /** @type {typeof globalThis.fetch} */ (fetch) }, OTHER_ID);
  const started = performance.now();
  const outcome = await outcomeOf(token, /** @type {GetBatchUploadStatusOptions} */ (options));
  const isAtOnce = performance.now() - started < 250;
  const next = await outcomeOf("a-token", { fetch: async () => new Response(TEXT) });
  respond();
  // Unhandled rejections are reported on a later task.
  await new Promise((resolve) => setTimeout(resolve, 10));
  return { outcome, isAtOnce, others: [await other, next], uncaught: uncaught.splice(0) };
}

/** @param {string} name */
export function tryResponse(name) {
  return tryAmongOthers("a-token", { fetch: RESPONSES[name]?.send, maxRetries: 0, maxResponseBytes: 10_000_000 });
}

/** @param {string} name */
export function tryToken(name) {
  const token = /** @type {Token} */ (TOKENS[name]?.token);
  return tryAmongOthers(token, { fetch: async () => new Response(TEXT), maxRetries: 0 });
}

/** @param {string} name */
export function tryOptions(name) {
  return tryAmongOthers("a-token", OPTIONS[name]?.());
}

/** Makes a call in a runtime that lacks this, or where reading it throws. @param {string} name @param {boolean} throws */
export async function tryWithout(name, throws) {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  const without = throws ? { get: thrower } : { value: undefined };
  const fetch = async () => new Response(TEXT);
  // Whatever the test itself needs is there before.
  await outcomeOf("a-token", { fetch });
  Object.defineProperty(globalThis, name, { ...without, configurable: true });
  try {
    return await outcomeOf("a-token", { fetch });
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, name);
    else Object.defineProperty(globalThis, name, before);
  }
}
