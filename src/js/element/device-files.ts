/**
 * Devices as somebody takes them away, each with its place in the upload and what is known about its error.
 */
import type { BatchUploadDetails } from "../index.js";
import { toCsv, toTabSeparated } from "./csv.js";
import type { ListedDevice } from "./device-list.js";
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

export function devicesAsCsv(devices: ListedDevice[]): string {
  return toCsv([COLUMNS, ...devices.map(cellsOf)]);
}

export function devicesForPasting(devices: ListedDevice[]): string {
  return toTabSeparated([COLUMNS, ...devices.map(cellsOf)]);
}

/** The answer as it is, with these devices. */
export function devicesAsJson(details: BatchUploadDetails, devices: ListedDevice[]): string {
  const devicesStatus = devices.map(({ row, device, cause }) => ({ row, ...device, explanation: cause?.error }));
  return JSON.stringify({ ...details, devicesStatus }, undefined, 2);
}

function cellsOf({ row, device, cause }: ListedDevice): string[] {
  const { serialNumber = "", productKey = "", deviceId = "", status } = device;
  const { code = "", name = "", meaning = "", action = "" } = cause?.error ?? {};
  return [String(row), serialNumber, productKey, deviceId, deviceStatus(status).word, code, name, meaning, action];
}
