/**
 * The two operations: GET .../batchJobStatus/{tracking id} and POST .../deviceBatches, and who may call them.
 *
 * @import { IncomingMessage } from "node:http"
 * @import { Answer } from "./responses.js"
 * @import { Device } from "./devices.js"
 * @import { createJobs } from "./jobs.js"
 *
 * @typedef {ReturnType<typeof createJobs>} Jobs
 */
import { text } from "node:stream/consumers";
import { madeUpDevices, withOutcome } from "./devices.js";
import { fault, notFound, success } from "./responses.js";
import { scenarios } from "./scenarios.js";

/** How long an uploaded job takes when the caller says nothing. */
export const DEFAULT_SECONDS = 20;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// Both are found in use: the documentation's own sample has `batchjobstatus`, and a live client calls `/v1//customers/...`.
const STATUS_PATH = /^\/+v1\/+customers\/+([^/]+)\/+batchJobStatus\/+([^/]+)\/?$/i;
const UPLOAD_PATH = /^\/+v1\/+customers\/+([^/]+)\/+deviceBatches\/?$/i;

/** More would only fill the memory. */
const MOST_DEVICES = 100_000;
const LONGEST_SECONDS = 3600;

/**
 * The service's answer to a request.
 *
 * @param {IncomingMessage} request
 * @param {Jobs} jobs
 * @returns {Promise<Answer>}
 */
export async function answerTo(request, jobs) {
  const [path = "", query] = (request.url ?? "").split("?");
  const status = STATUS_PATH.exec(path);
  const upload = UPLOAD_PATH.exec(path);
  const [, customerId = "", trackingId = ""] = status ?? upload ?? [];

  if (!status && !upload) return { status: 404 };
  if (request.method !== (status ? "GET" : "POST")) return { status: 405, headers: { Allow: status ? "GET" : "POST" } };
  if (!/^Bearer \S+$/i.test(request.headers.authorization ?? "")) return tokenMissing;
  if (!GUID.test(customerId)) return tenantIdIsNoGuid;
  return status
    ? batchJobStatus(customerId, trackingId, jobs)
    : deviceBatches(customerId, new URLSearchParams(query), request, jobs);
}

const tokenMissing = fault(
  401,
  { code: 800001, description: "Partner Token missing in request context", data: [], source: "PartnerFD" },
  { "WWW-Authenticate": "OAuth realm=urn:cpsvc:cpid:df845f1a-7b35-40a2-ba78-6481de91f8ae" },
);

const tenantIdIsNoGuid = fault(400, {
  code: 2000,
  description: "Tenant Id must be a GUID.",
  data: [],
  source: "PartnerApiServiceControllers",
});

const invalidInput = fault(400, {
  code: 800002,
  description: "Invalid request input",
  data: [],
  source: "PartnerFD",
});

/** @param {string} customerId @param {string} trackingId @param {Jobs} jobs @returns {Answer} */
function batchJobStatus(customerId, trackingId, jobs) {
  const scenario = scenarios.find((candidate) => candidate.trackingId === trackingId.toLowerCase());
  if (scenario?.answer) return scenario.answer(customerId);
  const details = scenario?.plan
    ? jobs.repeatedDetails(customerId, { trackingId: scenario.trackingId, ...scenario.plan })
    : jobs.details(customerId, trackingId);
  return details ? success(JSON.stringify(details)) : notFound;
}

/**
 * Beside what the service knows, `?devices=N` makes devices up and `?seconds=N` says how long the job takes.
 *
 * @param {string} customerId
 * @param {URLSearchParams} query
 * @param {IncomingMessage} request
 * @param {Jobs} jobs
 * @returns {Promise<Answer>}
 */
async function deviceBatches(customerId, query, request, jobs) {
  const devices = wantedDevices(query.get("devices"), await text(request));
  const seconds = wholeNumber(query.get("seconds") ?? String(DEFAULT_SECONDS), LONGEST_SECONDS);
  if (devices === undefined || seconds === undefined) return invalidInput;
  return { status: 202, headers: { Location: locationOf(customerId, jobs.start(customerId, devices, seconds)) } };
}

/** @param {string | null} count @param {string} body @returns {Device[] | undefined} */
function wantedDevices(count, body) {
  if (count === null) return uploadedDevices(body);
  const number = wholeNumber(count, MOST_DEVICES);
  return number === undefined ? undefined : madeUpDevices(number);
}

/** @param {string} text @param {number} most */
function wholeNumber(text, most) {
  return /^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** The devices of a DeviceBatchCreationRequest, in whose field names the service minds no case. @param {string} body */
function uploadedDevices(body) {
  const devices = field(parsed(body), "devices");
  if (!Array.isArray(devices)) return undefined;
  return devices.map((device, index) => {
    const [serialNumber, productKey] = [field(device, "serialNumber"), field(device, "productKey")];
    return withOutcome(index, {
      ...(typeof serialNumber === "string" && { serialNumber }),
      ...(typeof productKey === "string" && { productKey }),
    });
  });
}

/** @param {string} json @returns {unknown} */
function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** @param {unknown} object @param {string} name @returns {unknown} */
function field(object, name) {
  const wanted = name.toLowerCase();
  return Object.entries(object ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

/** Relative and without `/v1`, as the service writes it. @param {string} customerId @param {string} trackingId */
export function locationOf(customerId, trackingId) {
  return `/customers/${customerId}/batchJobStatus/${trackingId}`;
}
