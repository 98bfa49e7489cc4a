/**
 * Forwards the page's requests to the real service, which is not known to allow calls from browser origins.
 *
 * Only GET /v1/customers/{guid}/batchJobStatus/{guid} is forwarded, with the page's own token. Nothing is stored or logged.
 *
 * @import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
 */
import { pipeline } from "node:stream/promises";
import { proxyFetch } from "httpxy";
import { errorCode, isLoopback } from "./listen.js";

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

/** A call fails when the service sends nothing for this long. */
const UPSTREAM_TIMEOUT_MS = 60_000;

/** @param {URL} upstream an origin; https, except on this machine */
export function createGateway(upstream) {
  return {
    /** Handles a request unless it is for the page. Returns whether it did. @param {IncomingMessage} request @param {ServerResponse} response */
    async handle(request, response) {
      // DNS rebinding makes a foreign host name point to this machine. Such a name gets nothing, not even the page.
      if (!isLocal(request)) return sendError(response, 421, "This server answers to localhost alone.");
      if (!request.url?.startsWith("/v1/")) return false;
      if (!ROUTE.test(request.url)) return sendError(response, 404, "Only batchJobStatus is forwarded.");
      if (request.method !== "GET") return sendError(response, 405, "Only GET is forwarded.", { Allow: "GET" });
      if (isCrossSite(request)) return sendError(response, 403, "Only the page of this server may call.");
      await forward(upstream, request, response);
      return true;
    },
  };
}

/** @param {IncomingMessage} request */
function isLocal({ headers, socket }) {
  const host = `http://${headers.host}`;
  return (
    URL.canParse(host) && isLoopback(new URL(host).hostname) && Number(new URL(host).port || 80) === socket.localPort
  );
}

/** @param {IncomingMessage} request */
function isCrossSite({ headers }) {
  const site = headers["sec-fetch-site"] ?? "same-origin";
  const origin = headers.origin ?? `http://${headers.host}`;
  return !["same-origin", "none"].includes(String(site)) || origin !== `http://${headers.host}`;
}

/** @param {URL} upstream @param {IncomingMessage} request @param {ServerResponse} response */
async function forward(upstream, request, response) {
  const abort = new AbortController();
  response.once("close", () => abort.abort());
  const target = new URL(request.url ?? "/", upstream);
  const init = { headers: pick(REQUEST_HEADERS, request.headers), signal: abort.signal };
  // Certificates are verified even if NODE_TLS_REJECT_UNAUTHORIZED turns that off for the whole process.
  const ssl = { rejectUnauthorized: true };
  const options = { agent: false, timeout: UPSTREAM_TIMEOUT_MS, ssl };
  let upstreamResponse;
  try {
    upstreamResponse = await proxyFetch(upstream.origin, target, init, options);
  } catch (error) {
    const reason = errorCode(error) ?? "no answer";
    sendError(response, 502, `${upstream.origin} could not be reached (${reason}).`);
    return;
  }
  for (const [name, value] of Object.entries(pick(RESPONSE_HEADERS, Object.fromEntries(upstreamResponse.headers)))) {
    response.setHeader(name, value);
  }
  response.setHeader("Cache-Control", "no-store");
  response.writeHead(upstreamResponse.status, upstreamResponse.statusText);
  await pipeline(upstreamResponse.body ?? [], response);
}

/** @param {string[]} names @param {IncomingHttpHeaders} headers @returns {Record<string, string>} */
function pick(names, headers) {
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : [])),
  );
}

/**
 * Sends an error in the format of the service, which the page can read.
 *
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} description
 * @param {Record<string, string>} [headers]
 */
function sendError(response, status, description, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers });
  response.end(JSON.stringify({ code: status, description, data: [], source: "LocalGateway" }));
  return true;
}
