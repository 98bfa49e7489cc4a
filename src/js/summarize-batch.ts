import type { BatchUploadDetails, DeviceUploadDetails } from "./wasm/partner-center-batch-status.js";

/** The devices of a batch upload, counted and grouped by error. */
export interface BatchSummary {
  /** All devices. */
  total: number;
  /** Devices that are registered (`finished`). */
  succeeded: number;
  /** Devices that failed (`finished_with_errors`). */
  failed: number;
  /** Devices that the service is still working on (`queued`, `processing`). */
  pending: number;
  /** Devices without a definite status. */
  unknown: number;
  /** Whether the batch is `finished` or `finished_with_errors`. A complete batch can contain failed devices. */
  complete: boolean;
  /** The errors, the most frequent first, each with the positions of its devices in `devicesStatus`. */
  errors: {
    /** The number of the error, as the service sent it. */
    errorCode?: string;
    /** The symbolic name of the error, as the service sent it. */
    errorDescription?: string;
    /** The positions of the devices in `devicesStatus`, from 0. */
    devices: number[];
  }[];
}

/**
 * Counts the devices of a batch upload and groups their errors. Check each device: a batch can be `finished` although devices in it failed.
 */
export function summarizeBatch(details: BatchUploadDetails): BatchSummary {
  const count = { succeeded: 0, failed: 0, pending: 0, unknown: 0 };
  const errors = new Map<string, BatchSummary["errors"][number]>();
  details.devicesStatus.forEach((device, position) => {
    count[outcomeOf(device)]++;
    if (!hasError(device)) return;
    const { errorCode, errorDescription } = device;
    const key = JSON.stringify([errorCode, errorDescription]);
    const group = errors.get(key) ?? {
      ...(errorCode === undefined ? {} : { errorCode }),
      ...(errorDescription === undefined ? {} : { errorDescription }),
      devices: [],
    };
    group.devices.push(position);
    errors.set(key, group);
  });
  return {
    total: details.devicesStatus.length,
    ...count,
    complete: details.status === "finished" || details.status === "finished_with_errors",
    errors: [...errors.values()].sort((a, b) => b.devices.length - a.devices.length),
  };
}

function outcomeOf({ status }: DeviceUploadDetails): "succeeded" | "failed" | "pending" | "unknown" {
  if (status === "finished") return "succeeded";
  if (status === "finished_with_errors") return "failed";
  return status === "queued" || status === "processing" ? "pending" : "unknown";
}

/** A failed device has an error even if the service names none. A registered device has none. */
function hasError({ status, errorCode = "0", errorDescription = "" }: DeviceUploadDetails): boolean {
  if (status === "finished") return false;
  return status === "finished_with_errors" || !["", "0"].includes(errorCode.trim()) || errorDescription.trim() !== "";
}
