/**
 * The server for tests of the package. It serves an empty page, the files of the project, copies of the built package, and the
 * simulated Partner Center at any number of base addresses.
 *
 * @import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
 *
 * @typedef {object} ReceivedRequest a received request, except preflights
 * @property {string} method
 * @property {string} path relative to the base address
 * @property {IncomingHttpHeaders} headers
 * @property {number} time in ms, from a monotonic clock
 * @property {Promise<boolean>} disconnected whether the client disconnected before the response was complete
 *
 * @typedef {object} Exchange the arguments of a responder
 * @property {IncomingMessage} request
 * @property {number} count how many requests this base address has received, including this one
 * @property {ServerResponse} response for responders that write the response themselves
 *
 * @typedef {(exchange: Exchange) => SimulatedResponse | Promise<SimulatedResponse> | undefined} Responder without a result the request stays pending
 *
 * @typedef {object} Base a base address; calls to the same one share limits
 * @property {string} url
 * @property {ReceivedRequest[]} requests oldest first
 * @property {(number: number) => Promise<ReceivedRequest>} waitForRequest waits for the request with this number, 1 for the first
 *
 * @typedef {(exchange: { count: number, response: ServerResponse, sendFile: () => void }) => SimulatedResponse | void | Promise<void>} WasmResponder
 *   without a result it has sent the response itself
 *
 * @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Handler
 */
import { EventEmitter, once } from "node:events";
import sirv from "sirv";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { corsHeaders, preflight } from "../../tools/simulator/cors.js";
import { createSimulator } from "../../tools/simulator/index.js";
import { send } from "../../tools/simulator/responses.js";

const EMPTY_PAGE = '<!doctype html><meta charset="utf-8"><title>Test of the package</title>';
const WASM_FILE = "partner-center-batch-status.wasm";

/** Never responds. @type {Responder} */
export const neverRespond = () => undefined;

/** Sends the beginning of a response, and never the rest. @type {Responder} */
export const respondPartly = ({ request, response }) => {
  response.writeHead(200, { "Content-Type": "application/json", ...corsHeaders(request) }).write('{"status":"fini');
  return undefined;
};

/** Starts the server on a free port. */
export async function startServer() {
  /** @type {Map<string, Handler>} */
  const handlers = new Map();
  const simulator = createSimulator();
  const files = sirv(project, { dev: true });

  const server = await listen(
    (request, response) => {
      const [, name = "", rest = ""] = /^\/([^/?]*)(.*)$/.exec(request.url ?? "") ?? [];
      const handle = handlers.get(name);
      if (handle === undefined) return files(request, response, () => void response.writeHead(404).end());
      request.url = rest;
      return handle(request, response);
    },
    0,
    "127.0.0.1",
  );
  const url = `http://127.0.0.1:${server.port}`;

  /** @param {string} kind @param {Handler} handle */
  function mount(kind, handle) {
    const name = `${kind}-${handlers.size + 1}`;
    handlers.set(name, handle);
    return `${url}/${name}`;
  }

  return {
    url,

    /** Adds a page and returns its address. @param {Record<string, string>} [headers] @param {string} [html] */
    page: (headers = {}, html = EMPTY_PAGE) =>
      mount("page", (_, response) => response.writeHead(200, { "Content-Type": "text/html", ...headers }).end(html)),

    /**
     * Adds a copy of the built package at its own address, which a page loads as a separate package.
     *
     * @param {WasmResponder} [respondWithWasm] responds to requests for the WebAssembly file; by default with the file
     */
    copy(respondWithWasm = ({ sendFile }) => sendFile()) {
      const copy = { url: "", wasmRequests: 0 };
      copy.url = mount("copy", async (request, response) => {
        request.url = `/dist${request.url}`;
        const sendFile = () => files(request, response);
        if (!request.url.endsWith(WASM_FILE)) return sendFile();
        const result = await respondWithWasm({ count: ++copy.wasmRequests, response, sendFile });
        if (result) send(request, response, { bare: true, ...result });
      });
      return copy;
    },

    /**
     * Adds a base address. In addition to the routes of Partner Center it has `/wait-for-request?N`, which responds once request number N
     * has arrived.
     *
     * @param {SimulatedResponse | Responder} [responder] by default the simulator
     * @returns {Base}
     */
    base(responder) {
      const arrivals = new EventEmitter();
      /** @type {ReceivedRequest[]} */
      const requests = [];
      const waitForRequest = async (/** @type {number} */ number) => {
        while (requests.length < number) await once(arrivals, "request");
        return /** @type {ReceivedRequest} */ (requests[number - 1]);
      };
      const url = mount("base", async (request, response) => {
        const preflightResponse = preflight(request);
        if (preflightResponse !== undefined) return send(request, response, preflightResponse, corsHeaders(request));
        if (request.url?.startsWith("/wait-for-request?")) {
          await waitForRequest(Number(request.url.split("?")[1]));
          return send(request, response, { status: 200, bare: true }, corsHeaders(request));
        }
        requests.push(recordRequest(request, response));
        arrivals.emit("request");
        if (responder === undefined) return simulator.respond(request, response);
        const result =
          typeof responder === "function" ? await responder({ request, count: requests.length, response }) : responder;
        if (result !== undefined) send(request, response, result, corsHeaders(request));
      });
      return { url, requests, waitForRequest };
    },

    close: server.close,
  };
}

/** @param {IncomingMessage} request @param {ServerResponse} response @returns {ReceivedRequest} */
function recordRequest({ method = "", url = "", headers }, response) {
  const disconnected = once(response, "close").then(() => !response.writableFinished);
  return { method, path: url, headers, time: performance.now(), disconnected };
}
