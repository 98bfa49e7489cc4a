/** The option `fetch` can be any function. Whatever it returns, the call settles, and its error says what was wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { getBatchUploadStatus, PartnerCenterError } from "../../dist/index.js";

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const BATCH = { batchTrackingId: "0127ed8e-ff72-4983-a3d8-e8d8bd378932", status: "finished", devicesStatus: [] };
const TEXT = JSON.stringify(BATCH);
const BYTES = new TextEncoder().encode(TEXT);

/** Returns a body whose reader yields these chunks. @param {unknown[]} chunks */
const body = (...chunks) => ({
  locked: false,
  getReader: () => ({
    read: async () => (chunks.length > 0 ? { done: false, value: chunks.shift() } : { done: true }),
    cancel: async () => {},
  }),
});
/** Returns an object that looks like a `Response` but has another class. @param {Record<string, unknown>} [other] */
const responseLike = (other) => ({ status: 200, statusText: "", headers: new Headers(), body: body(BYTES), ...other });

/** @type {Record<string, { send: () => unknown, code?: string }>} no code if the call succeeds */
const cases = {
  "a Response": { send: async () => new Response(TEXT) },
  "a Response without a promise": { send: () => new Response(TEXT) },
  "an object like a Response": { send: async () => responseLike() },
  "a body in pieces": { send: async () => responseLike({ body: body(BYTES.slice(0, 7), BYTES.slice(7)) }) },
  undefined: { send: async () => undefined, code: "network" },
  "a string": { send: async () => TEXT, code: "network" },
  "a Response without headers": { send: async () => responseLike({ headers: undefined }), code: "network" },
  "a null body": { send: async () => responseLike({ body: null }), code: "empty-response" },
  "a body that was read before": { send: () => read(new Response(TEXT)), code: "incomplete-response" },
  "a body of strings": { send: async () => responseLike({ body: body(TEXT) }), code: "incomplete-response" },
  "a body of undefined": { send: async () => responseLike({ body: body(undefined) }), code: "incomplete-response" },
  "a body that fails": { send: async () => responseLike({ body: failingBody() }), code: "incomplete-response" },
  "a thrown error": {
    send: () => {
      throw new TypeError("no network");
    },
    code: "network",
  },
  "a rejection without an Error": { send: () => Promise.reject("no network"), code: "network" },
  "a promise that never settles": { send: () => new Promise(() => {}), code: "timeout" },
};

for (const [what, { send, code }] of Object.entries(cases)) {
  test(`${what} gives ${code ?? "the details"}`, async () => {
    const options = { fetch: /** @type {typeof fetch} */ (send), maxRetries: 0, timeoutMs: 1_000 };
    const outcome = await getBatchUploadStatus(CUSTOMER_ID, BATCH.batchTrackingId, "a-token", options).catch(
      (error) => error,
    );
    if (code === undefined) assert.deepEqual(outcome, BATCH);
    else assert.equal(PartnerCenterError.isInstance(outcome) ? outcome.code : outcome, code);
  });
}

/** @param {Response} response */
async function read(response) {
  await response.text();
  return response;
}

function failingBody() {
  return { locked: false, getReader: () => ({ read: () => Promise.reject("broken"), cancel: async () => {} }) };
}
