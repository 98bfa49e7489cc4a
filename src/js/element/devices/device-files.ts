/**
 * Devices as files and as text for the clipboard, each with its row in the upload and the explanation of its error.
 */
import type { BatchUploadDetails } from "../../index.js";
import { toCsv, toTabSeparated } from "../files/csv.js";
import { type Cell, toWorkbook } from "../files/workbook.js";
import type { Language } from "../languages/language.js";
import { deviceStatus } from "../status/status.js";
import type { ListedDevice } from "./listed-device.js";

export function devicesAsWorkbook(language: Language, devices: ListedDevice[]): Uint8Array<ArrayBuffer> {
  return toWorkbook(language.table.heading, headerRow(language), dataRows(language, devices));
}

export function devicesAsCsv(language: Language, devices: ListedDevice[]): string {
  return toCsv(textRows(language, devices));
}

export function devicesAsTabSeparated(language: Language, devices: ListedDevice[]): string {
  return toTabSeparated(textRows(language, devices));
}

/** The details as the package returns them, with these devices only. */
export function devicesAsJson(details: BatchUploadDetails, devices: ListedDevice[]): string {
  const devicesStatus = devices.map(({ row, device, cause }) => ({ row, ...device, explanation: cause?.error }));
  return JSON.stringify({ ...details, devicesStatus }, undefined, 2);
}

function textRows(language: Language, devices: ListedDevice[]): string[][] {
  return [headerRow(language), ...dataRows(language, devices).map((cells) => cells.map(String))];
}

function headerRow({ columns, exporting }: Language): string[] {
  const { row, serial, key, id, status } = columns;
  const { errorCode, errorName, meaning, whatToDo } = exporting;
  return [...[row, serial, key, id, status].map(({ label }) => label), errorCode, errorName, meaning, whatToDo];
}

function dataRows(language: Language, devices: ListedDevice[]): Cell[][] {
  return devices.map(({ row, device, outcome, cause }) => {
    const { serialNumber = "", productKey = "", deviceId = "" } = device;
    const { word } = deviceStatus(language, device.status, outcome);
    const { code = "", name = "", meaning = "", action = "" } = cause?.error ?? {};
    return [row, serialNumber, productKey, deviceId, word, code, name, meaning, action];
  });
}
