/**
 * Every fault that a network or a server can make, and what `getBatchUploadStatus` makes of it.
 *
 * A new fault is one more entry here; the tests, the soak and OUTCOMES.md take it from this table.
 */
import { gzipSync } from "node:zlib";
import {
  bomb,
  broken,
  chunk,
  closeBeforeHeaders,
  dripping,
  drippingWithoutEnd,
  endlessBody,
  endlessHeaders,
  good,
  goodBatch,
  goodJson,
  halfJson,
  neverAnswer,
  redirect,
  refusal,
  reply,
  resetBeforeHeaders,
  slowHeaders,
  throttled,
  throttledUntil,
  withoutCors,
} from "./responders.js";

/**
 * @typedef {object} Fault
 * @property {string} name also the path prefix of its address
 * @property {number[]} rows the rows of faults.md, the list of faults that the package was designed against
 * @property {import("./responders.js").Answer[]} [answers] one for each attempt, the last one for all that follow
 * @property {string} [baseUrl] instead of an address of the fault server
 * @property {boolean} [refusesConnections]
 * @property {boolean} [refusesPreflights]
 * @property {boolean} [providesTokens] the caller gives a function that finds a fresh token each time
 * @property {Options} [options] of the call
 * @property {Want} want
 * @property {Partial<Record<import("../engines/index.js").Engine, { want: Partial<Want>, because: string }>>} [differs]
 *   where an engine itself is different
 *
 * @typedef {{ timeoutMs?: number, attemptTimeoutMs?: number, maxResponseBytes?: number }} Options
 *
 * @typedef {object} Want
 * @property {"ok" | import("partner-center-batch-status").PartnerCenterErrorCode} outcome
 * @property {number} attempts
 * @property {number} [requests] that reach the server; as many as attempts, unless something is in between
 * @property {number} [waitMs] what the first wait lasts at the least
 * @property {number} [retryAfterMs] of the error
 * @property {string} [mentions] what the error's message or hint names
 * @property {Record<string, unknown>} [batch] fields of the answer
 */

/** The whole call and one attempt, short enough for a test; a fault that is meant to time out has its own. */
export const usualOptions = { timeoutMs: 20_000, attemptTimeoutMs: 10_000 };

/** For faults that never come to an end by themselves. */
const impatient = { attemptTimeoutMs: 1500 };

/** Three retries are the package's default. */
const ALL = 4;

/** @param {Record<string, unknown>} fields */
const batchWith = (fields) => reply(200, JSON.stringify({ ...goodBatch, ...fields }));

/** @param {Record<string, unknown>} fields */
const deviceWith = (fields) =>
  batchWith({ devicesStatus: [{ serialNumber: "R9FNTQP", status: "finished", ...fields }] });

/** @param {import("./responders.js").Headers} headers @param {string | Uint8Array} [body] */
const okWithHeaders = (headers, body = goodJson) => reply(200, body, headers);

const FIREFOX_ASKS_AGAIN =
  "Firefox sends a GET up to ten times by itself while a connection ends before the headers (network.http.request.max-attempts)";

/** @type {Fault[]} */
const connections = [
  {
    name: "no-such-host",
    rows: [2],
    baseUrl: "https://partner-center.invalid",
    want: { outcome: "network", attempts: ALL, requests: 0 },
  },
  { name: "refused", rows: [3], refusesConnections: true, want: { outcome: "network", attempts: ALL, requests: 0 } },
  {
    name: "closed-before-headers",
    rows: [3],
    answers: [closeBeforeHeaders],
    want: { outcome: "network", attempts: ALL },
    differs: { Firefox: { want: { requests: 10 * ALL }, because: FIREFOX_ASKS_AGAIN } },
  },
  {
    name: "reset-before-headers",
    rows: [3],
    answers: [resetBeforeHeaders],
    want: { outcome: "network", attempts: ALL },
    differs: { Firefox: { want: { requests: 10 * ALL }, because: FIREFOX_ASKS_AGAIN } },
  },
  {
    name: "reset-before-headers-once",
    rows: [3],
    answers: [resetBeforeHeaders, good],
    want: { outcome: "ok", attempts: 2 },
    differs: { Firefox: { want: { attempts: 1, requests: 2 }, because: FIREFOX_ASKS_AGAIN } },
  },
  {
    name: "preflight-refused",
    rows: [41],
    refusesPreflights: true,
    want: { outcome: "network", attempts: ALL, requests: 0 },
  },
];

const LIKE_A_CUT =
  "The engine reports a broken content coding exactly as a broken connection, which is worth every retry";

