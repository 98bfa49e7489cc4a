/**
 * Sends the responses of the service over HTTP.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @typedef {import("../../src/js/testing/responses.js").SimulatedResponse} SimulatedResponse
 */
import { randomBytes, randomUUID } from "node:crypto";
import { errorResponse, SERVER_HEADERS } from "../../src/js/testing/responses.js";

/**
 * Answers wait in memory for clients that read slowly or not at all, and pages of any origin may ask for them. Once this much waits, only small
 * ones are sent: 500 connections hold 32 MiB of them at most, and a client with a small upload is not kept waiting by one with large uploads.
 */
const MAX_BYTES_IN_FLIGHT = 32 * 1024 * 1024;
const MAX_SMALL_BYTES = 64 * 1024;

let bytesInFlight = 0;

/** Whether there is no room for a body, which is worth knowing before it is written. @param {number} bytes */
export function isTooLargeNow(bytes) {
  return bytes > MAX_SMALL_BYTES && bytesInFlight >= MAX_BYTES_IN_FLIGHT;
}

export const tooManyAnswers = errorResponse(
  503,
  { code: 800003, description: "Too many answers at once.", data: [], source: "PartnerFD" },
  { "Retry-After": "1" },
);

/**
 * Sends a response.
 *
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {SimulatedResponse} simulated
 * @param {Record<string, string>} [extraHeaders]
 */
export function send(request, response, simulated, extraHeaders = {}) {
  const body = Buffer.from(simulated.body ?? "");
  if (isTooLargeNow(body.length)) return send(request, response, tooManyAnswers, extraHeaders);
  bytesInFlight += body.length;
  response.once("close", () => {
    bytesInFlight -= body.length;
  });

  const headers = { ...(simulated.bare ? {} : serviceHeaders(request)), ...simulated.headers, ...extraHeaders };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!response.hasHeader("Transfer-Encoding")) response.setHeader("Content-Length", body.length);
  response.statusCode = simulated.status;
  if (simulated.reason !== undefined) response.statusMessage = simulated.reason;
  response.end(body);
}

/** Both ids are the request's, or new ones if it has none, as in recorded sessions. @param {IncomingMessage} request */
function serviceHeaders(request) {
  return {
    "MS-CorrelationId": String(request.headers["ms-correlationid"] ?? randomUUID()),
    "MS-RequestId": String(request.headers["ms-requestid"] ?? randomUUID()),
    "MS-CV": `${randomBytes(12).toString("base64")}.0`,
    ...SERVER_HEADERS,
  };
}
