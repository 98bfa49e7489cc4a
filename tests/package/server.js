/**
 * One server for what a test of the package needs: an empty page, the files of the project, copies of the built package, and
 * the simulated Partner Center at as many base addresses as there are cases.
 *
 * @import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
 *
 * @typedef {object} Asked a request as it came in, preflights left out
 * @property {string} method
 * @property {string} path without the prefix of its base address
 * @property {IncomingHttpHeaders} headers
 * @property {number} at in ms, from a clock that never steps back
 * @property {Promise<boolean>} gone whether the caller hung up before there was a whole answer
 *
 * @typedef {object} Exchange what a responder has at hand
 * @property {IncomingMessage} request
 * @property {number} count how many requests came to this address, this one included
 * @property {ServerResponse} response for who answers in a way of its own
 *
 * @typedef {(exchange: Exchange) => SimulatedResponse | Promise<SimulatedResponse> | undefined} Responder no answer: the caller is left waiting
 *
 * @typedef {object} Base a base address of its own: calls to one share their limits
 * @property {string} url
 * @property {Asked[]} requests oldest first
 * @property {(count: number) => Promise<Asked>} arrival of the request with this number, 1 for the first
 *
 * @typedef {(exchange: { count: number, response: ServerResponse, sendFile: () => void }) => SimulatedResponse | void | Promise<void>} WasmResponder
 *   no answer: it has seen to the response by itself
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
const WASM_FILE = "partner-center-batch-status_bg.wasm";

/** Leaves every caller waiting. @type {Responder} */
export const silent = () => undefined;

/** Sends the beginning of an answer, and never the rest. @type {Responder} */
export const halfAnswer = ({ request, response }) => {
  response.writeHead(200, { "Content-Type": "application/json", ...corsHeaders(request) }).write('{"status":"fini');
  return undefined;
};

/** Starts it on a free port. */
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

    /** A page of this origin. @param {Record<string, string>} [headers] */
    page: (headers = {}) =>
      mount("page", (_, response) =>
        response.writeHead(200, { "Content-Type": "text/html", ...headers }).end(EMPTY_PAGE),
      ),

    /**
     * The built package at another address: a page takes it for another package.
     *
     * @param {WasmResponder} [answerWasm] answers for its WebAssembly file; default: with the file
     */
    copy(answerWasm = ({ sendFile }) => sendFile()) {
      const copy = { url: "", wasmRequests: 0 };
      copy.url = mount("copy", async (request, response) => {
        request.url = `/dist${request.url}`;
        const sendFile = () => files(request, response);
        if (!request.url.endsWith(WASM_FILE)) return sendFile();
        const answer = await answerWasm({ count: ++copy.wasmRequests, response, sendFile });
        if (answer) send(request, response, { bare: true, ...answer });
      });
      return copy;
    },

    /**
     * A base address. Beside Partner Center's routes it has `/arrived?N`, which answers once its request number N is there.
     *
     * @param {SimulatedResponse | Responder} [answer] default: the simulator's
     * @returns {Base}
     */
    base(answer) {
      const arrivals = new EventEmitter();
      /** @type {Asked[]} */
      const requests = [];
      const arrival = async (/** @type {number} */ count) => {
        while (requests.length < count) await once(arrivals, "request");
        return /** @type {Asked} */ (requests[count - 1]);
      };
      const url = mount("base", async (request, response) => {
        const leave = preflight(request);
        if (leave !== undefined) return send(request, response, leave, corsHeaders(request));
        if (request.url?.startsWith("/arrived?")) {
          await arrival(Number(request.url.split("?")[1]));
          return send(request, response, { status: 200, bare: true }, corsHeaders(request));
        }
        requests.push(note(request, response));
        arrivals.emit("request");
        if (answer === undefined) return simulator.respond(request, response);
        const given =
          typeof answer === "function" ? await answer({ request, count: requests.length, response }) : answer;
        if (given !== undefined) send(request, response, given, corsHeaders(request));
      });
      return { url, requests, arrival };
    },

    close: server.close,
  };
}

/** @param {IncomingMessage} request @param {ServerResponse} response @returns {Asked} */
function note({ method = "", url = "", headers }, response) {
  const gone = once(response, "close").then(() => !response.writableFinished);
  return { method, path: url, headers, at: performance.now(), gone };
}
