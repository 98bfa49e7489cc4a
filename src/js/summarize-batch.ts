import type { BatchUploadDetails, DeviceUploadDetails } from "./wasm/partner-center-batch-status.js";

/** The devices of a batch upload, counted. */
export interface BatchSummary {
  /** All devices of the answer. */
  total: number;
  /** Devices that are registered (`finished`). */
  succeeded: number;
  /** Devices that are not (`finished_with_errors`). */
  failed: number;
  /** Devices that the service still works on (`queued`, `processing`). */
  pending: number;
  /** Devices of which the service says nothing definite. */
  unknown: number;
  /** Whether the batch is `finished` or `finished_with_errors`. It can be complete with failed devices. */
  complete: boolean;
  /** The errors that occur, the most frequent first, each with the positions of its devices in `devicesStatus`. */
  errors: {
    /** The number of the error, as the devices have it. */
    errorCode?: string;
    /** The symbolic name of the error, as the devices have it. */
    errorDescription?: string;
    /** The positions of the devices in `devicesStatus`, from 0. */
    devices: number[];
  }[];
}

/**
 * Counts the devices of a batch upload and groups their errors. Success is told per device: a batch can be `finished` while none
 * of its devices is registered.
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

/** A device that failed has an error even if it does not say which; one that is registered has none. */
function hasError({ status, errorCode = "0", errorDescription = "" }: DeviceUploadDetails): boolean {
  if (status === "finished") return false;
  return status === "finished_with_errors" || !["", "0"].includes(errorCode.trim()) || errorDescription.trim() !== "";
}
