/**
 * The box that lets this browser remember the uploads, in all tabs of the page.
 *
 * @import { SavedUpload, UploadAddress } from "./saved-uploads.js"
 */
import { elementById } from "./element-by-id.js";
import {
  forgetUpload,
  onSavedUploadsChange,
  readSavedUploads,
  rememberUpload,
  startRemembering,
  stopRemembering,
} from "./saved-uploads.js";

export class RememberBox {
  #box = elementById("remember", HTMLInputElement);

  /**
   * @param {() => SavedUpload[]} uploads those of this tab
   * @param {(saved: SavedUpload[], removed: SavedUpload[]) => void} onChange called when another tab has changed what is remembered, or begun to
   */
  constructor(uploads, onChange) {
    this.#box.checked = readSavedUploads() !== undefined;
    this.#box.addEventListener("change", () => {
      if (!this.#box.checked) return stopRemembering();
      startRemembering(uploads());
      // The storage can be full, or denied.
      this.#box.checked = readSavedUploads() !== undefined;
    });
    onSavedUploadsChange((saved, removed) => {
      const hasJustBegun = !this.#box.checked;
      this.#box.checked = saved !== undefined;
      if (saved === undefined) return;
      if (hasJustBegun) startRemembering(uploads());
      onChange(saved, removed);
    });
  }

  /** Remembers an upload, or its new name, if the user wants that. @param {SavedUpload} upload */
  remember(upload) {
    if (this.#box.checked) rememberUpload(upload);
  }

  /** @param {UploadAddress} address */
  forget(address) {
    forgetUpload(address);
  }
}
