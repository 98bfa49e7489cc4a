/** What a server can do with a request: one good way and many bad ones, byte by byte. */
import { gzipSync } from "node:zlib";

/**
 * @typedef {object} Exchange a request, and the connection that waits for an answer
 * @property {import("node:net").Socket} socket
 * @property {URL} url that was asked for
 * @property {string} origin of the page that asks
 *
 * @typedef {(exchange: Exchange) => void} Answer
 *
 * @typedef {Record<string, string | undefined>} Headers one that is undefined is not sent
 */

/** A batch in the words of the service. */
export const goodBatch = {
  batchTrackingId: "2d8ad5a4-6d26-4a08-8a8c-2ec4d4a5c1b7",
  status: "finished",
  startedTime: "2017-07-25T10:00:00",
  completedTime: "2017-07-25T10:10:00",
  devicesStatus: [
    { serialNumber: "R9FNTQP", productKey: "00329-00000-00003-AA606", status: "finished" },
    {
      serialNumber: "1R9-ZNP67",
      status: "finished_with_errors",
      errorCode: "808",
      errorDescription: "ZtdDeviceAssignedToOtherTenant",
    },
  ],
};

/** The same as JSON. */
export const goodJson = JSON.stringify(goodBatch);

/** What is left of it when something cuts it short. */
export const halfJson = goodJson.slice(0, goodJson.length / 2);

/** Time for the browser to read what was sent, so that what follows meets it in the body. */
const MID_BODY_MS = 100;

const BOMB_BYTES = 64 * 1024 * 1024;

/**
 * The headers that let a page of another origin read an answer, those about throttling included.
 *
 * @param {string} origin
 */
export function corsHeaders(origin) {
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers":
      "Date, Retry-After, retry-after-ms, x-ms-retry-after-ms, MS-RequestId, MS-CorrelationId, MS-CV",
  };
}

/**
 * Status line and headers. A connection serves one request: when a kept one breaks, an engine asks again by itself.
 *
 * @param {number} status
 * @param {Headers} headers
 */
