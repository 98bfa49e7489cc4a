/**
 * Every fault of a network or a server, and the expected outcome of `getBatchUploadStatus`.
 *
 * To add a fault, add an entry here. The tests, the soak test and OUTCOMES.md use this table.
 */
import { gzipSync } from "node:zlib";
import {
  brokenBody,
  chunk,
  closeBeforeHeaders,
  dripping,
  drippingWithoutEnd,
  endlessBody,
  endlessHeaders,
  gzipBomb,
  halfOfJson,
  neverRespond,
  ok,
  redirect,
  reply,
  resetBeforeHeaders,
  serviceError,
  slowHeaders,
  throttled,
  throttledUntil,
  validBatch,
  validJson,
  withoutCors,
} from "./responders.js";

/**
 * @typedef {object} Fault
 * @property {string} name also the path prefix of its base address
 * @property {import("./responders.js").Responder[]} [responders] one for each attempt; the last one for all further attempts
 * @property {string} [baseUrl] replaces the address of the fault server
 * @property {boolean} [refusesConnections]
 * @property {boolean} [refusesPreflights]
 * @property {boolean} [providesTokens] the token comes from a function that returns a new one each time
 * @property {Options} [options] of the call
 * @property {Expected} expected
 * @property {Partial<Record<import("../engines/types.js").Engine, { expected: Partial<Expected>, reason: string }>>} [differs]
 *   engines whose own behaviour leads to another outcome
 *
 * @typedef {{ timeoutMs?: number, attemptTimeoutMs?: number, maxResponseBytes?: number }} Options
 *
 * @typedef {object} Expected
 * @property {"ok" | import("partner-center-batch-status").PartnerCenterErrorCode} outcome
 * @property {number} attempts
 * @property {number} [requests] that reach the server; by default as many as attempts
 * @property {number} [waitMs] the shortest first wait
 * @property {number} [retryAfterMs] of the error
 * @property {string} [mentions] a text in the error's message or hint
 * @property {Record<string, unknown>} [batch] fields of the returned details
 */

/** Timeouts that are short enough for a test. Faults that must time out have their own. */
export const defaultOptions = { timeoutMs: 20_000, attemptTimeoutMs: 10_000 };

/** For faults that never end by themselves. */
const SHORT_ATTEMPTS = { attemptTimeoutMs: 1500 };

/** One attempt and three retries, the package's default. */
const ALL_ATTEMPTS = 4;

/** @param {Record<string, unknown>} fields */
const batchWith = (fields) => reply(200, JSON.stringify({ ...validBatch, ...fields }));

/** @param {Record<string, unknown>} fields */
const deviceWith = (fields) =>
  batchWith({ devicesStatus: [{ serialNumber: "R9FNTQP", status: "finished", ...fields }] });

/** @param {import("./responders.js").Headers} headers @param {string | Uint8Array} [body] */
const okWithHeaders = (headers, body = validJson) => reply(200, body, headers);

const FIREFOX_RETRIES =
  "Firefox sends a GET up to ten times by itself while a connection ends before the headers (network.http.request.max-attempts)";

/** @type {Fault[]} */
const connections = [
  {
    name: "no-such-host",
    baseUrl: "https://partner-center.invalid",
    expected: { outcome: "network", attempts: ALL_ATTEMPTS, requests: 0 },
  },
  {
    name: "refused",
    refusesConnections: true,
    expected: { outcome: "network", attempts: ALL_ATTEMPTS, requests: 0 },
  },
  {
    name: "closed-before-headers",
    responders: [closeBeforeHeaders],
    expected: { outcome: "network", attempts: ALL_ATTEMPTS },
    differs: { Firefox: { expected: { requests: 10 * ALL_ATTEMPTS }, reason: FIREFOX_RETRIES } },
  },
  {
    name: "reset-before-headers",
    responders: [resetBeforeHeaders],
    expected: { outcome: "network", attempts: ALL_ATTEMPTS },
    differs: { Firefox: { expected: { requests: 10 * ALL_ATTEMPTS }, reason: FIREFOX_RETRIES } },
  },
  {
    name: "reset-before-headers-once",
    responders: [resetBeforeHeaders, ok],
    expected: { outcome: "ok", attempts: 2 },
    differs: { Firefox: { expected: { attempts: 1, requests: 2 }, reason: FIREFOX_RETRIES } },
  },
  {
    name: "preflight-refused",
    refusesPreflights: true,
    expected: { outcome: "network", attempts: ALL_ATTEMPTS, requests: 0 },
  },
];

