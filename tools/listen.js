/**
 * HTTP servers that only this machine can reach, and that outlive every error of a request.
 *
 * @import { AddressInfo } from "node:net"
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { Duplex } from "node:stream"
 *
 * @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Handler
 *
 * @typedef {object} Limits
 * @property {number} maxHeaderSize bytes
 * @property {number} headersTimeout how long a client may take to send the headers of a request, in milliseconds
 * @property {number} requestTimeout how long it may take to send the whole request
 * @property {number} connectionsCheckingInterval how often these two are looked at
 * @property {number} idleTimeout how long nothing may move on a connection, while an answer is awaited or read too
 * @property {number} maxConnections
 */
import { createServer } from "node:http";
import { refuse, refuseConnection } from "./refuse.js";

/** @type {Limits} */
const LIMITS = {
  // A token of 16 KiB, the longest that the package accepts, and Node's default of 16 KiB for everything else.
  maxHeaderSize: 32 * 1024,
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1000,
  idleTimeout: 120_000,
  maxConnections: 500,
};

/** The names of this machine in a URL. */
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** How often another free port is tried, when one is free at `127.0.0.1` and not at `::1`. */
const FREE_PORT_ATTEMPTS = 10;

/**
 * Listens at one address.
 *
 * @param {Handler} handle an error in it (the client may have disconnected) closes that connection only
 * @param {number} port 0 for any free port
 * @param {string} host
 * @param {Partial<Limits>} [limits]
 */
export async function listen(handle, port, host, limits = {}) {
  const { idleTimeout, maxConnections, ...httpLimits } = { ...LIMITS, ...limits };
  // The checks of the Host header are our own, and the strict parser stays even if NODE_OPTIONS has --insecure-http-parser.
  const options = { ...httpLimits, requireHostHeader: false, insecureHTTPParser: false };
  const server = createServer(options, (request, response) => answer(handle, request, response));
  server.maxConnections = maxConnections;
  server.setTimeout(idleTimeout);
  server.on("clientError", answerMalformed);
  server.on("connect", (_request, socket) => refuseConnection(socket, 405, "This server is not a proxy.", ALLOW));
  server.on("checkExpectation", (_request, response) => refuse(response, 417, "The only expectation is 100-continue."));
  await new Promise((resolve, reject) => {
    // Stays for the life of the server: after it listens, an error is a connection that could not be accepted, for want of file
    // descriptors for instance. The promise has settled then, and the next connection is tried.
    server.on("error", reject);
    server.listen(port, host, () => resolve(undefined));
  });
  return {
    port: /** @type {AddressInfo} */ (server.address()).port,
    /** Closes the open connections too. */
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Listens at both addresses of `localhost`. A browser tries `::1` first, where it could otherwise find another program.
 *
 * @param {Handler} handle
 * @param {number} port
 */
export async function listenOnLoopback(handle, port) {
  for (let attempt = 1; ; attempt++) {
    const ipv4 = await listen(handle, port, "127.0.0.1");
    try {
      const ipv6 = await listen(handle, ipv4.port, "::1");
      return { port: ipv4.port, close: () => Promise.all([ipv4.close(), ipv6.close()]) };
    } catch (error) {
      if (errorCode(error) !== "EADDRINUSE") return ipv4; // this machine has no IPv6
      await ipv4.close();
      if (port !== 0 || attempt === FREE_PORT_ATTEMPTS) throw error;
    }
  }
}

/** Returns the code of a system error, such as `EADDRINUSE`. @param {unknown} error */
export function errorCode(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Returns whether the host name of a URL is this machine. @param {string} hostname */
export function isLoopback(hostname) {
  return LOOPBACK_NAMES.includes(hostname);
}

const ALLOW = { Allow: "GET, HEAD, POST" };

/** The connections on which a response is under way. @type {WeakMap<Duplex, number>} */
const responding = new WeakMap();

/** @param {Handler} handle @param {IncomingMessage} request @param {ServerResponse} response */
async function answer(handle, request, response) {
  const { socket } = request;
  responding.set(socket, (responding.get(socket) ?? 0) + 1);
  response.once("close", () => responding.set(socket, (responding.get(socket) ?? 1) - 1));
  // An error event without a listener is thrown, and ends the process.
  request.on("error", () => response.destroy());
  response.on("error", () => response.destroy());
  try {
    const refusal = refusalOf(request);
    if (refusal) refuse(response, ...refusal);
    else await handle(request, response);
  } catch {
    response.destroy();
  }
}

/**
 * Returns the status and the description for a request that is not for this server.
 *
 * @param {IncomingMessage} request
 * @returns {[number, string] | undefined}
 */
function refusalOf({ url = "", headers, rawHeaders }) {
  // Node keeps the first of several Host headers, another reader of the same request may keep the last (RFC 9112, section 3.2).
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  if (hosts.length !== 1) return [400, "A request has one Host header."];
  // The host of an absolute-form target would count instead of the Host header.
  if (!url.startsWith("/")) return [400, "This server is not a proxy: the target of a request is a path."];
  // DNS rebinding makes a foreign host name point to this machine. Such a name gets nothing, not even the page.
  if (!isOwnHost(headers.host)) return [421, "This server answers to localhost alone."];
  return undefined;
}

/** The port may be another one: that of a tunnel to this machine, say. @param {string | undefined} host */
function isOwnHost(host) {
  return LOOPBACK_NAMES.includes(host?.toLowerCase().replace(/:\d+$/, "") ?? "");
}

/** What Node's parser can't take for a request. @param {Error} error @param {Duplex} socket */
function answerMalformed(error, socket) {
  // The parser goes on to report what arrives on a connection that was refused already.
  if (socket.writableEnded) return;
  // The error would land in the middle of the response that is under way.
  if (!socket.writable || (responding.get(socket) ?? 0) > 0) return void socket.destroy();
  const [status, description] = MALFORMED[errorCode(error) ?? ""] ?? [400, "This is not a request of HTTP/1.1."];
  refuseConnection(socket, status, description);
}

/** @type {Record<string, [number, string]>} */
const MALFORMED = {
  HPE_HEADER_OVERFLOW: [431, "The headers of the request are too large."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "The chunk extensions of the request are too large."],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request took too long to arrive."],
};