export function head(status, headers) {
  const rows = Object.entries({ ...headers, Connection: "close" })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Some Reason\r\n${rows.join("")}\r\n`;
}

/**
 * Sends the headers of an answer in JSON that a page may read; the body is the caller's.
 *
 * @param {Exchange} exchange
 * @param {number} status
 * @param {Headers} [headers]
 */
function begin({ socket, origin }, status, headers = {}) {
  socket.write(head(status, { "Content-Type": "application/json; charset=utf-8", ...corsHeaders(origin), ...headers }));
}

/**
 * A whole answer with its true length.
 *
 * @param {number} status
 * @param {string | Uint8Array} body
 * @param {Headers} [headers]
 * @returns {Answer}
 */
export function reply(status, body, headers = {}) {
  return (exchange) => {
    begin(exchange, status, { "Content-Length": String(Buffer.byteLength(body)), ...headers });
    exchange.socket.end(body);
  };
}

/** The answer of a service that is well. */
export const good = reply(200, goodJson);

/**
 * A refusal as the service words it.
 *
 * @param {number} status
 * @param {Headers} [headers]
 */
export function refusal(status, headers) {
  const body = { code: 999999, description: "An error that a test made.", data: [], source: "PartnerFD" };
  return reply(status, JSON.stringify(body), headers);
}

/**
 * A 429 as the gateway in front of the service words it.
 *
 * @param {Headers} headers
 * @param {string} [message]
 */
export function throttled(headers, message = "Rate limit is exceeded.") {
  return reply(429, JSON.stringify({ statusCode: 429, message }), headers);
}

/**
 * A 429 whose `Retry-After` is a date, by a clock that may be wrong.
 *
 * @param {{ inSeconds: number, clockIsOffByMs?: number }} when
 * @returns {Answer}
 */
export function throttledUntil({ inSeconds, clockIsOffByMs = 0 }) {
  return (exchange) => {
    const now = Date.now() + clockIsOffByMs;
    const date = (/** @type {number} */ ms) => new Date(ms).toUTCString();
    throttled({ Date: date(now), "Retry-After": date(now + inSeconds * 1000) })(exchange);
  };
}

/**
 * An answer of a gateway that knows nothing of CORS.
 *
 * @param {number} status
 * @param {Headers} [headers]
 * @returns {Answer}
 */
export function withoutCors(status, headers) {
  return ({ socket }) => socket.end(head(status, { "Content-Length": "0", ...headers }));
}

/**
 * A redirect; whoever follows it finds a good answer.
 *
 * @param {(asked: URL) => string} target
 * @returns {Answer}
 */
export function redirect(target) {
  return (exchange) => {
    const answer = exchange.url.search === "" ? reply(302, "", { Location: target(exchange.url) }) : good;
    answer(exchange);
  };
}

/** Not a byte, and the connection ends in good order. @type {Answer} */
export const closeBeforeHeaders = ({ socket }) => socket.end();

/** Not a byte, and the connection is reset. @type {Answer} */
export const resetBeforeHeaders = ({ socket }) => socket.resetAndDestroy();

/** Not a byte, ever. @type {Answer} */
export const neverAnswer = () => {};

/** Headers without end, as fast as they go. @type {Answer} */
export const endlessHeaders = ({ socket }) => {
  socket.write("HTTP/1.1 200 OK\r\n");
  repeatedly(socket, 10, () => `X-Filler: ${"x".repeat(1000)}\r\n`.repeat(64));
};

/** Headers without end, one byte at a time. @type {Answer} */
export const slowHeaders = ({ socket }) => {
  socket.write("HTTP/1.1 200 OK\r\nX-Filler: ");
  repeatedly(socket, 50, () => "x");
};

/**
 * A body that is not what its headers say: some of it, after a moment perhaps more, and then nothing or the end of the
 * connection.
 *
 * @param {Headers} headers
 * @param {string} body
 * @param {{ more?: string, ending?: "close" | "reset" | "stall" }} [after]
 * @returns {Answer}
 */
export function broken(headers, body, { more, ending = "close" } = {}) {
  return (exchange) => {
    const { socket } = exchange;
    begin(exchange, 200, headers);
    socket.write(body);
    setTimeout(() => {
      if (more !== undefined) socket.write(more);
      if (ending === "close") socket.end();
      if (ending === "reset") socket.resetAndDestroy();
    }, MID_BODY_MS);
  };
}

/** @param {string} text as one chunk of a chunked body */
export function chunk(text) {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

/** The good answer in drops. @type {Answer} */
export const dripping = (exchange) => {
  const drops = goodJson.match(/.{1,20}/g) ?? [];
  begin(exchange, 200);
  repeatedly(exchange.socket, 20, () => drops.shift());
};

/** The good answer in drops, and then spaces: JSON may end with any number of them. @type {Answer} */
export const drippingWithoutEnd = (exchange) => {
  const drops = goodJson.match(/.{1,20}/g) ?? [];
  begin(exchange, 200);
  repeatedly(exchange.socket, 20, () => drops.shift() ?? " ");
};

/**
 * As many spaces as the other side will take.
 *
 * @param {number} status
 * @returns {Answer}
 */
export function endlessBody(status) {
  return (exchange) => {
    begin(exchange, status);
    repeatedly(exchange.socket, 1, () => " ".repeat(64 * 1024));
  };
}

/** Good JSON of 64 MiB, in 65 kB on the wire. @type {Answer} */
export const bomb = (exchange) => {
  bombBody ??= gzipSync(goodJson.padEnd(BOMB_BYTES));
  reply(200, bombBody, { "Content-Encoding": "gzip" })(exchange);
};

/** @type {Buffer | undefined} compressed once, when it is wanted */
let bombBody;

/**
 * Writes until there is nothing more or nobody who reads.
 *
 * @param {import("node:net").Socket} socket
 * @param {number} everyMs
 * @param {() => string | undefined} next
 */
function repeatedly(socket, everyMs, next) {
  const timer = setInterval(() => {
    if (socket.writableNeedDrain) return;
    const text = next();
    if (text === undefined) {
      clearInterval(timer);
      socket.end();
    } else {
      socket.write(text);
    }
  }, everyMs);
  socket.once("close", () => clearInterval(timer));
}