const REPORTED_AS_BROKEN_CONNECTION =
  "The engine reports a broken content coding exactly like a broken connection, which is retried every time";

/** @type {Fault[]} */
const cutBodies = [
  {
    name: "reset-in-body",
    responders: [brokenBody({ "Content-Length": "5000" }, halfOfJson, { ending: "reset" })],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
  },
  {
    name: "shorter-than-content-length",
    responders: [brokenBody({ "Content-Length": String(validJson.length) }, halfOfJson)],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
  },
  {
    name: "cut-in-a-chunk",
    responders: [brokenBody({ "Transfer-Encoding": "chunked" }, chunk(validJson).slice(0, 100))],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
  },
  {
    name: "cut-between-chunks",
    responders: [brokenBody({ "Transfer-Encoding": "chunked" }, chunk(halfOfJson))],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
  },
  {
    name: "last-chunk-missing",
    responders: [brokenBody({ "Transfer-Encoding": "chunked" }, chunk(validJson))],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
    differs: {
      WebKit: {
        expected: { outcome: "ok", attempts: 1 },
        reason: "WebKitGTK accepts a chunked body without its last chunk, and the JSON in it is complete",
      },
    },
  },
  {
    name: "broken-chunk-header",
    responders: [brokenBody({ "Transfer-Encoding": "chunked" }, chunk(halfOfJson), { more: `zz\r\n${validJson}` })],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
  },
  {
    name: "broken-first-chunk-header",
    responders: [brokenBody({ "Transfer-Encoding": "chunked" }, `zz\r\n${validJson}`)],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
    differs: {
      Firefox: {
        expected: { outcome: "network" },
        reason: "Firefox rejects the response before it reports the headers",
      },
      WebKit: {
        expected: { outcome: "empty-response", attempts: 2 },
        reason: "WebKitGTK ends the body there without an error, so the body is empty",
      },
    },
  },
  {
    name: "cut-without-a-length",
    responders: [brokenBody({}, halfOfJson)],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
  },
  {
    name: "cut-once",
    responders: [brokenBody({}, halfOfJson), ok],
    expected: { outcome: "ok", attempts: 2 },
  },
  {
    name: "truncated-gzip",
    responders: [okWithHeaders({ "Content-Encoding": "gzip" }, gzipSync(validJson).subarray(0, 150))],
    expected: { outcome: "incomplete-response", attempts: ALL_ATTEMPTS },
  },
  {
    name: "garbage-as-gzip",
    responders: [okWithHeaders({ "Content-Encoding": "gzip" }, "This was never compressed.")],
    expected: { outcome: "incomplete-response", attempts: 2 },
    differs: {
      Chromium: { expected: { attempts: ALL_ATTEMPTS }, reason: REPORTED_AS_BROKEN_CONNECTION },
      Firefox: { expected: { attempts: ALL_ATTEMPTS }, reason: REPORTED_AS_BROKEN_CONNECTION },
      WebKit: { expected: { outcome: "not-json", attempts: 1 }, reason: "WebKitGTK returns such bytes as they are" },
    },
  },
];

/** @type {Fault[]} */
const slowness = [
  {
    name: "no-answer",
    responders: [neverRespond],
    options: SHORT_ATTEMPTS,
    expected: { outcome: "timeout", attempts: ALL_ATTEMPTS },
  },
  {
    name: "slow-headers",
    responders: [slowHeaders],
    options: SHORT_ATTEMPTS,
    expected: { outcome: "timeout", attempts: ALL_ATTEMPTS },
  },
  {
    name: "endless-headers",
    responders: [endlessHeaders],
    expected: { outcome: "network", attempts: ALL_ATTEMPTS },
  },
  {
    name: "stalled-body",
    responders: [brokenBody({ "Content-Length": "5000" }, halfOfJson, { ending: "stall" })],
    options: SHORT_ATTEMPTS,
    expected: { outcome: "timeout", attempts: ALL_ATTEMPTS },
  },
  {
    name: "dripping-body-without-end",
    responders: [drippingWithoutEnd],
    options: SHORT_ATTEMPTS,
    expected: { outcome: "timeout", attempts: ALL_ATTEMPTS },
  },
  { name: "dripping-body", responders: [dripping], expected: { outcome: "ok", attempts: 1 } },
  {
    name: "deadline-in-an-attempt",
    responders: [neverRespond],
    options: { timeoutMs: 1500 },
    expected: { outcome: "timeout", attempts: 1 },
  },
];

