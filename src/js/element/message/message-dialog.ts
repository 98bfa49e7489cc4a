/**
 * The dialog with a message for the customer, to be edited, copied, mailed and shared.
 */
import type { BatchUploadDetails } from "../../index.js";
import { devicesFile, fileProblem } from "../devices/device-files.js";
import { selectFailed } from "../devices/selection.js";
import { button, element } from "../dom/dom.js";
import { writeClipboard } from "../files/clipboard.js";
import { copyTextButton } from "../files/copy-button.js";
import { saveFile } from "../files/save-file.js";
import { loadLanguage, nativeName, TAGS } from "../languages/choose.js";
import { en } from "../languages/en.js";
import type { Language } from "../languages/language.js";
import { heading, type Layout } from "../layout.js";
import type { Upload } from "../status/upload.js";
import { type CustomerMessage, customerMessage, refersToList } from "./customer-message.js";
import { MAX_SUBJECT_LENGTH, mailLink } from "./mail-link.js";
import { type ListType, shareableFile, shareMessage } from "./share.js";

/**
 * Opens the dialog, in the answer around the button that has asked for it: there it outlives that button, which another language replaces. The button
 * that is there in the end gets the focus again.
 */
export function openMessage(language: Language, layout: Layout, upload: Upload, opener: HTMLElement): void {
  const answer = opener.closest(".answer");
  const dialog = new MessageDialog(language, layout, upload).element;
  if (answer === null || typeof dialog.showModal !== "function") return;
  // A page that hides the element would be left with a modal dialog that nobody sees.
  const observer = new ResizeObserver(() => {
    if (dialog.offsetWidth === 0) dialog.close();
  });
  dialog.addEventListener("close", () => {
    observer.disconnect();
    dialog.remove();
    const heir = opener.isConnected ? opener : answer.querySelector<HTMLElement>(".open-message");
    heir?.focus();
  });
  answer.append(dialog);
  dialog.showModal();
  observer.observe(dialog);
}

/** Opens a message that is open anew, in the language that the element has now. What was edited stays. */
export function reopenMessage(answer: HTMLElement): void {
  const dialog = answer.querySelector<HTMLDialogElement>("dialog.message[open]");
  if (dialog === null) return;
  const focused = dialog.querySelector<HTMLElement>(":focus")?.id;
  dialog.close();
  dialog.remove();
  answer.querySelector<HTMLElement>(".open-message")?.click();
  if (focused) answer.querySelector<HTMLElement>(`#${focused}`)?.focus();
}

/** Shows a message that is open as one again: a move within the document leaves its dialog behind the page. */
export function restoreMessage(answer: HTMLElement): void {
  const dialog = answer.querySelector<HTMLDialogElement>("dialog.message[open]:not(:modal)");
  dialog?.removeAttribute("open");
  dialog?.showModal();
}

/**
 * What the user has edited, by language, the last one last: closing the dialog to look something up loses nothing. An answer that tells something else
 * needs another message.
 */
const DRAFTS = new WeakMap<BatchUploadDetails, Map<string, CustomerMessage>>();

function draftsOf({ details }: Upload): Map<string, CustomerMessage> {
  const drafts = DRAFTS.get(details) ?? new Map<string, CustomerMessage>();
  DRAFTS.set(details, drafts);
  return drafts;
}

/** Keeps what was edited, if the message about another answer says the same. */
export function keepDrafts(before: Upload, now: Upload): void {
  const drafts = DRAFTS.get(before.details);
  if (drafts === undefined) return;
  const { subject, text } = customerMessage(en, { ...before, answeredAt: now.answeredAt });
  const message = customerMessage(en, now);
  if (subject === message.subject && text === message.text) DRAFTS.set(now.details, drafts);
}

