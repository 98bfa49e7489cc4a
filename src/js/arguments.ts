import { readBatchLocation } from "./parse-batch-location.js";
import { invalidArgument } from "./partner-center-error.js";

/**
 * Reads the tracking id from a GUID or a `Location`. A `Location` that names a customer has to name this one.
 *
 * @throws PartnerCenterError with code `invalid-argument`
 */
export function readTrackingId(customerId: unknown, trackingId: unknown): string {
  const location = readBatchLocation(trackingId, "trackingId");
  const isOtherCustomer =
    typeof customerId === "string" && customerId.toLowerCase() !== (location.customerId ?? customerId.toLowerCase());
  if (isOtherCustomer)
    throw invalidArgument("trackingId", "is the Location of an upload for another customer than customerId");
  return location.trackingId;
}

/** The limit, or the default in place of a value that the WebAssembly will reject. */
export function limitOrDefault(value: unknown, defaultMs: number): number {
  return typeof value === "number" && value > 0 ? value : defaultMs;
}
