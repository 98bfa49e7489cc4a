/**
 * The responses of the service: their bodies, and the headers that all of them have.
 *
 * The files in JavaScript here are the source of the local simulator (`tools/simulator`) too, which starts before anything is built.
 *
 * @typedef {object} SimulatedResponse
 * @property {number} status
 * @property {string} [reason] the reason phrase, if not the usual one
 * @property {Record<string, string>} [headers] in addition to the service's own headers; those with the same name are replaced
 * @property {string} [body]
 * @property {boolean} [bare] without the service's own headers, as from a proxy in front of the service
 */

const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };

/** Recorded responses of the service are three bytes longer than their JSON: they begin with a UTF-8 byte order mark. */
const BYTE_ORDER_MARK = "\uFEFF";

/** The headers that are the same in every response of the service. */
export const SERVER_HEADERS = {
  "MS-ServerId": "0000112E",
  "Request-Context": "appId=cid-v1:03ce8ca8-8373-4021-8f25-d5dd45c7b12f",
};

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
