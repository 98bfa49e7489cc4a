import { type DeviceOutcome, hasError, outcomeOf, outcomeOfError } from "./device-outcome.js";
import type { ErrorFields } from "./explain-device-error.js";
import type { BatchUploadDetails } from "./wasm/types.js";

/**
 * The devices of a batch upload, counted as people count them, and grouped by error. Every device is in one of the six counts, so they add up
 * to `total`.
 */
export interface BatchSummary {
  /** All devices: the rows of the upload. */
  total: number;
  /** Devices that this upload has registered (`finished`, without an error that is known to mean the opposite). */
  succeeded: number;
  /**
   * Devices that were registered to this customer before (`finished_with_errors` with `ZtdDeviceAlreadyAssigned`). Nothing is to be done, but
   * to look whether they are in the customer's list.
   */
  alreadyRegistered: number;
  /** Devices that occur more than once in the upload (`ZtdDeviceDuplicated`). Another row tells the result. */
  duplicates: number;
  /** Devices that failed for any other reason: somebody must act. */
  failed: number;
  /** Devices that the service is still working on (`queued`, `processing`). */
  pending: number;
  /** Devices without a definite status. */
  unknown: number;
  /** Whether the batch is `finished` or `finished_with_errors`. A complete batch can contain failed devices. */
  complete: boolean;
  /** The errors: those for which somebody must act first, then the most frequent first. */
  errors: {
    /** The number of the error, as the service sent it. */
    errorCode?: string;
    /** The symbolic name of the error, as the service sent it. */
    errorDescription?: string;
    /** Whether nobody must act, but to look: see `explainDeviceError`. */
    harmless: boolean;
    /** The positions of the devices in `devicesStatus`, from 0. */
    devices: number[];
  }[];
}

/**
 * Counts the devices of a batch upload and groups their errors by number and name together. Check each device: a batch can be `finished`
 * although devices in it failed, and `finished_with_errors` although nobody must act.
 */
export function summarizeBatch(details: BatchUploadDetails): BatchSummary {
  const counts: Record<DeviceOutcome, number> = {
    succeeded: 0,
    alreadyRegistered: 0,
    duplicates: 0,
    failed: 0,
    pending: 0,
    unknown: 0,
  };
  const groups = new Map<string, ErrorGroup>();
  details.devicesStatus.forEach((device, position) => {
    const group = hasError(device) ? groupOf(device, groups) : undefined;
    group?.error.devices.push(position);
    counts[group?.outcome ?? outcomeOf(device.status)]++;
  });
  return {
    total: details.devicesStatus.length,
    ...counts,
    complete: details.status === "finished" || details.status === "finished_with_errors",
    errors: [...groups.values()]
      .map(({ error }) => error)
      .sort((a, b) => Number(a.harmless) - Number(b.harmless) || b.devices.length - a.devices.length),
  };
}

interface ErrorGroup {
  error: BatchSummary["errors"][number];
  /** What its devices count as. */
  outcome: DeviceOutcome;
}

/** The group of a device's error, by number and name. It is added if it is new. */
function groupOf({ errorCode, errorDescription }: ErrorFields, groups: Map<string, ErrorGroup>): ErrorGroup {
  const key = JSON.stringify([errorCode, errorDescription]);
  const known = groups.get(key);
  if (known !== undefined) return known;
  const fields = {
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(errorDescription === undefined ? {} : { errorDescription }),
  };
  const outcome = outcomeOfError(fields);
  const added = { error: { ...fields, harmless: outcome !== "failed", devices: [] }, outcome };
  groups.set(key, added);
  return added;
}