/** @type {Fault[]} */
const cutBodies = [
  {
    name: "reset-in-body",
    rows: [4],
    answers: [broken({ "Content-Length": "5000" }, halfJson, { ending: "reset" })],
    want: { outcome: "incomplete-response", attempts: ALL },
  },
  {
    name: "shorter-than-content-length",
    rows: [5],
    answers: [broken({ "Content-Length": String(goodJson.length) }, halfJson)],
    want: { outcome: "incomplete-response", attempts: ALL },
  },
  {
    name: "cut-in-a-chunk",
    rows: [6],
    answers: [broken({ "Transfer-Encoding": "chunked" }, chunk(goodJson).slice(0, 100))],
    want: { outcome: "incomplete-response", attempts: ALL },
  },
  {
    name: "cut-between-chunks",
    rows: [7],
    answers: [broken({ "Transfer-Encoding": "chunked" }, chunk(halfJson))],
    want: { outcome: "incomplete-response", attempts: ALL },
  },
  {
    name: "last-chunk-missing",
    rows: [7],
    answers: [broken({ "Transfer-Encoding": "chunked" }, chunk(goodJson))],
    want: { outcome: "incomplete-response", attempts: ALL },
    differs: {
      WebKit: {
        want: { outcome: "ok", attempts: 1 },
        because: "WebKitGTK takes a chunked body without its last chunk for a whole one, and the JSON is whole",
      },
    },
  },
  {
    name: "broken-chunk-header",
    rows: [9],
    answers: [broken({ "Transfer-Encoding": "chunked" }, chunk(halfJson), { more: `zz\r\n${goodJson}` })],
    want: { outcome: "incomplete-response", attempts: ALL },
  },
  {
    name: "broken-first-chunk-header",
    rows: [9],
    answers: [broken({ "Transfer-Encoding": "chunked" }, `zz\r\n${goodJson}`)],
    want: { outcome: "incomplete-response", attempts: ALL },
    differs: {
      Firefox: { want: { outcome: "network" }, because: "Firefox refuses the answer before it hands the headers out" },
      WebKit: {
        want: { outcome: "empty-response", attempts: 2 },
        because: "WebKitGTK ends the body there without an error, which leaves it empty",
      },
    },
  },
  {
    name: "cut-without-a-length",
    rows: [8],
    answers: [broken({}, halfJson)],
    want: { outcome: "incomplete-response", attempts: ALL },
  },
  {
    name: "cut-once",
    rows: [8],
    answers: [broken({}, halfJson), good],
    want: { outcome: "ok", attempts: 2 },
  },
  {
    name: "truncated-gzip",
    rows: [10],
    answers: [okWithHeaders({ "Content-Encoding": "gzip" }, gzipSync(goodJson).subarray(0, 150))],
    want: { outcome: "incomplete-response", attempts: ALL },
  },
  {
    name: "garbage-as-gzip",
    rows: [11],
    answers: [okWithHeaders({ "Content-Encoding": "gzip" }, "This was never compressed.")],
    want: { outcome: "incomplete-response", attempts: 2 },
    differs: {
      Chromium: { want: { attempts: ALL }, because: LIKE_A_CUT },
      Firefox: { want: { attempts: ALL }, because: LIKE_A_CUT },
      WebKit: { want: { outcome: "not-json", attempts: 1 }, because: "WebKitGTK hands such bytes through as they are" },
    },
  },
];

/** @type {Fault[]} */
const slowness = [
  {
    name: "no-answer",
    rows: [12],
    answers: [neverAnswer],
    options: impatient,
    want: { outcome: "timeout", attempts: ALL },
  },
  {
    name: "slow-headers",
    rows: [12],
    answers: [slowHeaders],
    options: impatient,
    want: { outcome: "timeout", attempts: ALL },
  },
  {
    name: "endless-headers",
    rows: [12],
    answers: [endlessHeaders],
    want: { outcome: "network", attempts: ALL },
  },
  {
    name: "stalled-body",
    rows: [13],
    answers: [broken({ "Content-Length": "5000" }, halfJson, { ending: "stall" })],
    options: impatient,
    want: { outcome: "timeout", attempts: ALL },
  },
  {
    name: "dripping-body-without-end",
    rows: [13],
    answers: [drippingWithoutEnd],
    options: impatient,
    want: { outcome: "timeout", attempts: ALL },
  },
  { name: "dripping-body", rows: [13], answers: [dripping], want: { outcome: "ok", attempts: 1 } },
  {
    name: "deadline-in-an-attempt",
    rows: [12],
    answers: [neverAnswer],
    options: { timeoutMs: 1500 },
    want: { outcome: "timeout", attempts: 1 },
  },
];

