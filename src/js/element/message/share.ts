/**
 * The share sheet of the device, where the browser has one.
 */
import { WORKBOOK_TYPE } from "../files/workbook-type.js";
import type { Upload } from "../status/upload.js";
import type { CustomerMessage } from "./customer-message.js";

/** Returns the list that goes with the message. */
export type GetFile = (type: "xlsx" | "csv", upload: Upload) => Promise<File>;

const MEDIA_TYPES = { xlsx: WORKBOOK_TYPE, csv: "text/csv" } as const;

/** The best type of file that the browser shares. Some share a table as text, and no workbook. */
export function shareableFile(): keyof typeof MEDIA_TYPES | undefined {
  const types = Object.keys(MEDIA_TYPES) as (keyof typeof MEDIA_TYPES)[];
  return types.find((type) => canShare(new File(["x"], `devices.${type}`, { type: MEDIA_TYPES[type] })));
}

function canShare(file: File): boolean {
  return navigator.canShare?.({ files: [file] }) === true;
}

/** To be called while a click is handled. Returns whether the sheet was shown, even if the user has closed it again. */
export async function shareMessage({ subject, text }: CustomerMessage, file: File | undefined): Promise<boolean> {
  try {
    await navigator.share({ title: subject, text, ...(file && { files: [file] }) });
    return true;
  } catch (error) {
    return error instanceof Error && error.name === "AbortError";
  }
}
