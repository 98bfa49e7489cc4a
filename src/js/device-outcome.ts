import { type ErrorFields, explainDeviceError, findDeviceError, namesError } from "./explain-device-error.js";
import type { DeviceUploadDetails, UploadStatus } from "./wasm/types.js";

/** What became of a device, as people count it: see the counts of `BatchSummary`. */
export type DeviceOutcome = "succeeded" | "alreadyRegistered" | "duplicates" | "failed" | "pending" | "unknown";

/**
 * What a device counts as that has this error to show. To explain an error takes far longer than to count a device, so it is asked once for each
 * error of a batch.
 */
export function outcomeOfError(error: ErrorFields): DeviceOutcome {
  return findDeviceError(error)?.harmless ?? "failed";
}

/** What a device counts as that has no error to show: see `hasError`. */
export function outcomeOf(status: UploadStatus): DeviceOutcome {
  switch (status) {
    case "finished":
      return "succeeded";
    case "queued":
    case "processing":
      return "pending";
    case "finished_with_errors":
      return "failed";
    default:
      return "unknown";
  }
}

/**
 * Whether there is an error to show. A failed device has one even if the service names none. A device that the service still works on has none,
 * and neither has a registered one, unless its error is known to mean that it failed. With a status that says nothing, the error tells what
 * became of the device.
 */
export function hasError(device: Pick<DeviceUploadDetails, "status"> & ErrorFields): boolean {
  switch (outcomeOf(device.status)) {
    case "failed":
      return true;
    case "succeeded":
      return namesError(device) && explainDeviceError(device)?.harmless === false;
    case "unknown":
      return namesError(device);
    default:
      return false;
  }
}
