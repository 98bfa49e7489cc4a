/**
 * The share sheet of the device, where the browser has one.
 */
import { WORKBOOK_TYPE } from "../files/workbook-type.js";
import type { CustomerMessage } from "./customer-message.js";

const MEDIA_TYPES = { xlsx: WORKBOOK_TYPE, csv: "text/csv" } as const;

/** The types of file that a list can have. */
export type ListType = keyof typeof MEDIA_TYPES;

/** The best type of file that the browser shares. Some share a table as text, and no workbook. */
export function shareableFile(): ListType | undefined {
  const types = Object.keys(MEDIA_TYPES) as ListType[];
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