/** @type {Fault[]} */
const sizes = [
  {
    name: "gzip-bomb",
    rows: [14],
    answers: [bomb],
    options: { maxResponseBytes: 1024 * 1024 },
    want: { outcome: "too-large", attempts: 1 },
  },
  {
    name: "oversized-body",
    rows: [14],
    answers: [okWithHeaders({}, goodJson + " ".repeat(2000))],
    options: { maxResponseBytes: 2000 },
    want: { outcome: "too-large", attempts: 1 },
  },
  { name: "endless-body", rows: [14], answers: [endlessBody(200)], want: { outcome: "too-large", attempts: 1 } },
  {
    name: "endless-error-body",
    rows: [14, 39],
    answers: [endlessBody(500)],
    options: { maxResponseBytes: 1024 * 1024 },
    want: { outcome: "service", attempts: ALL },
  },
];

/** @type {Fault[]} */
const contents = [
  {
    name: "html",
    rows: [15],
    answers: [okWithHeaders({ "Content-Type": "text/html" }, "<!DOCTYPE html><title>Sign in</title>")],
    want: { outcome: "not-json", attempts: 1 },
  },
  {
    name: "html-labelled-json",
    rows: [15],
    answers: [okWithHeaders({}, "\n <html><title>Sign in</title></html>")],
    want: { outcome: "not-json", attempts: 1 },
  },
  { name: "204", rows: [16], answers: [reply(204, "")], want: { outcome: "empty-response", attempts: 2 } },
  { name: "empty", rows: [16], answers: [reply(200, "")], want: { outcome: "empty-response", attempts: 2 } },
  {
    name: "white-space",
    rows: [16],
    answers: [okWithHeaders({}, " \r\n ")],
    want: { outcome: "empty-response", attempts: 2 },
  },
  { name: "empty-once", rows: [16], answers: [reply(200, ""), good], want: { outcome: "ok", attempts: 2 } },
  {
    name: "no-content-type",
    rows: [17],
    answers: [okWithHeaders({ "Content-Type": undefined })],
    want: { outcome: "ok", attempts: 1 },
  },
  {
    name: "utf-8-labelled-utf-16",
    rows: [18],
    answers: [okWithHeaders({ "Content-Type": "application/json; charset=utf-16le" })],
    want: { outcome: "ok", attempts: 1 },
  },
  {
    name: "utf-16",
    rows: [18],
    answers: [
      okWithHeaders(
        { "Content-Type": "application/json; charset=utf-16le" },
        Buffer.from(`\u{feff}${goodJson}`, "utf16le"),
      ),
    ],
    want: { outcome: "bad-encoding", attempts: 1 },
  },
  {
    name: "utf-16-without-bom",
    rows: [18],
    answers: [
      okWithHeaders({ "Content-Type": "application/json; charset=utf-16le" }, Buffer.from(goodJson, "utf16le")),
    ],
    want: { outcome: "bad-encoding", attempts: 1 },
  },
  {
    name: "bom",
    rows: [19],
    answers: [okWithHeaders({}, `\u{feff}${goodJson}`)],
    want: { outcome: "ok", attempts: 1 },
  },
  {
    name: "invalid-utf-8",
    rows: [20],
    answers: [okWithHeaders({}, Buffer.from(goodJson.replace("R9FNTQP", "R9\u{e4}"), "latin1"))],
    want: { outcome: "bad-encoding", attempts: 1 },
  },
  {
    name: "deep-nesting",
    rows: [21],
    answers: [okWithHeaders({}, "[".repeat(200_000) + "]".repeat(200_000))],
    want: { outcome: "malformed", attempts: 1 },
  },
  {
    name: "deep-nesting-in-a-field",
    rows: [21],
    answers: [okWithHeaders({}, `{"devicesStatus":${"[".repeat(200_000)}${"]".repeat(200_000)}}`)],
    want: { outcome: "malformed", attempts: 1 },
  },
  {
    name: "deep-nesting-in-an-unknown-field",
    rows: [25],
    answers: [okWithHeaders({}, `{"more":${"[".repeat(200_000)}${"]".repeat(200_000)}}`)],
    want: { outcome: "ok", attempts: 1 },
  },
  {
    name: "repeated-keys",
    rows: [22],
    answers: [okWithHeaders({}, goodJson.replace("{", '{"status":"queued",'))],
    want: { outcome: "ok", attempts: 1, batch: { status: "finished" } },
  },
  {
    name: "prototype-keys",
    rows: [23],
    answers: [okWithHeaders({}, goodJson.replace("{", '{"__proto__":{"polluted":true},"constructor":1,"toString":2,'))],
    want: { outcome: "ok", attempts: 1 },
  },
  {
    name: "unknown-status",
    rows: [24],
    answers: [batchWith({ status: "on_hold" })],
    want: { outcome: "ok", attempts: 1, batch: { status: "on_hold" } },
  },
  {
    name: "unknown-fields",
    rows: [25],
    answers: [batchWith({ more: { of: ["it"] } })],
    want: { outcome: "ok", attempts: 1 },
  },
  {
    name: "missing-fields",
    rows: [26],
    answers: [okWithHeaders({}, "{}")],
    want: { outcome: "ok", attempts: 1, batch: { status: "unknown", devicesStatus: [] } },
  },
  {
    name: "null-fields",
    rows: [26],
    answers: [batchWith({ status: null, startedTime: null, completedTime: null, devicesStatus: null })],
    want: { outcome: "ok", attempts: 1, batch: { status: "unknown", startedTime: undefined, devicesStatus: [] } },
  },
  {
    name: "object-for-a-string",
    rows: [26],
    answers: [deviceWith({ serialNumber: { value: "R9FNTQP" } })],
    want: { outcome: "malformed", attempts: 1, mentions: "devicesStatus[0].serialNumber" },
  },
  {
    name: "number-as-error-code",
    rows: [27],
    answers: [deviceWith({ errorCode: 808 })],
    want: {
      outcome: "ok",
      attempts: 1,
      batch: { devicesStatus: [{ serialNumber: "R9FNTQP", status: "finished", errorCode: "808" }] },
    },
  },
  {
    name: "time-with-no-zone",
    rows: [28],
    answers: [batchWith({ completedTime: "2017-07-25T10:10:00.1234567" })],
    want: { outcome: "ok", attempts: 1, batch: { completedTime: "2017-07-25T10:10:00.123Z" } },
  },
];

