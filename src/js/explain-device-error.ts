import { DEVICE_ERRORS, type DeviceError } from "./device-errors.js";
import type { DeviceUploadDetails } from "./wasm/partner-center-batch-status.js";

/** What a device error means, in plain words. */
export interface DeviceErrorExplanation {
  /** The symbolic name, such as `"ZtdDeviceAssignedToOtherTenant"`. */
  name: string;
  /** The number, such as `"808"`, if one is publicly known for this name. */
  code?: string;
  /** What happened. */
  meaning: string;
  /** What to do about it. */
  action: string;
  /** Whether nothing is wrong: the device is registered already, or another entry of the upload has its result. */
  harmless: boolean;
  /** Whether the same upload can succeed later. */
  retryable: boolean;
}

/**
 * Explains why a device failed. Looks for the symbolic name in `errorDescription` first and for `errorCode` second, because public lists
 * agree on the names, but not on all numbers.
 *
 * @param device a device of the details, or just its two error fields
 * @returns `undefined` for a device without an error, and for an error that no public source explains
 */
export function explainDeviceError(
  device: Pick<DeviceUploadDetails, "errorCode" | "errorDescription">,
): DeviceErrorExplanation | undefined {
  const error = findByName(device.errorDescription) ?? findByCode(device.errorCode);
  if (error === undefined) return undefined;
  return {
    name: error.names[0],
    ...(error.code === undefined ? {} : { code: error.code }),
    meaning: error.meaning,
    action: error.action,
    harmless: error.harmless ?? false,
    retryable: error.retryable ?? false,
  };
}

/** The name can stand alone or inside a sentence. */
function findByName(description: string | undefined): DeviceError | undefined {
  const words = new Set(description?.toLowerCase().match(/\w+/g));
  return DEVICE_ERRORS.find(({ names }) => names.some((name) => words.has(name.toLowerCase())));
}

function findByCode(errorCode: string | undefined): DeviceError | undefined {
  const code = errorCode?.trim();
  return code === undefined ? undefined : DEVICE_ERRORS.find((error) => error.code === code);
}