/** @type {Fault[]} */
const sizes = [
  {
    name: "gzip-bomb",
    responders: [gzipBomb],
    options: { maxResponseBytes: 1024 * 1024 },
    expected: { outcome: "too-large", attempts: 1 },
  },
  {
    name: "oversized-body",
    responders: [okWithHeaders({}, validJson + " ".repeat(2000))],
    options: { maxResponseBytes: 2000 },
    expected: { outcome: "too-large", attempts: 1 },
  },
  { name: "endless-body", responders: [endlessBody(200)], expected: { outcome: "too-large", attempts: 1 } },
  {
    name: "endless-error-body",
    responders: [endlessBody(500)],
    options: { maxResponseBytes: 1024 * 1024 },
    expected: { outcome: "service", attempts: ALL_ATTEMPTS },
  },
];

/** @type {Fault[]} */
const contents = [
  {
    name: "html",
    responders: [okWithHeaders({ "Content-Type": "text/html" }, "<!DOCTYPE html><title>Sign in</title>")],
    expected: { outcome: "not-json", attempts: 1 },
  },
  {
    name: "html-labelled-json",
    responders: [okWithHeaders({}, "\n <html><title>Sign in</title></html>")],
    expected: { outcome: "not-json", attempts: 1 },
  },
  { name: "204", responders: [reply(204, "")], expected: { outcome: "empty-response", attempts: 2 } },
  { name: "empty", responders: [reply(200, "")], expected: { outcome: "empty-response", attempts: 2 } },
  {
    name: "white-space",
    responders: [okWithHeaders({}, " \r\n ")],
    expected: { outcome: "empty-response", attempts: 2 },
  },
  { name: "empty-once", responders: [reply(200, ""), ok], expected: { outcome: "ok", attempts: 2 } },
  {
    name: "no-content-type",
    responders: [okWithHeaders({ "Content-Type": undefined })],
    expected: { outcome: "ok", attempts: 1 },
  },
  {
    name: "utf-8-labelled-utf-16",
    responders: [okWithHeaders({ "Content-Type": "application/json; charset=utf-16le" })],
    expected: { outcome: "ok", attempts: 1 },
  },
  {
    name: "utf-16",
    responders: [
      okWithHeaders(
        { "Content-Type": "application/json; charset=utf-16le" },
        Buffer.from(`\u{feff}${validJson}`, "utf16le"),
      ),
    ],
    expected: { outcome: "bad-encoding", attempts: 1 },
  },
  {
    name: "utf-16-without-bom",
    responders: [
      okWithHeaders({ "Content-Type": "application/json; charset=utf-16le" }, Buffer.from(validJson, "utf16le")),
    ],
    expected: { outcome: "bad-encoding", attempts: 1 },
  },
  {
    name: "bom",
    responders: [okWithHeaders({}, `\u{feff}${validJson}`)],
    expected: { outcome: "ok", attempts: 1 },
  },
  {
    name: "invalid-utf-8",
    responders: [okWithHeaders({}, Buffer.from(validJson.replace("R9FNTQP", "R9\u{e4}"), "latin1"))],
    expected: { outcome: "bad-encoding", attempts: 1 },
  },
  {
    name: "deep-nesting",
    responders: [okWithHeaders({}, "[".repeat(200_000) + "]".repeat(200_000))],
    expected: { outcome: "malformed", attempts: 1 },
  },
  {
    name: "deep-nesting-in-a-field",
    responders: [okWithHeaders({}, `{"devicesStatus":${"[".repeat(200_000)}${"]".repeat(200_000)}}`)],
    expected: { outcome: "malformed", attempts: 1 },
  },
  {
    name: "deep-nesting-in-an-unknown-field",
    responders: [okWithHeaders({}, `{"status":"finished","more":${"[".repeat(200_000)}${"]".repeat(200_000)}}`)],
    expected: { outcome: "ok", attempts: 1 },
  },
  {
    name: "repeated-keys",
    responders: [okWithHeaders({}, validJson.replace("{", '{"status":"queued",'))],
    expected: { outcome: "ok", attempts: 1, batch: { status: "finished" } },
  },
  {
    name: "prototype-keys",
    responders: [
      okWithHeaders({}, validJson.replace("{", '{"__proto__":{"polluted":true},"constructor":1,"toString":2,')),
    ],
    expected: { outcome: "ok", attempts: 1 },
  },
  {
    name: "unknown-status",
    responders: [batchWith({ status: "on_hold" })],
    expected: { outcome: "ok", attempts: 1, batch: { status: "on_hold" } },
  },
  {
    name: "unknown-fields",
    responders: [batchWith({ more: { of: ["it"] } })],
    expected: { outcome: "ok", attempts: 1 },
  },
  {
    name: "missing-fields",
    responders: [okWithHeaders({}, '{"status":"queued"}')],
    expected: { outcome: "ok", attempts: 1, batch: { status: "queued", devicesStatus: [] } },
  },
  {
    name: "no-fields",
    responders: [okWithHeaders({}, "{}")],
    expected: { outcome: "malformed", attempts: 1 },
  },
  {
    name: "null-fields",
    responders: [batchWith({ status: null, startedTime: null, completedTime: null, devicesStatus: null })],
    expected: { outcome: "ok", attempts: 1, batch: { status: "unknown", startedTime: undefined, devicesStatus: [] } },
  },
  {
    name: "object-for-a-string",
    responders: [deviceWith({ serialNumber: { value: "R9FNTQP" } })],
    expected: { outcome: "malformed", attempts: 1, mentions: "devicesStatus[0].serialNumber" },
  },
  {
    name: "number-as-error-code",
    responders: [deviceWith({ errorCode: 808 })],
    expected: {
      outcome: "ok",
      attempts: 1,
      batch: { devicesStatus: [{ serialNumber: "R9FNTQP", status: "finished", errorCode: "808" }] },
    },
  },
  {
    name: "time-with-no-zone",
    responders: [batchWith({ completedTime: "2017-07-25T10:10:00.1234567" })],
    expected: { outcome: "ok", attempts: 1, batch: { completedTime: "2017-07-25T10:10:00.123Z" } },
  },
];

