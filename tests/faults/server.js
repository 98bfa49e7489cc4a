/** A server that speaks HTTP badly, on raw sockets: one port for each fault, and every request written down. */
import { once } from "node:events";
import { createServer } from "node:net";
import { holdRefusingPort } from "./refusing-port.js";
import { corsHeaders, head } from "./responders.js";

/** @typedef {import("./faults.js").Fault} Fault */

/**
 * @typedef {object} AskedFor a request as it came in
 * @property {string} method
 * @property {URL} url
 * @property {Record<string, string>} headers by their names in lower case
 * @property {string} trackingId the last part of the path
 * @property {number} time in ms, from a clock that never steps back
 */

/**
 * Starts a server for the faults. Each has an address of its own, because the package has at most four requests in
 * flight to one address and an engine at most six: a fault that stalls would hold up the others.
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
    /** The address to give to the package. @param {string} name */
    baseUrl: (name) => find(name).baseUrl,
    /** What was asked for, preflights included. @param {string} name @param {string} trackingId */
    requests: (name, trackingId) => find(name).requests.filter((request) => request.trackingId === trackingId),
    close: async () => {
      for (const { close } of served.values()) await close();
    },
  };
}

/**
 * @typedef {object} ServedFault
 * @property {string} baseUrl
 * @property {AskedFor[]} requests
 * @property {() => Promise<void>} close
 */

/** @param {Fault} fault @returns {Promise<ServedFault>} */
async function serveFault(fault) {
  if (fault.refusesConnections) {
    const { port, close } = await holdRefusingPort();
    return { baseUrl: `http://127.0.0.1:${port}/${fault.name}`, requests: [], close };
  }
  /** @type {AskedFor[]} */
  const requests = [];
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // The other side goes whenever it wants to.
    socket.on("error", () => {});
    readRequest(socket, (request) => {
      requests.push(request);
      const count = requests.filter((r) => r.method === request.method && r.trackingId === request.trackingId).length;
      answer(fault, { socket, url: request.url, origin: request.headers.origin ?? "null" }, request.method, count);
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
 * @param {number} count how often it was asked with this method and tracking id, this time included
 */
function answer(fault, exchange, method, count) {
  if (method === "OPTIONS") return preflight(fault, exchange);
  const answers = fault.answers ?? [];
  answers[Math.min(count, answers.length) - 1]?.(exchange);
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
  socket.end(head(204, fault.refusesPreflights ? {} : allowed));
}

/**
 * @param {import("node:net").Socket} socket
 * @param {(request: AskedFor) => void} use
 */
function readRequest(socket, use) {
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
    use({ method, url, headers, trackingId, time: performance.now() });
  });
}