/** @type {Fault[]} */
const redirects = [
  {
    name: "redirect-same-origin",
    rows: [29],
    answers: [redirect((asked) => `${asked.href}?followed`)],
    want: { outcome: "network", attempts: ALL },
  },
  {
    name: "redirect-cross-origin",
    rows: [29],
    answers: [redirect((asked) => `${asked.href}?followed`.replace("127.0.0.1", "localhost"))],
    want: { outcome: "network", attempts: ALL },
  },
  {
    name: "redirect-loop",
    rows: [29],
    answers: [redirect((asked) => asked.href)],
    want: { outcome: "network", attempts: ALL },
  },
];

/** @type {Fault[]} */
const refusals = [
  { name: "400", rows: [30], answers: [refusal(400)], want: { outcome: "http", attempts: 1 } },
  { name: "401", rows: [31], answers: [refusal(401)], want: { outcome: "unauthorized", attempts: 1 } },
  {
    name: "401-fresh-token",
    rows: [31],
    providesTokens: true,
    answers: [refusal(401), good],
    want: { outcome: "ok", attempts: 2 },
  },
  {
    name: "401-fresh-token-refused",
    rows: [31],
    providesTokens: true,
    answers: [refusal(401)],
    want: { outcome: "unauthorized", attempts: 2 },
  },
  { name: "403", rows: [32], answers: [refusal(403)], want: { outcome: "forbidden", attempts: 1 } },
  { name: "404", rows: [33], answers: [refusal(404)], want: { outcome: "not-found", attempts: 1 } },
  { name: "404-empty", rows: [33], answers: [reply(404, "")], want: { outcome: "not-found", attempts: 1 } },
  { name: "408", rows: [34], answers: [refusal(408)], want: { outcome: "http", attempts: ALL } },
  { name: "409", rows: [35], answers: [refusal(409)], want: { outcome: "http", attempts: 1 } },
  { name: "410", rows: [36], answers: [refusal(410)], want: { outcome: "http", attempts: 1 } },
  { name: "412", rows: [36], answers: [refusal(412)], want: { outcome: "http", attempts: 1 } },
  { name: "417", rows: [36], answers: [refusal(417)], want: { outcome: "http", attempts: 1 } },
  { name: "422", rows: [36], answers: [refusal(422)], want: { outcome: "http", attempts: 1 } },
  { name: "451", rows: [36], answers: [refusal(451)], want: { outcome: "http", attempts: 1 } },
];

