/**
 * Devices as the rows of a table that leaves the page, each with its row in the upload and the explanation of its error.
 */
import { toTabSeparated } from "../files/csv.js";
import type { Cell } from "../files/workbook.js";
import type { Language } from "../languages/language.js";
import { deviceStatus } from "../status/status.js";
import type { ListedDevice } from "./listed-device.js";

/** A header and a row for each device. */
export function deviceRows(language: Language, devices: ListedDevice[]): Cell[][] {
  const { columns, exporting } = language;
  const { row, serial, key, id, status } = columns;
  const { errorCode, errorName, meaning, whatToDo } = exporting;
  const header = [...[row, serial, key, id, status].map(({ label }) => label), errorCode, errorName, meaning, whatToDo];
  return [header, ...devices.map((listed) => deviceRow(language, listed))];
}

export function devicesAsTabSeparated(language: Language, devices: ListedDevice[]): string {
  return toTabSeparated(deviceRows(language, devices).map((cells) => cells.map(String)));
}

function deviceRow(language: Language, { row, device, outcome, cause }: ListedDevice): Cell[] {
  const { serialNumber = "", productKey = "", deviceId = "" } = device;
  const { word } = deviceStatus(language, device.status, outcome);
  const { code = "", name = "", meaning = "", action = "" } = cause?.error ?? {};
  return [row, serialNumber, productKey, deviceId, word, code, name, meaning, action];
}
