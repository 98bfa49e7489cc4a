/**
 * The two operations, GET .../batchJobStatus/{tracking id} and POST .../deviceBatches.
 *
 * @import { IncomingMessage } from "node:http"
 * @import { SimulatedResponse } from "../../src/js/testing/responses.js"
 * @import { Device } from "../../src/js/testing/devices.js"
 * @import { createJobs } from "./jobs.js"
 *
 * @typedef {ReturnType<typeof createJobs>} Jobs
 */
import { finished } from "node:stream/promises";
import { generateDevices, withOutcome } from "../../src/js/testing/devices.js";
import { refusalOf, STATUS_PATH } from "../../src/js/testing/operation.js";
import { errorResponse, notFound, success } from "../../src/js/testing/responses.js";
import { isTooLargeNow, tooManyAnswers } from "./responses.js";
import { scenarios } from "./scenarios.js";

/** How long a job takes by default. */
export const DEFAULT_SECONDS = 20;

const UPLOAD_PATH = /^\/+v1\/+customers\/+([^/]+)\/+deviceBatches\/?$/i;

/** Limit the memory that uploads can take while they are read. */
const MAX_DEVICES = 100_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const MAX_UPLOADS_AT_ONCE = 16;
const MAX_SECONDS = 3600;

/**
 * Returns the service's response to a request.
 *
 * @param {IncomingMessage} request
 * @param {Jobs} jobs
 * @returns {Promise<SimulatedResponse>}
 */
export async function respondTo(request, jobs) {
  const [path = "", query] = (request.url ?? "").split("?");
  const status = STATUS_PATH.exec(path);
  const upload = UPLOAD_PATH.exec(path);
  const [, customerId = "", trackingId = ""] = status ?? upload ?? [];

  if (!status && !upload) return { status: 404 };
  if (request.method !== (status ? "GET" : "POST")) return { status: 405, headers: { Allow: status ? "GET" : "POST" } };
  const refusal = refusalOf(customerId, request.headers.authorization);
  if (refusal) return refusal;
  return status
    ? batchJobStatus(customerId, trackingId, jobs)
    : deviceBatches(customerId, new URLSearchParams(query), request, jobs);
}

const invalidInput = errorResponse(400, {
  code: 800002,
  description: "Invalid request input",
  data: [],
  source: "PartnerFD",
});

const tooLarge = errorResponse(413, {
  code: 800002,
  description: `An upload may have at most ${MAX_BODY_BYTES} bytes.`,
  data: [],
  source: "PartnerFD",
});

const tooManyUploads = errorResponse(
  503,
  { code: 800003, description: "Too many uploads at once.", data: [], source: "PartnerFD" },
  { "Retry-After": "1" },
);

/** @param {string} customerId @param {string} trackingId @param {Jobs} jobs @returns {SimulatedResponse} */
function batchJobStatus(customerId, trackingId, jobs) {
  const scenario = scenarios.find((candidate) => candidate.trackingId === trackingId.toLowerCase());
  if (scenario?.response) return scenario.response(customerId, scenario.trackingId);
  if (isTooLargeNow(jobs.bytes(customerId, trackingId))) return tooManyAnswers;
  const details = scenario?.plan
    ? jobs.restartingDetails(customerId, { trackingId: scenario.trackingId, ...scenario.plan })
    : jobs.details(customerId, trackingId);
  return details ? success(JSON.stringify(details)) : notFound;
}

/**
 * In addition to the service's own parameters, `?devices=N` generates devices and `?seconds=N` sets how long the job takes.
 *
 * @param {string} customerId
 * @param {URLSearchParams} query
 * @param {IncomingMessage} request
 * @param {Jobs} jobs
 * @returns {Promise<SimulatedResponse>}
 */
async function deviceBatches(customerId, query, request, jobs) {
  if (uploadsAtOnce === MAX_UPLOADS_AT_ONCE) return tooManyUploads;
  const body = await readBody(request);
  if (body === undefined) return tooLarge;
  const devices = readDevices(query.get("devices"), body);
  const seconds = parseInteger(query.get("seconds") ?? String(DEFAULT_SECONDS), MAX_SECONDS);
  if (devices === undefined || seconds === undefined) return invalidInput;
  return { status: 202, headers: { Location: locationOf(customerId, jobs.start(customerId, devices, seconds)) } };
}

let uploadsAtOnce = 0;

/**
 * Returns the text of a body, or nothing if it is too large. Such a body is read to its end, because a client that is still sending may
 * not see an answer that comes before, but not kept. The chunks are copied as they come: each one of a byte would cost a hundred.
 *
 * @param {IncomingMessage} request
 */
async function readBody(request) {
  uploadsAtOnce++;
  try {
    const body = Buffer.alloc(MAX_BODY_BYTES);
    let length = 0;
    request.on("data", (/** @type {Buffer} */ chunk) => {
      chunk.copy(body, Math.min(length, MAX_BODY_BYTES));
      length += chunk.length;
    });
    await finished(request);
    return length <= MAX_BODY_BYTES ? body.toString("utf8", 0, length) : undefined;
  } finally {
    uploadsAtOnce--;
  }
}

/** @param {string | null} count @param {string} body @returns {Device[] | undefined} */
function readDevices(count, body) {
  if (count === null) return uploadedDevices(body);
  const number = parseInteger(count, MAX_DEVICES);
  return number === undefined ? undefined : generateDevices(number);
}

/** @param {string} text @param {number} max */
function parseInteger(text, max) {
  return /^\d{1,9}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}

/** Returns the devices of a DeviceBatchCreationRequest. The service ignores the case of field names. @param {string} body */
function uploadedDevices(body) {
  const devices = fieldOf(parseJson(body), "devices");
  if (!Array.isArray(devices) || devices.length > MAX_DEVICES) return undefined;
  return devices.map((device, index) => {
    const [serialNumber, productKey] = [fieldOf(device, "serialNumber"), fieldOf(device, "productKey")];
    return withOutcome(index, {
      ...(typeof serialNumber === "string" && { serialNumber }),
      ...(typeof productKey === "string" && { productKey }),
    });
  });
}

/** @param {string} json @returns {unknown} */
function parseJson(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** @param {unknown} object @param {string} name @returns {unknown} */
function fieldOf(object, name) {
  const lowerCase = name.toLowerCase();
  return Object.entries(object ?? {}).find(([key]) => key.toLowerCase() === lowerCase)?.[1];
}

/** Relative and without `/v1`, as the service sends it. @param {string} customerId @param {string} trackingId */
export function locationOf(customerId, trackingId) {
  return `/customers/${customerId}/batchJobStatus/${trackingId}`;
}
