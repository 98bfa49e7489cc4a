/**
 * Saving what was made here as a file, as if it had been downloaded.
 */
import { element } from "../dom/dom.js";

/** Browsers read the file after the click; Safari has been seen to need some seconds. */
const KEPT_MS = 60_000;

export function saveFile(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
