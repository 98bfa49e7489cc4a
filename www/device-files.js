/**
 * Devices as somebody takes them away, each with its place in the upload and what is known about its error.
 *
 * @import { BatchUploadDetails } from "./partner-center-batch-status/index.js"
 * @import { ListedDevice } from "./device-list.js"
 */
import { toCsv, toTabSeparated } from "./csv.js";
import { deviceStatus } from "./status.js";

const COLUMNS = [
  "Row",
  "Serial number",
  "Product key",
  "Device id",
  "Status",
  "Error code",
  "Error name",
  "Meaning",
  "What to do",
];

/** @param {ListedDevice[]} devices */
export function devicesAsCsv(devices) {
  return toCsv([COLUMNS, ...devices.map(cellsOf)]);
}

/** @param {ListedDevice[]} devices */
export function devicesForPasting(devices) {
  return toTabSeparated([COLUMNS, ...devices.map(cellsOf)]);
}

/** The answer as it is, with these devices. @param {BatchUploadDetails} details @param {ListedDevice[]} devices */
export function devicesAsJson(details, devices) {
  const devicesStatus = devices.map(({ row, device, cause }) => ({ row, ...device, explanation: cause?.error }));
  return JSON.stringify({ ...details, devicesStatus }, undefined, 2);
}

/** @param {ListedDevice} listed */
function cellsOf({ row, device, cause }) {
  const { serialNumber = "", productKey = "", deviceId = "", status } = device;
  const { code = "", name = "", meaning = "", action = "" } = cause?.error ?? {};
  return [String(row), serialNumber, productKey, deviceId, deviceStatus(status).word, code, name, meaning, action];
}
