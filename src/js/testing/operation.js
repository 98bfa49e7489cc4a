/**
 * The operation that gets a status, as a request names it, and what the service checks before it looks for the upload.
 *
 * @import { SimulatedResponse } from "./responses.js"
 */
import { errorResponse } from "./responses.js";

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Real callers vary: the sample in the documentation has `batchjobstatus`, and a live client calls `/v1//customers/...`. The groups are the
 * two ids.
 */
export const STATUS_PATH = /^\/+v1\/+customers\/+([^/]+)\/+batchJobStatus\/+([^/]+)\/?$/i;

const tokenMissing = errorResponse(
  401,
  { code: 800001, description: "Partner Token missing in request context", data: [], source: "PartnerFD" },
  { "WWW-Authenticate": "OAuth realm=urn:cpsvc:cpid:df845f1a-7b35-40a2-ba78-6481de91f8ae" },
);

const tenantIdNotGuid = errorResponse(400, {
  code: 2000,
  description: "Tenant Id must be a GUID.",
  data: [],
  source: "PartnerApiServiceControllers",
});

/**
 * Returns the error for a caller without a token, or with a customer that can't exist.
 *
 * @param {string} customerId
 * @param {string | undefined} authorization
 * @returns {SimulatedResponse | undefined}
 */
export function refusalOf(customerId, authorization) {
  if (!/^Bearer \S+$/i.test(authorization ?? "")) return tokenMissing;
  return GUID.test(customerId) ? undefined : tenantIdNotGuid;
}
