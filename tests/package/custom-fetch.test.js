/** The option `fetch` is anybody's function: whatever it gives, the call ends, and says what was wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { getBatchUploadStatus, PartnerCenterError } from "../../dist/index.js";

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const BATCH = { batchTrackingId: "0127ed8e-ff72-4983-a3d8-e8d8bd378932", status: "finished", devicesStatus: [] };
const TEXT = JSON.stringify(BATCH);
const BYTES = new TextEncoder().encode(TEXT);

/** A body whose reader gives these chunks. @param {unknown[]} chunks */
const body = (...chunks) => ({
  locked: false,
  getReader: () => ({
    read: async () => (chunks.length > 0 ? { done: false, value: chunks.shift() } : { done: true }),
    cancel: async () => {},
  }),
});
/** What looks like a `Response` and is none of this realm. @param {Record<string, unknown>} [other] */
const likeResponse = (other) => ({ status: 200, statusText: "", headers: new Headers(), body: body(BYTES), ...other });

/** @type {Record<string, { send: () => unknown, code?: string }>} no code where the call succeeds */
const cases = {
  "a Response": { send: async () => new Response(TEXT) },
  "a Response that was not promised": { send: () => new Response(TEXT) },
  "what looks like a Response": { send: async () => likeResponse() },
  "a body in pieces": { send: async () => likeResponse({ body: body(BYTES.slice(0, 7), BYTES.slice(7)) }) },
  nothing: { send: async () => undefined, code: "network" },
  "a text": { send: async () => TEXT, code: "network" },
  "a Response without headers": { send: async () => likeResponse({ headers: undefined }), code: "network" },
  "no body": { send: async () => likeResponse({ body: null }), code: "empty-response" },
  "a body that was read": { send: () => read(new Response(TEXT)), code: "incomplete-response" },
  "a body of texts": { send: async () => likeResponse({ body: body(TEXT) }), code: "incomplete-response" },
  "a body of nothing": { send: async () => likeResponse({ body: body(undefined) }), code: "incomplete-response" },
  "a body that breaks": { send: async () => likeResponse({ body: breaking() }), code: "incomplete-response" },
  "an error, at once": {
    send: () => {
      throw new TypeError("no network");
    },
    code: "network",
  },
  "an error that is none": { send: () => Promise.reject("no network"), code: "network" },
  "a promise without end": { send: () => new Promise(() => {}), code: "timeout" },
};

for (const [what, { send, code }] of Object.entries(cases)) {
  test(`${what} ends in ${code ?? "the details"}`, async () => {
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

function breaking() {
  return { locked: false, getReader: () => ({ read: () => Promise.reject("broken"), cancel: async () => {} }) };
}
