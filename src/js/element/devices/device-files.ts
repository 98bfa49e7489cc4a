/**
 * Devices as files.
 */
import { explainDeviceError } from "../../index.js";
import { toCsv } from "../files/csv.js";
import { saveFile } from "../files/save-file.js";
import { WORKBOOK_TYPE } from "../files/workbook-type.js";
import type { Language } from "../languages/language.js";
import type { Upload } from "../status/upload.js";
import { deviceRows } from "./device-rows.js";
import { isFiltered, type Selection, selectionFileName } from "./selection.js";
import { summarySheet } from "./summary-sheet.js";

/** The extension of the file. */
export type FileType = "xlsx" | "csv" | "json";

/** What writes workbooks, which a page loads when it is wanted, could not be loaded. */
class WorkbookMissingError extends Error {}

/** @returns what the user must know if the file can't be made, or nothing */
export async function saveDevices(
  type: FileType,
  language: Language,
  upload: Upload,
  selection: Selection,
): Promise<string> {
  try {
    saveFile(await devicesFile(type, language, upload, selection));
    return "";
  } catch (error) {
    return fileProblem(language, error);
  }
}

/** What the user must know. @param error of `devicesFile` */
export function fileProblem({ exporting }: Language, error: unknown): string {
  return error instanceof WorkbookMissingError ? exporting.unavailable : exporting.tooLarge;
}

export async function devicesFile(
  type: FileType,
  language: Language,
  upload: Upload,
  selection: Selection,
): Promise<File> {
  const now = new Date();
  const name = `${selectionFileName(language, upload, selection, now)}.${type}`;
  switch (type) {
    case "xlsx":
      return new File([await asWorkbook(language, upload, selection, now)], name, { type: WORKBOOK_TYPE });
    case "csv":
      return new File([asCsv(language, selection)], name, { type: "text/csv" });
    case "json":
      return new File([asJson(upload, selection)], name, { type: "application/json" });
  }
}

async function asWorkbook(
  language: Language,
  upload: Upload,
  selection: Selection,
  now: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const { toWorkbook } = await import("../files/workbook.js").catch(() => {
    throw new WorkbookMissingError();
  });
  const devices = {
    name: language.table.heading,
    rows: deviceRows(language, selection.devices),
    hasHeader: true,
  };
  return toWorkbook([devices, summarySheet(language, upload, selection, now)]);
}

function asCsv(language: Language, { devices }: Selection): string {
  return toCsv(deviceRows(language, devices).map((cells) => cells.map(String)));
}

/**
 * The details as the package returns them, with these devices only. For programs: it is the same in every language of the page.
 */
function asJson({ details, summary }: Upload, { filters, devices }: Selection): string {
  const { text, outcomes, causes } = filters;
  const filter = { text, outcomes, causes, devices: devices.length, total: summary.total };
  const devicesStatus = devices.map(({ row, device, outcome, cause }) => ({
    row,
    ...device,
    outcome,
    explanation: cause && explainDeviceError(device),
  }));
  return JSON.stringify({ ...details, ...(isFiltered(filters) && { filter }), devicesStatus }, undefined, 2);
}
