/**
 * The button that opens the message for the customer.
 */
import { button } from "../dom/dom.js";
import type { Language } from "../languages/language.js";
import type { Upload } from "../status/upload.js";
import { openMessage } from "./message-dialog.js";
import type { GetFile } from "./share.js";

export class MessageButton {
  #upload: Upload | undefined;
  readonly element: HTMLButtonElement;

  constructor(language: Language, getFile: GetFile) {
    this.element = button(language.message.open, "quiet", () => {
      if (this.#upload) openMessage(language, this.#upload, this.element, getFile);
    });
    this.element.ariaHasPopup = "dialog";
  }

  show(upload: Upload): void {
    this.#upload = upload;
    this.element.hidden = upload.summary.total === 0;
  }
}
