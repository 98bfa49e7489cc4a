import { type ErrorFields, findDeviceError, namesError } from "./explain-device-error.js";
import type { DeviceUploadDetails, UploadStatus } from "./wasm/types.js";

/** What became of a device, as people count it: see the counts of `BatchSummary`. */
export type DeviceOutcome = "succeeded" | "alreadyRegistered" | "duplicates" | "failed" | "pending" | "unknown";

/**
 * What a device counts as that is `finished_with_errors` with this error. To explain an error takes twenty times as long as to count a device, so
 * it is asked once for each error of a batch.
 */
export function outcomeOfError(error: ErrorFields): DeviceOutcome {
  return findDeviceError(error)?.harmless ?? "failed";
}

/** @param ofError what its error counts as, if it has one */
export function outcomeOf(status: UploadStatus, ofError: DeviceOutcome = "failed"): DeviceOutcome {
  switch (status) {
    case "finished":
      return "succeeded";
    case "queued":
    case "processing":
      return "pending";
    case "finished_with_errors":
      return ofError;
    default:
      return "unknown";
  }
}

/** Whether there is an error to show. A failed device has one even if the service names none. A registered device has none. */
export function hasError(device: Pick<DeviceUploadDetails, "status"> & ErrorFields): boolean {
  if (device.status === "finished") return false;
  return device.status === "finished_with_errors" || namesError(device);
}
