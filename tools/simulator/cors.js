/**
 * The CORS headers that a well-configured gateway adds, so that a page of another origin can call the service. Microsoft
 * documents none for the service itself, so the simulator can also omit them.
 *
 * @import { IncomingMessage } from "node:http"
 * @import { SimulatedResponse } from "./responses.js"
 */

const REQUEST_HEADERS = ["Authorization", "Content-Type", "MS-RequestId", "MS-CorrelationId", "X-Locale"];

/** A page of another origin can read only the headers that are exposed. */
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

/** Returns the response to a preflight request, and nothing for any other request. @param {IncomingMessage} request @returns {SimulatedResponse | undefined} */
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
