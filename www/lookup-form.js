/**
 * The form: the upload to look up, the token, and the base address. The rules for its fields are in index.html.
 *
 * @import { Ids } from "./fragment.js"
 * @import { UploadAddress } from "./saved-uploads.js"
 *
 * @typedef {{ missing: string, malformed?: string, refused?: string }} ErrorTexts
 * @typedef {keyof ErrorTexts} Problem
 */
import { elementById } from "./element-by-id.js";
import { language } from "./language.js";
import { untrustedText } from "./partner-center-batch-status/element/parts.js";
import { parseBatchLocation } from "./partner-center-batch-status/index.js";
import { TokenNote } from "./token-note.js";

/** Longer than any host, which has at most 253 characters, so that the host is always shown as a whole. */
const MAX_ADDRESS_LENGTH = 400;

/** The longest time between the two clicks of a double click, as Windows has it. */
const DOUBLE_CLICK_MS = 500;
/** How far the pointer can move between them. */
const DOUBLE_CLICK_PX = 4;

export class LookupForm {
  #form = elementById("lookup", HTMLFormElement);
  #customer = elementById("customer", HTMLInputElement);
  #tracking = elementById("tracking", HTMLInputElement);
  #token = elementById("token", HTMLInputElement);
  #tokenNote = new TokenNote(this.#token);
  #baseUrl = elementById("base-url", HTMLInputElement);
  #destination = elementById("destination", HTMLParagraphElement);
  #destinationAddress = elementById("destination-address", HTMLElement);
  #changeButton = elementById("change", HTMLButtonElement);
  #whichCustomer = elementById("which-customer", HTMLElement);
  #whichTracking = elementById("which-tracking", HTMLElement);
  /** Whether the user has opened the folded form, or typed since the last request. */
  #isChanging = false;
  #submitButton = elementById("submit", HTMLButtonElement);
  /** The last click on the button, unless something else was clicked or the form was changed after it. @type {MouseEvent | undefined} */
  #submitClick;
  #hostBaseUrl;
  #refusedToken = "";
  #tokenField = new Field(this.#token, () => language.page.form.token);
  #fields = [
    new Field(this.#customer, () => language.page.form.customer),
    new Field(
      this.#tracking,
      () => language.page.form.tracking,
      (text) => tryParseLocation(text) !== undefined,
    ),
    this.#tokenField,
    new Field(this.#baseUrl, () => language.page.form.baseUrl),
  ];

  /**
   * @param {string} hostBaseUrl the base address in the settings of the host
   * @param {object} actions
   * @param {(address: UploadAddress) => void} actions.onSubmit called when every field is valid
   * @param {(token: string, baseUrl: string) => boolean} actions.onNewToken called when another token was entered; returns whether it was wanted
   */
  constructor(hostBaseUrl, { onSubmit, onNewToken }) {
    this.#hostBaseUrl = hostBaseUrl;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#check()) return;
      this.#isChanging = false;
      onSubmit(this.#values());
    });
    for (const input of [this.#customer, this.#tracking]) {
      // Every engine turns the line breaks of a pasted text into spaces, so that an id does not run into the next header.
      input.addEventListener("input", () => this.#splitLocation(input.value));
    }
    this.#baseUrl.addEventListener("input", () => this.#showDestination());
    for (const input of [this.#customer, this.#tracking, this.#token, this.#baseUrl]) {
      input.addEventListener("input", () => {
        this.#isChanging = true;
        this.#submitClick = undefined;
      });
    }
    this.#token.addEventListener("change", () => {
      if (this.#token.value === "" || this.token === this.#refusedToken) return;
      if (onNewToken(this.token, this.#baseUrl.value)) this.#isChanging = false;
    });
    document.addEventListener("click", (event) => this.#dropSecondClick(event), { capture: true });
    this.#changeButton.addEventListener("click", () => {
      this.#isChanging = true;
      this.unfold();
      this.focus();
    });
    this.fill({ baseUrl: hostBaseUrl });
  }

  /** The token. It is kept only in its field: emptying the field forgets it. */
  get token() {
    return this.#token.value.trim().replace(/^Bearer\s+/i, "");
  }

  /** @param {Partial<UploadAddress & { token: string }>} values */
  fill({ customerId, trackingId, baseUrl, token }) {
    if (customerId !== undefined) this.#customer.value = customerId;
    if (trackingId !== undefined) this.#tracking.value = trackingId;
    // The token for one base address is never sent to another.
    if (baseUrl !== undefined && baseUrl !== this.#baseUrl.value) this.forgetToken();
    if (baseUrl !== undefined) this.#baseUrl.value = baseUrl;
    if (token !== undefined) this.#token.value = token;
    this.#tokenNote.update();
    this.#showDestination();
    this.#splitLocation(this.#tracking.value);
    for (const field of this.#fields) field.clearError();
    this.#submitClick = undefined;
    this.#isChanging = false;
  }

  /**
   * Folds to one line that says which upload is shown, unless the user is changing something.
   *
   * @param {Ids} ids of the upload that is shown
   */
  fold({ customerId, trackingId }) {
    if (this.#isChanging) return;
    this.#whichCustomer.replaceChildren(untrustedText(language, customerId));
    this.#whichTracking.replaceChildren(untrustedText(language, trackingId));
    const hadFocus = this.#form.contains(document.activeElement);
    this.#form.classList.add("folded");
    if (hadFocus) this.#changeButton.focus({ preventScroll: true });
  }

  /** Drops the second click of a double click on the button: something else can be in its place by then. @param {MouseEvent} event */
  #dropSecondClick(event) {
    const first = this.#submitClick;
    if (first && isSecondClick(first, event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // The keyboard clicks too, without a position.
    const isOnButton = event.detail > 0 && event.composedPath().includes(this.#submitButton);
    this.#submitClick = isOnButton ? event : undefined;
  }

  unfold() {
    this.#form.classList.remove("folded");
  }

  /** Says at the field that the service has refused its token. */
  showTokenRefused() {
    this.#refusedToken = this.token;
    this.unfold();
    this.#tokenField.showRefused();
  }

  forgetToken() {
    this.#token.value = "";
    this.#tokenNote.update();
  }

  focus() {
    this.#customer.focus();
  }

  focusToken() {
    this.#token.focus();
  }

  submit() {
    this.#form.requestSubmit();
  }

  /** Localizes the error messages. */
  localize() {
    for (const field of this.#fields) field.localize();
    this.#tokenNote.update();
    this.#showDestination();
  }

  #values() {
    return { customerId: this.#customer.value, trackingId: this.#tracking.value, baseUrl: this.#baseUrl.value };
  }

  /**
   * Shows beside the button where the token goes, unless it is the host's own setting. The base address can come from a remembered upload, and
   * its field may be hidden under "Advanced".
   */
  #showDestination() {
    const address = readableAddress(this.#baseUrl.value);
    this.#destination.hidden = address === "" || address === readableAddress(this.#hostBaseUrl);
    this.#destinationAddress.replaceChildren(untrustedText(language, address, MAX_ADDRESS_LENGTH));
  }

  /** Validates every field, and moves the focus to the first invalid one. */
  #check() {
    const [first] = this.#fields.filter((field) => !field.check());
    first?.focus();
    return first === undefined;
  }

  /** A Location can contain both ids: each goes into its own field, where the user can check it. @param {string} text */
  #splitLocation(text) {
    const found = tryParseLocation(text);
    if (found?.customerId === undefined) return;
    this.#customer.value = found.customerId;
    this.#tracking.value = found.trackingId;
    for (const field of this.#fields) field.clearError();
  }
}

/** A field and its error message. */
class Field {
  #input;
  #error;
  #texts;
  #isValid;
  /** @type {Problem | undefined} */
  #problem;

  /**
   * @param {HTMLInputElement} input
   * @param {() => ErrorTexts} texts
   * @param {(text: string) => boolean} [isValid] a rule that the markup can't express
   */
  constructor(input, texts, isValid = () => true) {
    this.#input = input;
    this.#error = elementById(`${input.id}-error`, HTMLParagraphElement);
    this.#texts = texts;
    this.#isValid = isValid;
    input.addEventListener("input", () => this.clearError());
  }

  /** Validates the field, and shows the error if it is invalid. */
  check() {
    const input = this.#input;
    input.value = input.value.trim();
    const isValid = input.validity.valid && this.#isValid(input.value);
    this.#show(isValid ? undefined : input.validity.valueMissing ? "missing" : "malformed");
    return isValid;
  }

  showRefused() {
    this.#show("refused");
  }

  clearError() {
    this.#show(undefined);
  }

  localize() {
    this.#show(this.#problem);
  }

  /** Moves the focus to the field, and opens the section that contains it. */
  focus() {
    this.#input.closest("details")?.setAttribute("open", "");
    this.#input.focus();
  }

  /** @param {Problem | undefined} problem */
  #show(problem) {
    this.#problem = problem;
    this.#input.setAttribute("aria-invalid", String(problem !== undefined));
    this.#error.textContent = (problem && this.#texts()[problem]) ?? "";
  }
}

/** @param {MouseEvent} first @param {MouseEvent} second */
function isSecondClick(first, second) {
  const moved = Math.max(Math.abs(second.clientX - first.clientX), Math.abs(second.clientY - first.clientY));
  return second.timeStamp - first.timeStamp < DOUBLE_CLICK_MS && moved <= DOUBLE_CLICK_PX;
}

/** @param {string} text */
function tryParseLocation(text) {
  try {
    return parseBatchLocation(text);
  } catch {
    return undefined;
  }
}

/**
 * An address as the browser understands it: the host in ASCII, so that no letter looks like another one, and without a user name before it. A
 * text that is no address stays as it is.
 *
 * @param {string} text
 */
function readableAddress(text) {
  try {
    const { origin, pathname, search } = new URL(text);
    // The origin of other protocols is the word "null".
    return origin === "null" ? text.trim() : `${origin}${pathname === "/" ? "" : pathname}${search}`;
  } catch {
    return text.trim();
  }
}