/** @type {Fault[]} */
const redirects = [
  {
    name: "redirect-same-origin",
    responders: [redirect((url) => `${url.href}?followed`)],
    expected: { outcome: "network", attempts: ALL_ATTEMPTS },
  },
  {
    name: "redirect-cross-origin",
    responders: [redirect((url) => `${url.href}?followed`.replace("127.0.0.1", "localhost"))],
    expected: { outcome: "network", attempts: ALL_ATTEMPTS },
  },
  {
    name: "redirect-loop",
    responders: [redirect((url) => url.href)],
    expected: { outcome: "network", attempts: ALL_ATTEMPTS },
  },
];

/** @type {Fault[]} */
const refusals = [
  { name: "400", responders: [serviceError(400)], expected: { outcome: "http", attempts: 1 } },
  { name: "401", responders: [serviceError(401)], expected: { outcome: "unauthorized", attempts: 1 } },
  {
    name: "401-fresh-token",
    providesTokens: true,
    responders: [serviceError(401), ok],
    expected: { outcome: "ok", attempts: 2 },
  },
  {
    name: "401-fresh-token-refused",
    providesTokens: true,
    responders: [serviceError(401)],
    expected: { outcome: "unauthorized", attempts: 2 },
  },
  { name: "403", responders: [serviceError(403)], expected: { outcome: "forbidden", attempts: 1 } },
  { name: "404", responders: [serviceError(404)], expected: { outcome: "not-found", attempts: 1 } },
  { name: "404-empty", responders: [reply(404, "")], expected: { outcome: "not-found", attempts: 1 } },
  { name: "408", responders: [serviceError(408)], expected: { outcome: "http", attempts: ALL_ATTEMPTS } },
  { name: "409", responders: [serviceError(409)], expected: { outcome: "http", attempts: 1 } },
  { name: "410", responders: [serviceError(410)], expected: { outcome: "http", attempts: 1 } },
  { name: "412", responders: [serviceError(412)], expected: { outcome: "http", attempts: 1 } },
  { name: "417", responders: [serviceError(417)], expected: { outcome: "http", attempts: 1 } },
  { name: "422", responders: [serviceError(422)], expected: { outcome: "http", attempts: 1 } },
  { name: "451", responders: [serviceError(451)], expected: { outcome: "http", attempts: 1 } },
];

