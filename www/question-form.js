/**
 * The form: which upload, whose token, and where to ask. The rules for its fields stand in index.html beside the fields.
 *
 * @typedef {object} Question
 * @property {string} customerId
 * @property {string} trackingId
 * @property {string} baseUrl
 * @property {string} locale
 */
import { byId } from "./by-id.js";
import { parseBatchLocation } from "./partner-center-batch-status/index.js";

export class QuestionForm {
  #form = byId("question", HTMLFormElement);
  #customer = byId("customer", HTMLInputElement);
  #tracking = byId("tracking", HTMLInputElement);
  #token = byId("token", HTMLInputElement);
  #baseUrl = byId("base-url", HTMLInputElement);
  #locale = byId("locale", HTMLInputElement);
  #fields = [this.#customer, this.#tracking, this.#token, this.#baseUrl, this.#locale];

  /** @param {(question: Question) => void} onQuestion is called with what was asked, once every field is right */
  constructor(onQuestion) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#check()) onQuestion(this.#question());
    });
    this.#tracking.addEventListener("input", () => this.#takeLocationApart());
    for (const field of this.#fields) field.addEventListener("input", () => showError(field, ""));
  }

  /** The token, which is kept in its field and nowhere else: emptying the field forgets it. */
  get token() {
    return this.#token.value.trim().replace(/^Bearer\s+/i, "");
  }

  /** @param {Partial<Question & { token: string }>} values */
  fill({ customerId, trackingId, baseUrl, locale, token }) {
    if (customerId !== undefined) this.#customer.value = customerId;
    if (trackingId !== undefined) this.#tracking.value = trackingId;
    // What was typed in for one base address is not for another.
    if (baseUrl !== undefined && baseUrl !== this.#baseUrl.value) this.forgetToken();
    if (baseUrl !== undefined) this.#baseUrl.value = baseUrl;
    if (locale !== undefined) this.#locale.value = locale;
    if (token !== undefined) this.#token.value = token;
    this.#takeLocationApart();
    for (const field of this.#fields) showError(field, "");
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

  #question() {
    return {
      customerId: this.#customer.value,
      trackingId: this.#tracking.value,
      baseUrl: this.#baseUrl.value,
      locale: this.#locale.value,
    };
  }

  /** Shows what is wrong beside each field, and leads to the first of them. */
  #check() {
    const wrong = this.#fields.filter((field) => {
      field.value = field.value.trim();
      const error = this.#errorOf(field);
      showError(field, error);
      return error !== "";
    });
    const [first] = wrong;
    if (first === undefined) return true;
    first.closest("details")?.setAttribute("open", "");
    first.focus();
    return false;
  }

  /** @param {HTMLInputElement} field */
  #errorOf(field) {
    const { missing = "", malformed = "" } = field.dataset;
    if (field.validity.valueMissing) return missing;
    if (!field.validity.valid) return malformed;
    return field === this.#tracking && batchLocation(field.value) === undefined ? malformed : "";
  }

  /** A Location names both ids: each goes into its own field, where the reader can check it. */
  #takeLocationApart() {
    const found = batchLocation(this.#tracking.value);
    if (found?.customerId === undefined) return;
    this.#customer.value = found.customerId;
    this.#tracking.value = found.trackingId;
    showError(this.#customer, "");
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

/** @param {HTMLInputElement} field @param {string} error in words, or nothing */
function showError(field, error) {
  field.setAttribute("aria-invalid", String(error !== ""));
  byId(`${field.id}-error`, HTMLParagraphElement).textContent = error;
}
