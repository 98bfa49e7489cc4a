/**
 * What a well-configured gateway adds so that a page of another origin can call the service. Microsoft documents nothing of
 * the kind for the service itself, so the simulator can also do without.
 *
 * @import { IncomingMessage } from "node:http"
 * @import { Answer } from "./responses.js"
 */

const REQUEST_HEADERS = ["Authorization", "Content-Type", "MS-RequestId", "MS-CorrelationId", "X-Locale"];

/** Without being named here these are hidden from a page of another origin. */
const RESPONSE_HEADERS = [
  "MS-RequestId",
  "MS-CorrelationId",
  "MS-CV",
  "MS-ServerId",
  "Request-Context",
  "Retry-After",
  "WWW-Authenticate",
  "Date",
];

/** @param {IncomingMessage} request @returns {Record<string, string>} */
export function corsHeaders(request) {
  if (request.headers.origin === undefined) return {};
  return { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": RESPONSE_HEADERS.join(", ") };
}

/** The answer to a browser that asks whether it may call, if this is one. @param {IncomingMessage} request @returns {Answer | undefined} */
export function preflight(request) {
  if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) return undefined;
  return {
    status: 204,
    bare: true,
    headers: {
      "Access-Control-Allow-Methods": "GET, POST",
      "Access-Control-Allow-Headers": REQUEST_HEADERS.join(", "),
      "Access-Control-Max-Age": "600",
    },
  };
}