class MessageDialog {
  readonly #language: Language;
  readonly #upload: Upload;
  /** The language of the message. */
  #chosen: Language;
  readonly #drafts: Map<string, CustomerMessage>;
  readonly #menu = element(
    "select",
    { id: "message-language" },
    ...TAGS.map((tag) => element("option", { value: tag, lang: tag }, nativeName(tag))),
  );
  readonly #subject = element("input", {
    id: "message-subject",
    type: "text",
    autocomplete: "off",
    maxlength: String(MAX_SUBJECT_LENGTH),
  });
  readonly #text = element("textarea", { id: "message-text", rows: "16" });
  readonly #mail = element("a", { class: "button quiet" });
  readonly #note = element("p", { class: "message-note" });
  /** The live region of the element is out of reach while the dialog is open. */
  readonly #status = element("p", { class: "visually-hidden", role: "status" });
  readonly element: HTMLDialogElement;

  constructor(language: Language, layout: Layout, upload: Upload) {
    const { message } = language;
    this.#language = language;
    this.#chosen = language;
    this.#upload = upload;
    this.#drafts = draftsOf(upload);
    this.#menu.addEventListener("change", () => this.#writeIn(this.#menu.value));
    this.#mail.textContent = message.mail;
    this.#mail.addEventListener("click", () => this.#copyForMail());
    for (const field of [this.#subject, this.#text]) field.addEventListener("input", () => this.#keepDraft());
    this.element = element(
      "dialog",
      { class: "message card", "aria-labelledby": "message-title" },
      heading(layout, 3, { id: "message-title" }, message.open),
      labelled(message.language, this.#menu),
      labelled(message.subjectLabel, this.#subject),
      labelled(message.text, this.#text),
      ...(refersToList(upload) ? [element("p", { class: "message-note" }, message.attachList)] : []),
      element(
        "div",
        { class: "message-foot" },
        this.#note,
        element(
          "div",
          { class: "message-actions" },
          copyTextButton(language, message.copy, () => this.#text.value, message.copy.copy),
          this.#mail,
          ...this.#shareButtons(),
          ...this.#listButtons(),
          button(message.close, "quiet", () => this.element.close()),
        ),
      ),
      this.#status,
    );
    this.element.addEventListener("copied", (event) => {
      event.stopPropagation();
      // The button itself shows it.
      if (event instanceof CustomEvent) this.#status.textContent = language.announcement.sentence(String(event.detail));
    });
    this.#write(language);
    const lastEdited = [...this.#drafts.keys()].at(-1);
    if (lastEdited === undefined || lastEdited === language.tag) return;
    this.#menu.value = lastEdited;
    this.#writeIn(lastEdited);
  }

  /** Writes the message in another language, which a page may have to load. */
  async #writeIn(tag: string): Promise<void> {
    const language = await loadLanguage(tag).catch(() => undefined);
    if (this.#menu.value !== tag) return;
    if (language !== undefined) {
      this.#write(language);
      return;
    }
    this.#menu.value = this.#chosen.tag;
    this.#tell(this.#language.languageMissing(nativeName(tag)));
  }

  /** The list that goes with the message has the devices that need attention. */
  get #listLength(): number {
    return this.#upload.summary.failed;
  }

  #shareButtons(): HTMLButtonElement[] {
    if (typeof navigator.share !== "function") return [];
    const { message } = this.#language;
    const type = this.#listLength === 0 ? undefined : shareableFile();
    const share = button(type === undefined ? message.shareText : message.share, "quiet", async () => {
      // A button that is disabled would lose the focus.
      if (share.ariaDisabled === "true") return;
      share.ariaDisabled = "true";
      await this.#share(type);
      share.ariaDisabled = null;
    });
    return [share];
  }

  async #share(type: ListType | undefined): Promise<void> {
    const file = type && (await this.#makeList(type));
    // The text refers to the list.
    if (type !== undefined && file === undefined) return;
    const isShared = await shareMessage(this.#message, file);
    if (!isShared) this.#tell(this.#language.message.shareRefused);
  }

  #listButtons(): HTMLButtonElement[] {
    if (this.#listLength === 0) return [];
    return [
      button(this.#language.message.downloadList(this.#listLength), "quiet", async () => {
        const file = await this.#makeList("xlsx");
        if (file) saveFile(file);
      }),
    ];
  }

  /** Makes the list in the language of the message, and says so if that can't be done. */
  async #makeList(type: ListType): Promise<File | undefined> {
    try {
      return await devicesFile(type, this.#chosen, this.#upload, selectFailed(this.#chosen, this.#upload));
    } catch (error) {
      this.#tell(fileProblem(this.#language, error));
      return undefined;
    }
  }

  get #message(): CustomerMessage {
    return { subject: this.#subject.value, text: this.#text.value };
  }

  /** Writes the message in this language: as it was edited, or anew. */
  #write(language: Language): void {
    const { subject, text } = this.#drafts.get(language.tag) ?? customerMessage(language, this.#upload);
    this.#chosen = language;
    this.#menu.value = language.tag;
    this.#subject.value = subject;
    this.#text.value = text;
    this.#subject.lang = this.#text.lang = language.tag;
    this.#update();
  }

  #keepDraft(): void {
    this.#drafts.delete(this.#chosen.tag);
    this.#drafts.set(this.#chosen.tag, this.#message);
    this.#update();
  }

  #update(): void {
    const { href, hasText } = mailLink(this.#message);
    const note = hasText ? "" : this.#language.message.tooLongToMail;
    this.#mail.href = href;
    // Not with every key.
    if (this.#note.textContent !== note) this.#tell(note);
  }

  async #copyForMail(): Promise<void> {
    if (mailLink(this.#message).hasText) return;
    const { message, copying } = this.#language;
    this.#tell((await writeClipboard(this.#text.value)) ? message.copy.copied : copying.refused);
  }

  /** Says it to those who see it and to those who hear it. */
  #tell(text: string): void {
    this.#note.textContent = text;
    this.#status.textContent = text;
  }
}

function labelled(label: string, field: HTMLElement): HTMLElement {
  return element("div", { class: "field" }, element("label", { for: field.id }, label), field);
}
