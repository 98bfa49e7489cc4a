/**
 * Saves content that was made in the page as a download.
 */
import { element } from "../dom/dom.js";

/** Browsers read the file after the click; Safari has been seen to need some seconds. */
const REVOKE_AFTER_MS = 60_000;

export function saveFile(file: File): void {
  const url = URL.createObjectURL(file);
  element("a", { href: url, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
