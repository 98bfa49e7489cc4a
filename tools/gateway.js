/**
 * The way from the page to the real service, which is not known to let a browser call it from another origin.
 *
 * It forwards one request and nothing else, GET /v1/customers/{guid}/batchJobStatus/{guid}, with the page's own token;
 * it stores and logs nothing.
 *
 * @import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
 */
import { pipeline } from "node:stream/promises";
import { proxyFetch } from "httpxy";
import { errorCode, isLoopback } from "./listen.js";

const GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const ROUTE = new RegExp(`^/v1/customers/${GUID}/batchJobStatus/${GUID}$`, "i");

/** What goes to the service; no cookie of another program on this machine's `localhost`, for one. */
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

/** What comes back; no cookie and no leave for other origins. */
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

/** A service that says nothing for this long has failed. */
const SILENCE_LIMIT_MS = 60_000;

/** @param {URL} upstream an origin, https but for this machine */
export function createGateway(upstream) {
  return {
    /** Answers what is not the page's, and tells whether it did. @param {IncomingMessage} request @param {ServerResponse} response */
    async handle(request, response) {
      // A foreign name that was made to point to this machine (DNS rebinding) gets nothing, not even the page.
      if (!isLocal(request)) return refuse(response, 421, "This server answers to localhost alone.");
      if (!request.url?.startsWith("/v1/")) return false;
      if (!ROUTE.test(request.url)) return refuse(response, 404, "Only batchJobStatus is forwarded.");
      if (request.method !== "GET") return refuse(response, 405, "Only GET is forwarded.", { Allow: "GET" });
      if (isCrossSite(request)) return refuse(response, 403, "Only the page of this server may call.");
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
  const caller = new AbortController();
  response.once("close", () => caller.abort());
  const target = new URL(request.url ?? "/", upstream);
  const init = { headers: only(REQUEST_HEADERS, request.headers), signal: caller.signal };
  // An environment that switches verification off for everything (NODE_TLS_REJECT_UNAUTHORIZED) does not switch it off here.
  const ssl = { rejectUnauthorized: true };
  const options = { agent: false, timeout: SILENCE_LIMIT_MS, ssl };
  let answer;
  try {
    answer = await proxyFetch(upstream.origin, target, init, options);
  } catch (error) {
    const reason = errorCode(error) ?? "no answer";
    refuse(response, 502, `${upstream.origin} could not be reached (${reason}).`);
    return;
  }
  for (const [name, value] of Object.entries(only(RESPONSE_HEADERS, Object.fromEntries(answer.headers)))) {
    response.setHeader(name, value);
  }
  response.setHeader("Cache-Control", "no-store");
  response.writeHead(answer.status, answer.statusText);
  await pipeline(answer.body ?? [], response);
}

/** @param {string[]} names @param {IncomingHttpHeaders} headers @returns {Record<string, string>} */
function only(names, headers) {
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : [])),
  );
}

/**
 * Refuses in the shape of the service's own errors, which the page can read.
 *
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} description
 * @param {Record<string, string>} [headers]
 */
function refuse(response, status, description, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers });
  response.end(JSON.stringify({ code: status, description, data: [], source: "LocalGateway" }));
  return true;
}
