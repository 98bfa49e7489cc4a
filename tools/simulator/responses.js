/**
 * What the service sends: its bodies, and the headers that it puts on every answer.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {string} [reason] the reason phrase, when it is not the usual one
 * @property {Record<string, string>} [headers] besides the service's own, or in place of them
 * @property {string} [body]
 * @property {boolean} [bare] without the service's own headers: something in front of the service answered
 */
import { randomBytes, randomUUID } from "node:crypto";

const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };

/** Recorded answers of the service are three bytes longer than their JSON: a UTF-8 byte order mark. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A success, with the byte order mark that the service puts before its JSON.
 *
 * @param {string} json
 * @returns {Answer & { body: string }}
 */
export function success(json) {
  return { status: 200, headers: JSON_TYPE, body: BYTE_ORDER_MARK + json };
}

/**
 * An error of the service. The documented ones are as long as their JSON: no byte order mark.
 *
 * @param {number} status
 * @param {{ code: number | string, description: string, data?: string[], source: string }} body
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
export function fault(status, body, headers = {}) {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) };
}

/** The error for what does not exist. */
export const notFound = fault(404, { code: 1000, description: "Not found", data: [], source: "PartnerFD" });

/**
 * Sends an answer.
 *
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Answer} answer
 * @param {Record<string, string>} [extraHeaders]
 */
export function send(request, response, answer, extraHeaders = {}) {
  const headers = { ...(answer.bare ? {} : serviceHeaders(request)), ...answer.headers, ...extraHeaders };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!response.hasHeader("Transfer-Encoding")) {
    response.setHeader("Content-Length", Buffer.byteLength(answer.body ?? ""));
  }
  response.statusCode = answer.status;
  if (answer.reason !== undefined) response.statusMessage = answer.reason;
  response.end(answer.body);
}

/** As in recorded sessions: both ids are the request's, or made when it has none. @param {IncomingMessage} request */
function serviceHeaders(request) {
  return {
    "MS-CorrelationId": String(request.headers["ms-correlationid"] ?? randomUUID()),
    "MS-RequestId": String(request.headers["ms-requestid"] ?? randomUUID()),
    "MS-CV": `${randomBytes(12).toString("base64")}.0`,
    "MS-ServerId": "0000112E",
    "Request-Context": "appId=cid-v1:03ce8ca8-8373-4021-8f25-d5dd45c7b12f",
  };
}
