/**
 * The uploads that this browser remembers: their ids and base addresses, never a token. Only with the user's consent.
 *
 * @typedef {{ customerId: string, trackingId: string, baseUrl: string }} UploadAddress
 */
import { readItem, removeItem, writeItem } from "./storage.js";

const KEY = "partner-center-batch-status.uploads";

/** `undefined` if nothing is to be remembered. @returns {UploadAddress[] | undefined} */
export function readSavedUploads() {
  try {
    const found = JSON.parse(readItem(KEY) ?? "null");
    return Array.isArray(found) ? found.filter(isAddress) : undefined;
  } catch {
    // Something else can be stored under this key.
    return undefined;
  }
}

/** @param {UploadAddress[]} uploads */
export function saveUploads(uploads) {
  const addresses = uploads.map(({ customerId, trackingId, baseUrl }) => ({ customerId, trackingId, baseUrl }));
  writeItem(KEY, JSON.stringify(addresses));
}

export function deleteSavedUploads() {
  removeItem(KEY);
}

/** @param {unknown} entry @returns {entry is UploadAddress} */
function isAddress(entry) {
  if (typeof entry !== "object" || entry === null) return false;
  const { customerId, trackingId, baseUrl } = /** @type {Record<string, unknown>} */ (entry);
  return [customerId, trackingId, baseUrl].every((part) => typeof part === "string" && part !== "");
}
