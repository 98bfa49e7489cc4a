/**
 * Forwards the page's requests to the real service, which is not known to allow calls from browser origins.
 *
 * Only GET /v1/customers/{guid}/batchJobStatus/{guid} is forwarded, with the page's own token. Nothing is stored or logged. Only JSON
 * comes back: the page's origin holds tokens, and HTML or a script from elsewhere would act in its name.
 *
 * @import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
 */
import { once } from "node:events";
import http, { STATUS_CODES } from "node:http";
import https from "node:https";
import { pipeline } from "node:stream/promises";
import { errorCode } from "./listen.js";
import { refuse, serviceHeaders } from "./refuse.js";

const GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const ROUTE = new RegExp(`^/v1/customers/${GUID}/batchJobStatus/${GUID}$`, "i");

/** The request headers that are forwarded. Cookies are not: another program on `localhost` may have set them. */
const REQUEST_HEADERS = [
  "accept",
  "accept-encoding",
  "authorization",
  "ms-contract-version",
  "ms-correlationid",
  "ms-partnercenter-application",
  "ms-requestid",
  "user-agent",
  "x-locale",
];

/** The response headers that are forwarded. Cookies and CORS headers are not. */
const RESPONSE_HEADERS = [
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "ms-correlationid",
  "ms-cv",
  "ms-requestid",
  "ms-serverid",
  "request-context",
  "retry-after",
  "retry-after-ms",
  "www-authenticate",
  "x-ms-retry-after-ms",
];

/** A call fails when no response has begun, or when nothing more of it came, for this long. */
const UPSTREAM_TIMEOUT_MS = 60_000;

/** How the service is connected to. */
const CONNECTION = {
  agent: false,
  // Certificates are verified even if NODE_TLS_REJECT_UNAUTHORIZED turns that off for the whole process.
  rejectUnauthorized: true,
  // As strict with responses as with requests, even if NODE_OPTIONS has --insecure-http-parser.
  insecureHTTPParser: false,
};

/**
 * A JSON type with its parameters, which may be empty, and nothing more. A browser that finds a comma in the value takes the type after the last
 * one.
 * https://mimesniff.spec.whatwg.org/#json-mime-type
 */
const JSON_TYPE = /^(?:application\/(?:[\w.-]+\+)?json|text\/json)(?: *;(?: *[\w.-]+="?[\w.-]+"?)?)*$/i;