/** @type {Fault[]} */
const throttling = [
  {
    name: "429-seconds",
    responders: [throttled({ "Retry-After": "1" }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 1000 },
  },
  {
    name: "429-always",
    responders: [throttled({ "Retry-After": "1" })],
    expected: { outcome: "throttled", attempts: ALL_ATTEMPTS, waitMs: 1000, retryAfterMs: 1000 },
  },
  {
    name: "429-date",
    responders: [throttledUntil({ inSeconds: 2 }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 2000 },
  },
  {
    name: "429-retry-after-ms",
    responders: [throttled({ "retry-after-ms": "1200" }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 1200 },
  },
  {
    name: "429-x-ms-retry-after-ms",
    responders: [throttled({ "x-ms-retry-after-ms": "1200" }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 1200 },
  },
  {
    name: "429-joined",
    responders: [throttled({ "Retry-After": "7, 9" })],
    options: { timeoutMs: 5000 },
    expected: { outcome: "throttled", attempts: 1, retryAfterMs: 9000 },
  },
  {
    name: "429-past-the-deadline",
    responders: [throttled({ "Retry-After": "57" })],
    expected: { outcome: "throttled", attempts: 1, retryAfterMs: 57_000 },
  },
  {
    // Longer than a timer allows: from 2^31 ms on, setTimeout fires at once.
    name: "429-for-a-month",
    responders: [throttled({ "Retry-After": "2592000" })],
    expected: { outcome: "throttled", attempts: 1, retryAfterMs: 2 ** 31 - 1 },
  },
  {
    name: "429-negative",
    responders: [throttled({ "Retry-After": "-5" }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 5000 },
  },
  {
    name: "429-garbage",
    responders: [throttled({ "Retry-After": "soon" }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 5000 },
  },
  {
    name: "429-hidden-header",
    responders: [
      throttled(
        { "Retry-After": "1", "Access-Control-Expose-Headers": undefined },
        "Rate limit is exceeded. Try again in 2 seconds.",
      ),
      ok,
    ],
    expected: { outcome: "ok", attempts: 2, waitMs: 2000 },
  },
  {
    name: "429-bare",
    responders: [throttled({}), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 5000 },
  },
  {
    name: "429-bare-past-the-deadline",
    responders: [throttled({})],
    options: { timeoutMs: 3000 },
    expected: { outcome: "throttled", attempts: 1, retryAfterMs: 60_000 },
  },
  {
    name: "429-without-cors",
    responders: [withoutCors(429, { "Retry-After": "1" })],
    expected: { outcome: "network", attempts: ALL_ATTEMPTS },
  },
  {
    name: "429-clock-years-behind",
    responders: [throttledUntil({ inSeconds: 2, clockIsOffByMs: -3 * 365 * 24 * 3600 * 1000 }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 2000 },
  },
  {
    name: "429-clock-years-ahead",
    responders: [throttledUntil({ inSeconds: 2, clockIsOffByMs: 3 * 365 * 24 * 3600 * 1000 }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 2000 },
  },
];

/** @type {Fault[]} */
const failures = [
  {
    name: "500",
    responders: [serviceError(500)],
    expected: { outcome: "service", attempts: ALL_ATTEMPTS },
  },
  { name: "501", responders: [serviceError(501)], expected: { outcome: "service", attempts: 1 } },
  {
    name: "502",
    responders: [serviceError(502)],
    expected: { outcome: "service", attempts: ALL_ATTEMPTS },
  },
  {
    name: "502-html",
    responders: [reply(502, "<html>Bad Gateway</html>", { "Content-Type": "text/html" })],
    expected: { outcome: "service", attempts: ALL_ATTEMPTS },
  },
  {
    name: "502-without-cors",
    responders: [withoutCors(502)],
    expected: { outcome: "network", attempts: ALL_ATTEMPTS },
  },
  {
    name: "503",
    responders: [serviceError(503)],
    expected: { outcome: "service", attempts: ALL_ATTEMPTS },
  },
  {
    name: "503-seconds",
    responders: [serviceError(503, { "Retry-After": "1" }), ok],
    expected: { outcome: "ok", attempts: 2, waitMs: 1000 },
  },
  {
    name: "504",
    responders: [serviceError(504)],
    expected: { outcome: "service", attempts: ALL_ATTEMPTS },
  },
  { name: "505", responders: [serviceError(505)], expected: { outcome: "service", attempts: 1 } },
  {
    name: "503-twice",
    responders: [serviceError(503), serviceError(503), ok],
    expected: { outcome: "ok", attempts: 3 },
  },
];

/** All faults. */
export const faults = [
  ...connections,
  ...cutBodies,
  ...slowness,
  ...sizes,
  ...contents,
  ...redirects,
  ...refusals,
  ...throttling,
  ...failures,
];
