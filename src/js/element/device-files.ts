/**
 * Devices as somebody takes them away, each with its place in the upload and what is known about its error.
 */
import type { BatchUploadDetails } from "../index.js";
import { toCsv, toTabSeparated } from "./csv.js";
import type { ListedDevice } from "./device-list.js";
import type { Language } from "./languages/language.js";
import { deviceStatus } from "./status.js";

export function devicesAsCsv(language: Language, devices: ListedDevice[]): string {
  return toCsv(tableOf(language, devices));
}

export function devicesForPasting(language: Language, devices: ListedDevice[]): string {
  return toTabSeparated(tableOf(language, devices));
}

/** The answer as it is, with these devices. */
export function devicesAsJson(details: BatchUploadDetails, devices: ListedDevice[]): string {
  const devicesStatus = devices.map(({ row, device, cause }) => ({ row, ...device, explanation: cause?.error }));
  return JSON.stringify({ ...details, devicesStatus }, undefined, 2);
}

function tableOf(language: Language, devices: ListedDevice[]): string[][] {
  const { columns, takeAway } = language;
  const { row, serial, key, id, status } = columns;
  return [
    [
      ...[row, serial, key, id, status].map(({ label }) => label),
      takeAway.errorCode,
      takeAway.errorName,
      takeAway.meaning,
      takeAway.whatToDo,
    ],
    ...devices.map((listed) => cellsOf(language, listed)),
  ];
}

function cellsOf(language: Language, { row, device, cause }: ListedDevice): string[] {
  const { serialNumber = "", productKey = "", deviceId = "" } = device;
  const { word } = deviceStatus(language, device.status);
  const { code = "", name = "", meaning = "", action = "" } = cause?.error ?? {};
  return [String(row), serialNumber, productKey, deviceId, word, code, name, meaning, action];
}
