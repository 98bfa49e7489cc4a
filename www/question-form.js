/**
 * The form: which upload, whose token, and where to ask. The rules for its fields stand in index.html beside the fields.
 *
 * @import { UploadAddress } from "./remembered.js"
 *
 * @typedef {{ missing: string, malformed?: string }} ErrorTexts
 */
import { byId } from "./by-id.js";
import { language } from "./language.js";
import { parseBatchLocation } from "./partner-center-batch-status/index.js";

export class QuestionForm {
  #form = byId("question", HTMLFormElement);
  #customer = byId("customer", HTMLInputElement);
  #tracking = byId("tracking", HTMLInputElement);
  #token = byId("token", HTMLInputElement);
  #baseUrl = byId("base-url", HTMLInputElement);
  #fields = [
    new Field(this.#customer, () => language.page.form.customer),
    new Field(
      this.#tracking,
      () => language.page.form.tracking,
      (text) => batchLocation(text) !== undefined,
    ),
    new Field(this.#token, () => language.page.form.token),
    new Field(this.#baseUrl, () => language.page.form.baseUrl),
  ];

  /** @param {(question: UploadAddress) => void} onQuestion is called with what was asked, once every field is right */
  constructor(onQuestion) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#check()) onQuestion(this.#question());
    });
    this.#tracking.addEventListener("input", () => this.#takeLocationApart());
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
    this.#takeLocationApart();
    for (const field of this.#fields) field.forgive();
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
  speak() {
    for (const field of this.#fields) field.speak();
  }

  #question() {
    return { customerId: this.#customer.value, trackingId: this.#tracking.value, baseUrl: this.#baseUrl.value };
  }

  /** Shows what is wrong beside each field, and leads to the first of them. */
  #check() {
    const [first] = this.#fields.filter((field) => !field.check());
    first?.lead();
    return first === undefined;
  }

  /** A Location names both ids: each goes into its own field, where the reader can check it. */
  #takeLocationApart() {
    const found = batchLocation(this.#tracking.value);
    if (found?.customerId === undefined) return;
    this.#customer.value = found.customerId;
    this.#tracking.value = found.trackingId;
    for (const field of this.#fields) field.forgive();
  }
}

/** A field, and beside it what is wrong with what is in it. */
class Field {
  #input;
  #error;
  #texts;
  #isRight;
  /** @type {"missing" | "malformed" | undefined} */
  #wrong;

  /** @param {HTMLInputElement} input @param {() => ErrorTexts} texts @param {(text: string) => boolean} [isRight] beside the rules of the markup */
  constructor(input, texts, isRight = () => true) {
    this.#input = input;
    this.#error = byId(`${input.id}-error`, HTMLParagraphElement);
    this.#texts = texts;
    this.#isRight = isRight;
    input.addEventListener("input", () => this.forgive());
  }

  /** Whether what is in it can be used. */
  check() {
    const input = this.#input;
    input.value = input.value.trim();
    const isRight = input.validity.valid && this.#isRight(input.value);
    this.#show(isRight ? undefined : input.validity.valueMissing ? "missing" : "malformed");
    return isRight;
  }

  forgive() {
    this.#show(undefined);
  }

  speak() {
    this.#show(this.#wrong);
  }

  /** Leads somebody there. */
  lead() {
    this.#input.closest("details")?.setAttribute("open", "");
    this.#input.focus();
  }

  /** @param {"missing" | "malformed" | undefined} wrong */
  #show(wrong) {
    this.#wrong = wrong;
    this.#input.setAttribute("aria-invalid", String(wrong !== undefined));
    this.#error.textContent = (wrong && this.#texts()[wrong]) ?? "";
  }
}

/** @param {string} text */
function batchLocation(text) {
  try {
    return parseBatchLocation(text);
  } catch {
    return undefined;
  }
}
