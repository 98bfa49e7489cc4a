/**
 * A device, with what the list, the table and the files need to know about it.
 */
import type { ErrorFields } from "../../explain-device-error.js";
import type { DeviceUploadDetails } from "../../index.js";
import type { DeviceError } from "../status/device-error.js";
import type { Outcome } from "../status/status.js";

export interface ListedDevice {
  /** Its position in the upload, counted from 1. */
  row: number;
  device: DeviceUploadDetails;
  outcome: Outcome;
  /** Its error, if it has one. */
  cause: Cause | undefined;
  /** The first other row with its serial number, if it is a duplicate. */
  otherRow: number | undefined;
}

/** All devices with the same error have the same cause. */
export interface Cause extends ErrorFields {
  /** Its name in a view. */
  key: string;
  /** What a device counts as that is `finished_with_errors` with it. */
  outcome: Outcome;
  error: DeviceError;
}
