/**
 * What the local server answers by itself at the paths of the service, in the service's error format, which the page can read.
 *
 * @import { ServerResponse } from "node:http"
 * @import { Duplex } from "node:stream"
 */
import { STATUS_CODES } from "node:http";

/**
 * The headers of every answer at a path of the service, refusals and errors too. The service shares an origin with the page, which holds
 * tokens: an answer that is opened as a document must load nothing, run nothing and be framed by nobody, and is never taken for HTML.
 */
export const serviceHeaders = {
  "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/** How long a refused client may go on to send. A connection that closes at once is reset, and a client may then lose the answer. */
const LINGER_MS = 1000;

/**
 * Answers with an error. What was prepared for another answer is dropped.
 *
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} description
 * @param {Record<string, string>} [headers]
 */
export function refuse(response, status, description, headers = {}) {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const body = errorBody(status, description);
  response.writeHead(status, STATUS_CODES[status], { ...errorHeaders(body), ...headers });
  response.end(body);
}

/**
 * The same on a connection for which Node makes no response, and closes the connection.
 *
 * @param {Duplex} socket
 * @param {number} status
 * @param {string} description
 * @param {Record<string, string>} [headers]
 */
export function refuseConnection(socket, status, description, headers = {}) {
  const body = errorBody(status, description);
  const lines = Object.entries({ ...errorHeaders(body), ...headers, Connection: "close" });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    "",
    "",
  ].join("\r\n");
  socket.on("error", () => socket.destroy());
  socket.end(head + body);
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** @param {number} status @param {string} description */
function errorBody(status, description) {
  return JSON.stringify({ code: status, description, data: [], source: "LocalGateway" });
}

/** @param {string} body */
function errorHeaders(body) {
  return {
    ...serviceHeaders,
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
  };
}
