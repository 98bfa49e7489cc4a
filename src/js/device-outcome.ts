import { type ErrorFields, explainDeviceError, namesError } from "./explain-device-error.js";
import type { DeviceUploadDetails } from "./wasm/partner-center-batch-status.js";

/** What became of a device, as people count it: see the counts of `BatchSummary`. */
export type DeviceOutcome = "succeeded" | "alreadyRegistered" | "duplicates" | "failed" | "pending" | "unknown";

/** The harmless errors, by name. */
const HARMLESS_OUTCOMES: Record<string, DeviceOutcome> = {
  ZtdDeviceAlreadyAssigned: "alreadyRegistered",
  ZtdDeviceDuplicated: "duplicates",
};

export function outcomeOf(device: Pick<DeviceUploadDetails, "status"> & ErrorFields): DeviceOutcome {
  switch (device.status) {
    case "finished":
      return "succeeded";
    case "queued":
    case "processing":
      return "pending";
    case "finished_with_errors": {
      const explanation = explainDeviceError(device);
      return (explanation?.harmless && HARMLESS_OUTCOMES[explanation.name]) || "failed";
    }
    default:
      return "unknown";
  }
}

/** Whether there is an error to show. A failed device has one even if the service names none. A registered device has none. */
export function hasError(device: Pick<DeviceUploadDetails, "status"> & ErrorFields): boolean {
  if (device.status === "finished") return false;
  return device.status === "finished_with_errors" || namesError(device);
}
