/** A server with faults, on raw sockets: one port for each fault, and a record of every request. */
import { once } from "node:events";
import { createServer } from "node:net";
import { holdRefusingPort } from "./refusing-port.js";
import { corsHeaders, formatHead } from "./responders.js";

/** @typedef {import("./faults.js").Fault} Fault */

/**
 * @typedef {object} ReceivedRequest
 * @property {string} method
 * @property {URL} url
 * @property {Record<string, string>} headers by their names in lower case
 * @property {string} trackingId the last part of the path
 * @property {number} time in ms, from a monotonic clock
 */

/**
 * Starts a server for the faults. Each fault has its own address, because the package sends at most four requests at a time to
 * one address, and an engine at most six: a fault that stalls would delay the others.
 *
 * @param {Fault[]} faults
 */
export async function startFaultServer(faults) {
  /** @type {Map<string, ServedFault>} */
  const served = new Map();
  for (const fault of faults) served.set(fault.name, await serveFault(fault));
  /** @param {string} name @returns {ServedFault} */
  const find = (name) => {
    const found = served.get(name);
    if (found === undefined) throw new Error(`There is no fault named ${name}`);
    return found;
  };
  return {
    /** The base address of a fault. @param {string} name */
    baseUrl: (name) => find(name).baseUrl,
    /** The received requests, including preflights. @param {string} name @param {string} trackingId */
    requests: (name, trackingId) => find(name).requests.filter((request) => request.trackingId === trackingId),
    close: async () => {
      for (const { close } of served.values()) await close();
    },
  };
}

/**
 * @typedef {object} ServedFault
 * @property {string} baseUrl
 * @property {ReceivedRequest[]} requests
 * @property {() => Promise<void>} close
 */

/** @param {Fault} fault @returns {Promise<ServedFault>} */
async function serveFault(fault) {
  if (fault.refusesConnections) {
    const { port, close } = await holdRefusingPort();
    return { baseUrl: `http://127.0.0.1:${port}/${fault.name}`, requests: [], close };
  }
  /** @type {ReceivedRequest[]} */
  const requests = [];
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // The client may disconnect at any time.
    socket.on("error", () => {});
    readRequest(socket, (request) => {
      requests.push(request);
      const count = requests.filter((r) => r.method === request.method && r.trackingId === request.trackingId).length;
      respond(fault, { socket, url: request.url, origin: request.headers.origin ?? "null" }, request.method, count);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  };
  const baseUrl = fault.baseUrl ?? `http://127.0.0.1:${port}/${fault.name}`;
  return { baseUrl, requests, close };
}

/**
 * @param {Fault} fault
 * @param {import("./responders.js").Exchange} exchange
 * @param {string} method
 * @param {number} count how many requests had this method and tracking id, including this one
 */
function respond(fault, exchange, method, count) {
  if (method === "OPTIONS") return preflight(fault, exchange);
  const responders = fault.responders ?? [];
  responders[Math.min(count, responders.length) - 1]?.(exchange);
}

/** @param {Fault} fault @param {import("./responders.js").Exchange} exchange */
function preflight(fault, { socket, origin }) {
  const allowed = {
    ...corsHeaders(origin),
    "Access-Control-Allow-Methods": "GET",
    "Access-Control-Allow-Headers": "Accept, Authorization, MS-RequestId, MS-CorrelationId, X-Locale",
    // One preflight for all attempts of a call.
    "Access-Control-Max-Age": "60",
  };
  socket.end(formatHead(204, fault.refusesPreflights ? {} : allowed));
}

/**
 * @param {import("node:net").Socket} socket
 * @param {(request: ReceivedRequest) => void} onRequest
 */
function readRequest(socket, onRequest) {
  let text = "";
  socket.setEncoding("latin1");
  socket.on("data", function read(part) {
    text += part;
    const end = text.indexOf("\r\n\r\n");
    if (end === -1) return;
    socket.off("data", read);
    const [requestLine = "", ...rows] = text.slice(0, end).split("\r\n");
    const [method = "", target = ""] = requestLine.split(" ");
    const headers = Object.fromEntries(
      rows.map((row) => [row.replace(/:.*/, "").toLowerCase(), row.replace(/^.*?: */, "")]),
    );
    const url = new URL(target, `http://${headers.host}`);
    const trackingId = url.pathname.split("/").at(-1) ?? "";
    onRequest({ method, url, headers, trackingId, time: performance.now() });
  });
}
