import { invalidArgument } from "./partner-center-error.js";

const GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const BARE_GUID = new RegExp(`^${GUID}$`, "i");
const LOCATION = new RegExp(`^(?:[^?#]*?/)??(?:customers/(${GUID})/)?batchJobStatus/(${GUID})/?(?:[?#].*)?$`, "i");

/**
 * Reads the ids from the `Location` header of the response to an upload.
 *
 * The service sends `/customers/{customer-id}/batchJobStatus/{batchtracking-id}`. Absolute URLs are accepted too, with or without `/v1`, in
 * upper or lower case, with a slash or a query at the end, and so is a bare tracking id.
 *
 * @returns the ids in lower case; no `customerId` if the value contains none
 * @throws PartnerCenterError with code `invalid-argument` for anything else
 */
export function parseBatchLocation(location: string): { customerId?: string; trackingId: string } {
  return readBatchLocation(location, "location");
}

/** Does the same for an argument of another name, which the error message then contains. */
export function readBatchLocation(location: unknown, argument: string): { customerId?: string; trackingId: string } {
  const text = typeof location === "string" ? location.trim() : "";
  if (BARE_GUID.test(text)) return { trackingId: text.toLowerCase() };
  const [, customerId, trackingId] = LOCATION.exec(text)?.map((part) => part?.toLowerCase()) ?? [];
  if (trackingId === undefined) {
    throw invalidArgument(argument, "must be a GUID or the Location value of the upload's answer");
  }
  return customerId === undefined ? { trackingId } : { customerId, trackingId };
}
