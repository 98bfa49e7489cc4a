/**
 * The responses of the service: their bodies, and the headers that all of them have.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 *
 * @typedef {object} SimulatedResponse
 * @property {number} status
 * @property {string} [reason] the reason phrase, if not the usual one
 * @property {Record<string, string>} [headers] in addition to the service's own headers; those with the same name are replaced
 * @property {string} [body]
 * @property {boolean} [bare] without the service's own headers, as from a proxy in front of the service
 */
import { randomBytes, randomUUID } from "node:crypto";

const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };

/** Recorded responses of the service are three bytes longer than their JSON: they begin with a UTF-8 byte order mark. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A successful response, with the byte order mark that the service puts before its JSON.
 *
 * @param {string} json
 * @returns {SimulatedResponse & { body: string }}
 */
export function success(json) {
  return { status: 200, headers: JSON_TYPE, body: BYTE_ORDER_MARK + json };
}

/**
 * An error of the service. The documented ones have no byte order mark: they are as long as their JSON.
 *
 * @param {number} status
 * @param {{ code: number | string, description: string, data?: string[], source: string }} body
 * @param {Record<string, string>} [headers]
 * @returns {SimulatedResponse}
 */
export function errorResponse(status, body, headers = {}) {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) };
}

/** The error for something that does not exist. */
export const notFound = errorResponse(404, { code: 1000, description: "Not found", data: [], source: "PartnerFD" });

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
    "MS-ServerId": "0000112E",
    "Request-Context": "appId=cid-v1:03ce8ca8-8373-4021-8f25-d5dd45c7b12f",
  };
}
