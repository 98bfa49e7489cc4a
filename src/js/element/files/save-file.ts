/**
 * Saves content that was made in the page as a download.
 */
import { element } from "../dom/dom.js";
import { fileName } from "./exported-text.js";

/** Browsers read the file after the click; Safari has been seen to need some seconds. */
const REVOKE_AFTER_MS = 60_000;

export function saveFile(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: url, download: fileName(name) }).click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
