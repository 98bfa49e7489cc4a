/**
 * The uploads that this browser remembers: their ids, base addresses, names and when they were added, never a token. Only with the user's consent. All tabs of the page
 * share them, so every change is made to what is stored, and not to what one tab knows. Other pages of the host can write to the same storage, so
 * what is read is checked, and its size is bounded.
 *
 * @import { Ids } from "./fragment.js"
 *
 * @typedef {Ids & { baseUrl: string }} UploadAddress
 * @typedef {UploadAddress & { name: string, added: number | undefined }} SavedUpload `name` is the user's own, or empty; `added` is when it was
 *   added to the list, in milliseconds since 1970, if that is known
 */
import { readItem, removeItem, writeItem } from "./storage.js";

const KEY = "partner-center-batch-status.uploads";

/** Each has an element of its own on the page. */
const MAX_UPLOADS = 100;
/** Longer than any id, Location or base address. */
const MAX_LENGTH = 2048;

/** The longest name of an upload. */
export const MAX_NAME_LENGTH = 80;

/** `undefined` if nothing is to be remembered. @returns {SavedUpload[] | undefined} */
export function readSavedUploads() {
  return uploadsIn(readItem(KEY));
}

/** @param {string | null} [text] as it is stored @returns {SavedUpload[] | undefined} */
function uploadsIn(text) {
  try {
    const found = JSON.parse(text ?? "null");
    return Array.isArray(found) ? found.filter(isAddress).slice(-MAX_UPLOADS).map(toSavedUpload) : undefined;
  } catch {
    // Something else can be stored under this key.
    return undefined;
  }
}

/** Remembers these uploads beside those of other tabs, and every upload from now on. @param {SavedUpload[]} uploads */
export function startRemembering(uploads) {
  write([readSavedUploads() ?? [], uploads].flat());
}

/** Remembers an upload, or its new name, unless another tab has stopped remembering. @param {SavedUpload} upload */
export function rememberUpload(upload) {
  const saved = readSavedUploads();
  if (saved) write([...saved, upload]);
}

/** @param {UploadAddress} upload */
export function forgetUpload(upload) {
  const saved = readSavedUploads();
  if (saved) write(saved.filter((other) => !isSameUpload(other, upload)));
}

export function stopRemembering() {
  removeItem(KEY);
}

/**
 * Calls back when another tab has changed what is remembered.
 *
 * @param {(saved: SavedUpload[] | undefined, removed: SavedUpload[]) => void} listener `removed` are those that the other tab has removed
 */
export function onSavedUploadsChange(listener) {
  addEventListener("storage", ({ key, oldValue }) => {
    // There is no key if everything was removed.
    if (key !== KEY && key !== null) return;
    const saved = readSavedUploads();
    listener(saved, saved ? missingIn(saved, uploadsIn(oldValue) ?? []) : []);
  });
}

/** @param {SavedUpload[]} saved @param {SavedUpload[]} before */
function missingIn(saved, before) {
  // The oldest of too many was not removed by anybody.
  if (saved.length === MAX_UPLOADS) return [];
  return before.filter((upload) => !saved.some((other) => isSameUpload(other, upload)));
}

/** Whether these are the ids of the same upload, however they are written. @param {Ids} one @param {Ids} other */
export function isSameUpload(one, other) {
  return keyOf(one) === keyOf(other);
}

/** @param {Ids} ids */
function keyOf({ customerId, trackingId }) {
  return `${customerId} ${trackingId}`.toLowerCase();
}

/** Stores each upload once, as it was named last. @param {SavedUpload[]} uploads the latest at the end */
function write(uploads) {
  const byKey = new Map(uploads.map((upload) => [keyOf(upload), upload]));
  writeItem(KEY, JSON.stringify([...byKey.values()].slice(-MAX_UPLOADS)));
}

/** @param {unknown} entry @returns {entry is UploadAddress & { name?: unknown, added?: unknown }} */
function isAddress(entry) {
  if (typeof entry !== "object" || entry === null) return false;
  const { customerId, trackingId, baseUrl } = /** @type {Record<string, unknown>} */ (entry);
  return [customerId, trackingId, baseUrl].every(
    (part) => typeof part === "string" && part !== "" && part.length <= MAX_LENGTH,
  );
}

/** @param {UploadAddress & { name?: unknown, added?: unknown }} entry @returns {SavedUpload} */
function toSavedUpload({ customerId, trackingId, baseUrl, name, added }) {
  const isName = typeof name === "string" && name.length <= MAX_NAME_LENGTH;
  const isTime = typeof added === "number" && added > 0 && added <= Date.now();
  return { customerId, trackingId, baseUrl, name: isName ? name.trim() : "", added: isTime ? added : undefined };
}
