/**
 * The uploads that this browser remembers: their ids and base addresses, never a token. Only with the user's consent. Other pages of the host can
 * write to the same storage, so what is read is checked, and its size is bounded.
 *
 * @typedef {{ customerId: string, trackingId: string, baseUrl: string }} UploadAddress
 */
import { readItem, removeItem, writeItem } from "./storage.js";

const KEY = "partner-center-batch-status.uploads";

/** Each has an element of its own on the page. */
const MAX_UPLOADS = 100;
/** Longer than any id, Location or base address. */
const MAX_LENGTH = 2048;

/** `undefined` if nothing is to be remembered. @returns {UploadAddress[] | undefined} */
export function readSavedUploads() {
  try {
    const found = JSON.parse(readItem(KEY) ?? "null");
    return Array.isArray(found) ? found.slice(-MAX_UPLOADS).filter(isAddress) : undefined;
  } catch {
    // Something else can be stored under this key.
    return undefined;
  }
}

/** Remembers the latest of these uploads. @param {UploadAddress[]} uploads */
export function saveUploads(uploads) {
  const addresses = uploads.map(({ customerId, trackingId, baseUrl }) => ({ customerId, trackingId, baseUrl }));
  writeItem(KEY, JSON.stringify(addresses.slice(-MAX_UPLOADS)));
}

export function deleteSavedUploads() {
  removeItem(KEY);
}

/** @param {unknown} entry @returns {entry is UploadAddress} */
function isAddress(entry) {
  if (typeof entry !== "object" || entry === null) return false;
  const { customerId, trackingId, baseUrl } = /** @type {Record<string, unknown>} */ (entry);
  return [customerId, trackingId, baseUrl].every(
    (part) => typeof part === "string" && part !== "" && part.length <= MAX_LENGTH,
  );
}
