/** The ways in which a server can respond to a request, byte by byte: one valid and many invalid ones. */
import { gzipSync } from "node:zlib";

/**
 * @typedef {object} Exchange a request, and the connection on which to respond
 * @property {import("node:net").Socket} socket
 * @property {URL} url of the request
 * @property {string} origin of the page that sent the request
 *
 * @typedef {(exchange: Exchange) => void} Responder
 *
 * @typedef {Record<string, string | undefined>} Headers undefined values are not sent
 */

/** A batch in the format of the service. */
export const validBatch = {
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
export const validJson = JSON.stringify(validBatch);

/** The first half, for truncated responses. */
export const halfOfJson = validJson.slice(0, validJson.length / 2);

/** Gives the browser time to read what was sent, so that the fault happens while it reads the body. */
const MID_BODY_MS = 100;

const GZIP_BOMB_BYTES = 64 * 1024 * 1024;

/**
 * Returns the CORS headers that let a page of another origin read a response, including the headers about throttling.
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
 * Formats status line and headers. Each connection serves one request, because engines retry by themselves when a reused connection
 * breaks.
 *
 * @param {number} status
 * @param {Headers} headers
 */
export function formatHead(status, headers) {
  const rows = Object.entries({ ...headers, Connection: "close" })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Some Reason\r\n${rows.join("")}\r\n`;
}

/**
 * Sends the headers of a JSON response that a page of another origin can read. The caller sends the body.
 *
 * @param {Exchange} exchange
 * @param {number} status
 * @param {Headers} [headers]
 */
function sendHead({ socket, origin }, status, headers = {}) {
  socket.write(
    formatHead(status, { "Content-Type": "application/json; charset=utf-8", ...corsHeaders(origin), ...headers }),
  );
}

/**
 * Sends a complete response with the correct length.
 *
 * @param {number} status
 * @param {string | Uint8Array} body
 * @param {Headers} [headers]
 * @returns {Responder}
 */
export function reply(status, body, headers = {}) {
  return (exchange) => {
    sendHead(exchange, status, { "Content-Length": String(Buffer.byteLength(body)), ...headers });
    exchange.socket.end(body);
  };
}

/** Sends a valid response. */
export const ok = reply(200, validJson);

/**
 * Sends an error in the format of the service.
 *
 * @param {number} status
 * @param {Headers} [headers]
 */
export function serviceError(status, headers) {
  const body = { code: 999999, description: "An error that a test made.", data: [], source: "PartnerFD" };
  return reply(status, JSON.stringify(body), headers);
}

/**
 * Sends a 429 in the format of the gateway in front of the service.
 *
 * @param {Headers} headers
 * @param {string} [message]
 */
export function throttled(headers, message = "Rate limit is exceeded.") {
  return reply(429, JSON.stringify({ statusCode: 429, message }), headers);
}

/**
 * Sends a 429 whose `Retry-After` is a date, from a clock that may be wrong.
 *
 * @param {{ inSeconds: number, clockIsOffByMs?: number }} when
 * @returns {Responder}
 */
export function throttledUntil({ inSeconds, clockIsOffByMs = 0 }) {
  return (exchange) => {
    const now = Date.now() + clockIsOffByMs;
    const date = (/** @type {number} */ ms) => new Date(ms).toUTCString();
    throttled({ Date: date(now), "Retry-After": date(now + inSeconds * 1000) })(exchange);
  };
}

/**
 * Sends a response without CORS headers, as from a gateway that does not know CORS.
 *
 * @param {number} status
 * @param {Headers} [headers]
 * @returns {Responder}
 */
export function withoutCors(status, headers) {
  return ({ socket }) => socket.end(formatHead(status, { "Content-Length": "0", ...headers }));
}

/**
 * Sends a redirect. A client that follows it gets a valid response.
 *
 * @param {(url: URL) => string} target
 * @returns {Responder}
 */
export function redirect(target) {
  return (exchange) => {
    const respond = exchange.url.search === "" ? reply(302, "", { Location: target(exchange.url) }) : ok;
    respond(exchange);
  };
}

/** Sends nothing and closes the connection. @type {Responder} */
export const closeBeforeHeaders = ({ socket }) => socket.end();

/** Sends nothing and resets the connection. @type {Responder} */
export const resetBeforeHeaders = ({ socket }) => socket.resetAndDestroy();

/** Sends nothing and keeps the connection open. @type {Responder} */
export const neverRespond = () => {};

/** Sends endless headers as fast as possible. @type {Responder} */
export const endlessHeaders = ({ socket }) => {
  socket.write("HTTP/1.1 200 OK\r\n");
  writeRepeatedly(socket, 10, () => `X-Filler: ${"x".repeat(1000)}\r\n`.repeat(64));
};

/** Sends endless headers one byte at a time. @type {Responder} */
export const slowHeaders = ({ socket }) => {
  socket.write("HTTP/1.1 200 OK\r\nX-Filler: ");
  writeRepeatedly(socket, 50, () => "x");
};

/**
 * Sends a body that does not match its headers: a part of it, after a moment perhaps more, and then the connection stalls or
 * ends.
 *
 * @param {Headers} headers
 * @param {string} body
 * @param {{ more?: string, ending?: "close" | "reset" | "stall" }} [after]
 * @returns {Responder}
 */
export function brokenBody(headers, body, { more, ending = "close" } = {}) {
  return (exchange) => {
    const { socket } = exchange;
    sendHead(exchange, 200, headers);
    socket.write(body);
    setTimeout(() => {
      if (more !== undefined) socket.write(more);
      if (ending === "close") socket.end();
      if (ending === "reset") socket.resetAndDestroy();
    }, MID_BODY_MS);
  };
}

/** Formats a text as one chunk of a chunked body. @param {string} text */
export function chunk(text) {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

/** Sends the valid response in small pieces. @type {Responder} */
export const dripping = (exchange) => {
  const pieces = validJson.match(/.{1,20}/g) ?? [];
  sendHead(exchange, 200);
  writeRepeatedly(exchange.socket, 20, () => pieces.shift());
};

/** Sends the valid response in small pieces, and then endless spaces, which JSON allows at its end. @type {Responder} */
export const drippingWithoutEnd = (exchange) => {
  const pieces = validJson.match(/.{1,20}/g) ?? [];
  sendHead(exchange, 200);
  writeRepeatedly(exchange.socket, 20, () => pieces.shift() ?? " ");
};

/**
 * Sends endless spaces as the body.
 *
 * @param {number} status
 * @returns {Responder}
 */
export function endlessBody(status) {
  return (exchange) => {
    sendHead(exchange, status);
    writeRepeatedly(exchange.socket, 1, () => " ".repeat(64 * 1024));
  };
}

/** Sends valid JSON of 64 MiB, compressed to 65 kB. @type {Responder} */
export const gzipBomb = (exchange) => {
  gzipBombBody ??= gzipSync(validJson.padEnd(GZIP_BOMB_BYTES));
  reply(200, gzipBombBody, { "Content-Encoding": "gzip" })(exchange);
};

/** @type {Buffer | undefined} compressed at the first use */
let gzipBombBody;

/**
 * Writes texts at an interval until there are no more or the connection is closed.
 *
 * @param {import("node:net").Socket} socket
 * @param {number} everyMs
 * @param {() => string | undefined} next
 */
function writeRepeatedly(socket, everyMs, next) {
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