/** How the service's own responses without a Content-Type begin: empty, or with a JSON object after the byte order mark. */
const UNTYPED_JSON = /^(?:$|\uFEFF?[ \t\r\n]*\{)/;

/** What may come before the JSON, byte by byte: a byte order mark, perhaps not all of it yet, and white space. How TCP divides a body says nothing. */
const BEFORE_JSON = /^(?:\xEF?|\xEF\xBB|\xEF\xBB\xBF[ \t\r\n]*|[ \t\r\n]*)$/;
const MAX_BYTES_BEFORE_JSON = 1024;

/** What Node can send as a reason phrase. */
const REASON_PHRASE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Why there is no response to forward. The message is one sentence. */
class UpstreamError extends Error {
  /** @param {number} status that of the gateway's own response @param {string} message @param {IncomingHttpHeaders} [headers] what came instead */
  constructor(status, message, headers = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * @param {URL} upstream an origin; https, except on this machine
 * @param {{ timeoutMs?: number }} [options]
 */
export function createGateway(upstream, { timeoutMs = UPSTREAM_TIMEOUT_MS } = {}) {
  return {
    /** Handles a request unless it is for the page. Returns whether it did. @param {IncomingMessage} request @param {ServerResponse} response */
    async handle(request, response) {
      // The page's own origin is what an Origin header is compared with, so its port must be right too.
      if (!isOwnPort(request)) refuse(response, 421, "This server answers at its own port alone.");
      else if (!request.url?.startsWith("/v1/")) return false;
      else if (!ROUTE.test(request.url)) refuse(response, 404, "Only batchJobStatus is forwarded.");
      else if (request.method !== "GET") refuse(response, 405, "Only GET is forwarded.", { Allow: "GET" });
      else if (isCrossSite(request)) refuse(response, 403, "Only the page of this server may call.");
      else await forward(upstream, timeoutMs, request, response);
      return true;
    },
  };
}

/** @param {IncomingMessage} request */
function isOwnPort({ headers, socket }) {
  return Number(/:(\d+)$/.exec(headers.host ?? "")?.[1] ?? 80) === socket.localPort;
}

/** @param {IncomingMessage} request */
function isCrossSite({ headers }) {
  const site = headers["sec-fetch-site"] ?? "same-origin";
  const origin = headers.origin ?? `http://${headers.host}`;
  return !["same-origin", "none"].includes(String(site)) || origin !== `http://${headers.host}`;
}

/** @param {URL} upstream @param {number} timeoutMs @param {IncomingMessage} request @param {ServerResponse} response */
async function forward(upstream, timeoutMs, request, response) {
  const abort = new AbortController();
  response.once("close", () => abort.abort());
  const target = new URL(request.url ?? "/", upstream);
  const headers = pick(REQUEST_HEADERS, request.headers);
  let upstreamResponse;
  try {
    upstreamResponse = await ask(target, headers, timeoutMs, abort.signal);
    await refuseUnlessJson(upstream, upstreamResponse);
    const { statusCode = 0, statusMessage = "" } = upstreamResponse;
    response.writeHead(statusCode, REASON_PHRASE.test(statusMessage) ? statusMessage : STATUS_CODES[statusCode], {
      ...pick(RESPONSE_HEADERS, upstreamResponse.headers),
      ...serviceHeaders,
    });
  } catch (error) {
    upstreamResponse?.destroy();
    if (!(error instanceof UpstreamError)) {
      return refuse(response, 502, `${upstream.origin} could not be reached (${errorCode(error) ?? "no answer"}).`);
    }
    return refuse(response, error.status, error.message, pick(["retry-after"], error.headers));
  }
  await pipeline(upstreamResponse, response);
}

/**
 * Sends the request and waits for the headers of the response.
 *
 * @param {URL} target
 * @param {Record<string, string>} headers
 * @param {number} timeoutMs
 * @param {AbortSignal} signal
 * @returns {Promise<IncomingMessage>}
 */
function ask(target, headers, timeoutMs, signal) {
  const { request } = target.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = request(target, { ...CONNECTION, headers, signal, timeout: timeoutMs });
    const giveUp = () => {
      reject(new UpstreamError(504, `${target.origin} did not respond within ${timeoutMs / 1000} s.`));
      outgoing.destroy();
    };
    // Interim responses (1xx) are not waited for longer than silence.
    const timer = setTimeout(giveUp, timeoutMs);
    outgoing.on("response", resolve);
    outgoing.on("upgrade", ({ statusCode }, socket) => {
      reject(new UpstreamError(502, `${target.origin} answered ${statusCode} and left HTTP, which nobody asked for.`));
      socket.destroy();
    });
    outgoing.on("timeout", giveUp);
    outgoing.on("error", reject);
    outgoing.on("response", () => clearTimeout(timer));
    outgoing.on("close", () => clearTimeout(timer));
    outgoing.end();
  });
}

/** @param {URL} upstream @param {IncomingMessage} response */
async function refuseUnlessJson(upstream, response) {
  const { statusCode = 0, headers } = response;
  const type = headers["content-type"];
  if (statusCode < 200 || statusCode > 599) {
    throw new UpstreamError(502, `${upstream.origin} answered ${statusCode}, which is no status of HTTP.`);
  }
  const isJson = type === undefined ? UNTYPED_JSON.test(await firstBytes(response)) : JSON_TYPE.test(type);
  if (isJson) return;
  const came = type === undefined ? "something without a type" : printable(type);
  throw new UpstreamError(502, `${upstream.origin} answered ${statusCode} with ${came} instead of JSON.`, headers);
}

/** Returns the first bytes of a body as text, and leaves them in it. @param {IncomingMessage} body */
async function firstBytes(body) {
  let bytes = Buffer.alloc(0);
  while (BEFORE_JSON.test(bytes.toString("latin1")) && bytes.length < MAX_BYTES_BEFORE_JSON) {
    const chunk = body.read();
    if (chunk !== null) bytes = Buffer.concat([bytes, chunk]);
    else if (body.readableEnded || body.destroyed) break;
    else await nextChunk(body);
  }
  if (bytes.length > 0 && !body.readableEnded) body.unshift(bytes);
  return bytes.toString();
}

/** Waits until there is more of a body, or its end. @param {IncomingMessage} body */
async function nextChunk(body) {
  const listening = new AbortController();
  const { signal } = listening;
  await Promise.race([once(body, "readable", { signal }), once(body, "end", { signal })]).finally(() =>
    listening.abort(),
  );
}

/** Foreign text for a sentence of our own. @param {string} text */
function printable(text) {
  return JSON.stringify(text.replace(/[^\x20-\x7e]/g, "?").slice(0, 100));
}

/** @param {string[]} names @param {IncomingHttpHeaders} headers @returns {Record<string, string>} */
function pick(names, headers) {
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : [])),
  );
}
