/**
 * The form: which upload, whose token, and where to ask. The rules for its fields stand in index.html beside the fields.
 *
 * @import { UploadAddress } from "./saved-uploads.js"
 *
 * @typedef {{ missing: string, malformed?: string }} ErrorTexts
 */
import { elementById } from "./element-by-id.js";
import { language } from "./language.js";
import { parseBatchLocation } from "./partner-center-batch-status/index.js";

export class LookupForm {
  #form = elementById("lookup", HTMLFormElement);
  #customer = elementById("customer", HTMLInputElement);
  #tracking = elementById("tracking", HTMLInputElement);
  #token = elementById("token", HTMLInputElement);
  #baseUrl = elementById("base-url", HTMLInputElement);
  #fields = [
    new Field(this.#customer, () => language.page.form.customer),
    new Field(
      this.#tracking,
      () => language.page.form.tracking,
      (text) => tryParseLocation(text) !== undefined,
    ),
    new Field(this.#token, () => language.page.form.token),
    new Field(this.#baseUrl, () => language.page.form.baseUrl),
  ];

  /** @param {(address: UploadAddress) => void} onSubmit is called with what was asked, once every field is right */
  constructor(onSubmit) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#check()) onSubmit(this.#values());
    });
    this.#tracking.addEventListener("input", () => this.#splitLocation());
  }

  /** The token, which is kept in its field and nowhere else: emptying the field forgets it. */
  get token() {
    return this.#token.value.trim().replace(/^Bearer\s+/i, "");
  }

  /** @param {Partial<UploadAddress & { token: string }>} values */
  fill({ customerId, trackingId, baseUrl, token }) {
    if (customerId !== undefined) this.#customer.value = customerId;
    if (trackingId !== undefined) this.#tracking.value = trackingId;
    // What was typed in for one base address is not for another.
    if (baseUrl !== undefined && baseUrl !== this.#baseUrl.value) this.forgetToken();
    if (baseUrl !== undefined) this.#baseUrl.value = baseUrl;
    if (token !== undefined) this.#token.value = token;
    this.#splitLocation();
    for (const field of this.#fields) field.clearError();
  }

  forgetToken() {
    this.#token.value = "";
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

  /** Says what is wrong in the language of the page. */
  localize() {
    for (const field of this.#fields) field.localize();
  }

  #values() {
    return { customerId: this.#customer.value, trackingId: this.#tracking.value, baseUrl: this.#baseUrl.value };
  }

  /** Shows what is wrong beside each field, and leads to the first of them. */
  #check() {
    const [first] = this.#fields.filter((field) => !field.check());
    first?.focus();
    return first === undefined;
  }

  /** A Location names both ids: each goes into its own field, where the reader can check it. */
  #splitLocation() {
    const found = tryParseLocation(this.#tracking.value);
    if (found?.customerId === undefined) return;
    this.#customer.value = found.customerId;
    this.#tracking.value = found.trackingId;
    for (const field of this.#fields) field.clearError();
  }
}

/** A field, and beside it what is wrong with what is in it. */
class Field {
  #input;
  #error;
  #texts;
  #isValid;
  /** @type {"missing" | "malformed" | undefined} */
  #problem;

  /** @param {HTMLInputElement} input @param {() => ErrorTexts} texts @param {(text: string) => boolean} [isValid] beside the rules of the markup */
  constructor(input, texts, isValid = () => true) {
    this.#input = input;
    this.#error = elementById(`${input.id}-error`, HTMLParagraphElement);
    this.#texts = texts;
    this.#isValid = isValid;
    input.addEventListener("input", () => this.clearError());
  }

  /** Whether what is in it can be used. */
  check() {
    const input = this.#input;
    input.value = input.value.trim();
    const isValid = input.validity.valid && this.#isValid(input.value);
    this.#show(isValid ? undefined : input.validity.valueMissing ? "missing" : "malformed");
    return isValid;
  }

  clearError() {
    this.#show(undefined);
  }

  localize() {
    this.#show(this.#problem);
  }

  /** Leads somebody there. */
  focus() {
    this.#input.closest("details")?.setAttribute("open", "");
    this.#input.focus();
  }

  /** @param {"missing" | "malformed" | undefined} problem */
  #show(problem) {
    this.#problem = problem;
    this.#input.setAttribute("aria-invalid", String(problem !== undefined));
    this.#error.textContent = (problem && this.#texts()[problem]) ?? "";
  }
}

/** @param {string} text */
function tryParseLocation(text) {
  try {
    return parseBatchLocation(text);
  } catch {
    return undefined;
  }
}
