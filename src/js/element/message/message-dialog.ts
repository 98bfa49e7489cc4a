/**
 * The dialog with a message for the customer, to be edited, copied, mailed and shared. Only a click leads here.
 */
import { button, element } from "../dom/dom.js";
import { writeClipboard } from "../files/clipboard.js";
import { copyTextButton } from "../files/copy-button.js";
import { saveFile } from "../files/save-file.js";
import { loadLanguage, nativeName, TAGS } from "../languages/choose.js";
import type { Language } from "../languages/language.js";
import type { Upload } from "../status/upload.js";
import { customerMessage } from "./customer-message.js";
import { mailLink } from "./mail-link.js";
import { type GetFile, shareableFile, shareMessage } from "./share.js";

/** Opens the dialog beside the button that has asked for it, which gets the focus again. */
export async function openMessage(
  language: Language,
  upload: Upload,
  opener: HTMLElement,
  getFile: GetFile,
): Promise<void> {
  const dialog = new MessageDialog(language, upload, getFile).element;
  opener.after(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  dialog.showModal();
}

class MessageDialog {
  readonly #language: Language;
  readonly #texts: Language["message"];
  readonly #upload: Upload;
  readonly #menu = element(
    "select",
    { id: "message-language" },
    ...TAGS.map((tag) => element("option", { value: tag, lang: tag }, nativeName(tag))),
  );
  readonly #subject = element("input", { id: "message-subject", type: "text", autocomplete: "off" });
  readonly #text = element("textarea", { id: "message-text", rows: "16" });
  readonly #mail = element("a", { class: "button quiet" });
  readonly #note = element("p", { class: "message-note" });
  /** The live region of the element is out of reach while the dialog is open. */
  readonly #status = element("p", { class: "visually-hidden", role: "status" });
  readonly element: HTMLDialogElement;

  constructor(language: Language, upload: Upload, getFile: GetFile) {
    const { message, exporting } = language;
    this.#language = language;
    this.#texts = message;
    this.#upload = upload;
    this.#menu.value = language.tag;
    this.#menu.addEventListener("change", () => this.#writeIn(this.#menu.value));
    this.#mail.textContent = message.mail;
    this.#mail.addEventListener("click", () => this.#copyForMail());
    for (const field of [this.#subject, this.#text]) field.addEventListener("input", () => this.#update());
    this.element = element(
      "dialog",
      { class: "message card", "aria-labelledby": "message-title" },
      element("h3", { id: "message-title" }, message.open),
      labelled(message.language, this.#menu),
      labelled(message.subjectLabel, this.#subject),
      labelled(message.text, this.#text),
      this.#note,
      element(
        "div",
        { class: "message-actions" },
        copyTextButton(language, message.copy, () => this.#text.value, message.copy.copy),
        this.#mail,
        ...this.#shareButtons(getFile),
        button(exporting.download("Excel"), "quiet", () => this.#saveList(getFile)),
        button(message.close, "quiet", () => this.element.close()),
      ),
      this.#status,
    );
    this.element.addEventListener("copied", (event) => {
      event.stopPropagation();
      if (event instanceof CustomEvent) this.#announce(language.announcement.sentence(String(event.detail)));
    });
    this.#write(language);
  }

  /** Writes the message in another language, which a page may have to load. */
  async #writeIn(tag: string): Promise<void> {
    const language = await loadLanguage(tag).catch(() => undefined);
    if (this.#menu.value !== tag) return;
    if (language === undefined) this.#note.textContent = this.#language.languageMissing(nativeName(tag));
    else this.#write(language);
  }

  #shareButtons(getFile: GetFile): HTMLButtonElement[] {
    if (typeof navigator.share !== "function") return [];
    const type = shareableFile();
    const label = type === undefined ? this.#texts.shareText : this.#texts.share;
    return [
      button(label, "quiet", async () => {
        const file = type && (await getFile(type, this.#upload).catch(() => undefined));
        const isShared = await shareMessage(this.#message, file);
        if (!isShared) this.#note.textContent = this.#texts.shareRefused;
      }),
    ];
  }

  async #saveList(getFile: GetFile): Promise<void> {
    const file = await getFile("xlsx", this.#upload).catch(() => undefined);
    if (file === undefined) this.#note.textContent = this.#language.exporting.unavailable;
    else saveFile(file);
  }

  get #message(): { subject: string; text: string } {
    return { subject: this.#subject.value, text: this.#text.value };
  }

  /** Writes the message anew, in the language that is chosen. */
  #write(language: Language): void {
    const { subject, text } = customerMessage(language, this.#upload, new Date());
    this.#subject.value = subject;
    this.#text.value = text;
    this.#subject.lang = this.#text.lang = language.tag;
    this.#update();
  }

  #update(): void {
    const { href, hasText } = mailLink(this.#message);
    this.#mail.href = href;
    this.#note.textContent = hasText ? "" : this.#texts.tooLongToMail;
  }

  async #copyForMail(): Promise<void> {
    if (mailLink(this.#message).hasText) return;
    if (await writeClipboard(this.#text.value)) this.#announce(this.#texts.copy.copied);
  }

  #announce(sentence: string): void {
    this.#status.textContent = sentence;
  }
}

function labelled(label: string, field: HTMLElement): HTMLElement {
  return element("div", { class: "field" }, element("label", { for: field.id }, label), field);
}
