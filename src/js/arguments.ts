import { readBatchLocation } from "./parse-batch-location.js";
import { invalidArgument } from "./partner-center-error.js";

/**
 * The tracking id out of what may be a `Location`, which then has to be one of this customer's.
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

/** A limit as given, or its default where the WebAssembly will refuse what was given. */
export function limitOrDefault(value: unknown, defaultMs: number): number {
  return typeof value === "number" && value > 0 ? value : defaultMs;
}
