/**
 * The button that opens the message for the customer.
 */
import { button } from "../dom/dom.js";
import type { Language } from "../languages/language.js";
import type { Layout } from "../layout.js";
import type { Upload } from "../status/upload.js";
import { keepDrafts, openMessage } from "./message-dialog.js";

export class MessageButton {
  #upload: Upload | undefined;
  readonly element: HTMLButtonElement;

  constructor(language: Language, layout: Layout) {
    this.element = button(language.message.open, "quiet open-message", () => {
      if (this.#upload) openMessage(language, layout, this.#upload, this.element);
    });
    this.element.ariaHasPopup = "dialog";
  }

  show(upload: Upload): void {
    if (this.#upload) keepDrafts(this.#upload, upload);
    this.#upload = upload;
    this.element.hidden = upload.summary.total === 0;
  }
}
