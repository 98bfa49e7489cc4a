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
  /** Whether nobody must act, but to look: the device was registered before, or another row of the upload tells its result. */
  harmless: boolean;
  /** Whether the same upload can succeed later. */
  retryable: boolean;
}

/** The two fields of a device that tell its error. */
export type ErrorFields = Pick<DeviceUploadDetails, "errorCode" | "errorDescription">;

/** How the directory says that there is no error, in any case: code 0 with one of these names. Seen in public reports, not documented. */
const NO_ERROR_NAMES = ["", "none", "success", "noerror"];

/**
 * Explains why a device failed. The name of the error decides, wherever it stands in the two fields. The number decides where there is no
 * known name, or where two errors have the same one: the service sends 806 with two names that mean opposite things.
 *
 * @param device a device of the details, or just its two error fields
 * @returns `undefined` for a device without an error, and for an error that no public source explains
 */
export function explainDeviceError(device: ErrorFields): DeviceErrorExplanation | undefined {
  const numbered = findByNumber(device);
  const named = findByName(device, numbered);
  const error = named ?? numbered;
  if (error === undefined) return undefined;
  // With a name that nobody knows, the number can mean something else.
  const isSure = named !== undefined || withoutNumber(device.errorDescription) === "";
  return {
    name: error.names[0],
    ...(error.code === undefined ? {} : { code: error.code }),
    meaning: error.meaning,
    action: error.action,
    harmless: (error.harmless ?? false) && isSure,
    retryable: error.retryable ?? false,
  };
}

/** Whether the two fields name an error. */
export function namesError({ errorCode = "", errorDescription = "" }: ErrorFields): boolean {
  const hasCode = !["", "0"].includes(errorCode.trim());
  return hasCode || !NO_ERROR_NAMES.includes(errorDescription.trim().toLowerCase());
}

/** The first known name in the two fields. It can stand alone, behind its number or inside a sentence. */
function findByName({ errorCode = "", errorDescription = "" }: ErrorFields, numbered: DeviceError | undefined) {
  const words = `${errorDescription} ${errorCode}`.toLowerCase().match(/\w+/g) ?? [];
  const named = words.map((word) => errorsByName().get(word)).find((errors) => errors !== undefined);
  return named?.find((error) => error === numbered) ?? named?.[0];
}

let byName: Map<string, DeviceError[]> | undefined;

/** The errors with a name, in lower case. That for which it is the main name comes first. */
function errorsByName(): Map<string, DeviceError[]> {
  if (byName === undefined) {
    byName = new Map();
    for (const error of DEVICE_ERRORS) {
      for (const [position, name] of error.names.entries()) {
        const others = byName.get(name.toLowerCase()) ?? [];
        byName.set(name.toLowerCase(), position === 0 ? [error, ...others] : [...others, error]);
      }
    }
  }
  return byName;
}

/** The number stands alone or first in one of the fields, as in `808 - ZtdDeviceAssignedToOtherTenant`. */
function findByNumber({ errorCode, errorDescription }: ErrorFields): DeviceError | undefined {
  const number = leadingNumber(errorCode) ?? leadingNumber(errorDescription);
  return number === undefined ? undefined : DEVICE_ERRORS.find(({ code }) => code === number);
}

function leadingNumber(text: string | undefined): string | undefined {
  return /^\s*(\d+)\b/.exec(text ?? "")?.[1];
}

function withoutNumber(text = ""): string {
  return text.replace(/^\s*\d+\b/, "").trim();
}