/** @type {Fault[]} */
const throttling = [
  {
    name: "429-seconds",
    rows: [37],
    answers: [throttled({ "Retry-After": "1" }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 1000 },
  },
  {
    name: "429-always",
    rows: [37],
    answers: [throttled({ "Retry-After": "1" })],
    want: { outcome: "throttled", attempts: ALL, waitMs: 1000, retryAfterMs: 1000 },
  },
  {
    name: "429-date",
    rows: [37],
    answers: [throttledUntil({ inSeconds: 2 }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 2000 },
  },
  {
    name: "429-retry-after-ms",
    rows: [37],
    answers: [throttled({ "retry-after-ms": "1200" }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 1200 },
  },
  {
    name: "429-x-ms-retry-after-ms",
    rows: [37],
    answers: [throttled({ "x-ms-retry-after-ms": "1200" }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 1200 },
  },
  {
    name: "429-joined",
    rows: [37],
    answers: [throttled({ "Retry-After": "7, 9" })],
    options: { timeoutMs: 5000 },
    want: { outcome: "throttled", attempts: 1, retryAfterMs: 9000 },
  },
  {
    name: "429-past-the-deadline",
    rows: [37],
    answers: [throttled({ "Retry-After": "57" })],
    want: { outcome: "throttled", attempts: 1, retryAfterMs: 57_000 },
  },
  {
    // Longer than a timer can be: from 2^31 ms on, setTimeout fires at once.
    name: "429-for-a-month",
    rows: [37],
    answers: [throttled({ "Retry-After": "2592000" })],
    want: { outcome: "throttled", attempts: 1, retryAfterMs: 2 ** 31 - 1 },
  },
  {
    name: "429-negative",
    rows: [37],
    answers: [throttled({ "Retry-After": "-5" }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 5000 },
  },
  {
    name: "429-garbage",
    rows: [37],
    answers: [throttled({ "Retry-After": "soon" }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 5000 },
  },
  {
    name: "429-hidden-header",
    rows: [38],
    answers: [
      throttled(
        { "Retry-After": "1", "Access-Control-Expose-Headers": undefined },
        "Rate limit is exceeded. Try again in 2 seconds.",
      ),
      good,
    ],
    want: { outcome: "ok", attempts: 2, waitMs: 2000 },
  },
  {
    name: "429-bare",
    rows: [38],
    answers: [throttled({}), good],
    want: { outcome: "ok", attempts: 2, waitMs: 5000 },
  },
  {
    name: "429-bare-past-the-deadline",
    rows: [38],
    answers: [throttled({})],
    options: { timeoutMs: 3000 },
    want: { outcome: "throttled", attempts: 1, retryAfterMs: 60_000 },
  },
  {
    name: "429-without-cors",
    rows: [38, 42],
    answers: [withoutCors(429, { "Retry-After": "1" })],
    want: { outcome: "network", attempts: ALL },
  },
  {
    name: "429-clock-years-behind",
    rows: [43],
    answers: [throttledUntil({ inSeconds: 2, clockIsOffByMs: -3 * 365 * 24 * 3600 * 1000 }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 2000 },
  },
  {
    name: "429-clock-years-ahead",
    rows: [43],
    answers: [throttledUntil({ inSeconds: 2, clockIsOffByMs: 3 * 365 * 24 * 3600 * 1000 }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 2000 },
  },
];

/** @type {Fault[]} */
const failures = [
  { name: "500", rows: [39], answers: [refusal(500)], want: { outcome: "service", attempts: ALL } },
  { name: "501", rows: [40], answers: [refusal(501)], want: { outcome: "service", attempts: 1 } },
  { name: "502", rows: [39], answers: [refusal(502)], want: { outcome: "service", attempts: ALL } },
  {
    name: "502-html",
    rows: [39],
    answers: [reply(502, "<html>Bad Gateway</html>", { "Content-Type": "text/html" })],
    want: { outcome: "service", attempts: ALL },
  },
  { name: "502-without-cors", rows: [42], answers: [withoutCors(502)], want: { outcome: "network", attempts: ALL } },
  { name: "503", rows: [39], answers: [refusal(503)], want: { outcome: "service", attempts: ALL } },
  {
    name: "503-seconds",
    rows: [39],
    answers: [refusal(503, { "Retry-After": "1" }), good],
    want: { outcome: "ok", attempts: 2, waitMs: 1000 },
  },
  { name: "504", rows: [39], answers: [refusal(504)], want: { outcome: "service", attempts: ALL } },
  { name: "505", rows: [40], answers: [refusal(505)], want: { outcome: "service", attempts: 1 } },
  {
    name: "503-twice",
    rows: [39],
    answers: [refusal(503), refusal(503), good],
    want: { outcome: "ok", attempts: 3 },
  },
];

/** The whole table. */
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
