/** @import { IncomingHttpHeaders } from "node:http" */
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";

/** A server that has not answered by then never will. */
const PATIENCE_MS = 10_000;

/**
 * Sends a request with exactly this path and these headers. `fetch` forbids some headers and normalizes the path.
 *
 * @param {number} port
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string> }} [options]
 * @returns {Promise<{ status: number, reason: string, headers: IncomingHttpHeaders, body: string }>}
 */
export function rawRequest(port, path, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const options = { host: "127.0.0.1", port, path, method, headers, agent: false, signal };
    const outgoing = request(options, async (response) => {
      const { statusCode = 0, statusMessage = "" } = response;
      const body = await text(response).catch((error) => `cut off: ${error.code}`);
      resolve({ status: statusCode, reason: statusMessage, headers: response.headers, body });
    });
    outgoing.on("error", reject).end();
  });
}

/**
 * Sends exactly these bytes, and returns everything that the server sends until it closes the connection. For requests that no client
 * library would send.
 *
 * @param {number} port
 * @param {string} bytes
 * @param {{ half?: boolean }} [options] `half` closes the client's side of the connection after the bytes
 */
export async function rawExchange(port, bytes, { half = false } = {}) {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true, signal: AbortSignal.timeout(PATIENCE_MS) });
  await once(socket, "connect");
  if (half) socket.end(bytes, "latin1");
  else socket.write(bytes, "latin1");
  try {
    return (await buffer(socket)).toString("latin1");
  } finally {
    socket.destroy();
  }
}

/** Reads the last response of what `rawExchange` returned. @param {string} exchange */
export function readResponse(exchange) {
  const start = exchange.lastIndexOf("HTTP/1.1 ");
  assert.notEqual(start, -1, `no response in ${JSON.stringify(exchange)}`);
  const [head = "", body = ""] = exchange.slice(start).split("\r\n\r\n", 2);
  const [statusLine = "", ...lines] = head.split("\r\n");
  /** @type {Record<string, string>} */
  const headers = {};
  for (const line of lines) {
    const [name = "", ...value] = line.split(":");
    headers[name.toLowerCase()] = value.join(":").trim();
  }
  return { status: Number(statusLine.split(" ")[1]), headers, body };
}

/** Asserts that an answer at a path of the service can do nothing in the page's origin. @param {IncomingHttpHeaders | Record<string, string>} headers @param {string} [message] */
export function assertServiceHeaders(headers, message) {
  const policy = String(headers["content-security-policy"]);
  for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "sandbox"]) {
    assert.ok(policy.split("; ").includes(rule), `${message ?? ""} policy: ${policy}`);
  }
  assert.equal(headers["x-content-type-options"], "nosniff", message);
  assert.equal(headers["cross-origin-resource-policy"], "same-origin", message);
  assert.equal(headers["referrer-policy"], "no-referrer", message);
  assert.equal(headers["cache-control"], "no-store", message);
}
