/**
 * Reads what is pasted, dropped or typed into any field of the form, and puts each part into the field that it belongs to.
 */
import { enterText } from "./form-field.js";
import { language } from "./language.js";
import { isOtherAnswer, isToken, readPaste, tokenIn } from "./read-paste.js";

export class FormReader {
  #fields;
  #actions;

  /**
   * @param {{ tracking: HTMLInputElement, customer: HTMLInputElement, token: HTMLInputElement, baseUrl: HTMLInputElement }} fields
   * @param {object} actions
   * @param {() => void} actions.onOtherAnswer called instead of taking an answer of a sign-in without an access token
   * @param {() => void} actions.onOtherIds called before a field gets another id than it has, or is to get one by hand: it must be displayed then
   * @param {(filled: { notice: (() => string) | undefined, hasToken: boolean, isTyped: boolean }) => void} actions.onFilled called when fields
   *   were filled: `notice` says which, unless that is only the one in which the text was entered
   */
  constructor(fields, actions) {
    this.#fields = fields;
    this.#actions = actions;
    for (const input of Object.values(fields)) {
      // A text from outside is read before it is in the field, so that a token never stands in a field that shows it.
      input.addEventListener("paste", (event) => this.#insert(input, event, event.clipboardData));
      input.addEventListener("drop", (event) => this.#insert(input, event, event.dataTransfer));
      input.addEventListener("change", () => this.#readTyped(input));
    }
  }

  /** Reads the ids of a link or of the list. Both can come from outside, so a token in them is not taken. */
  readIds() {
    const { tracking, token } = this.#fields;
    const { values } = this.#read(tracking, tracking.value);
    if (values.delete(token)) tracking.value = "";
    for (const [field, value] of values) field.value = value;
  }

  /** Reads what is in the fields. */
  readAll() {
    for (const input of Object.values(this.#fields)) this.#readTyped(input);
  }

  /** Reads what is pasted or dropped into a field. What says nothing, the browser inserts as usual. @param {HTMLInputElement} input @param {Event} event @param {DataTransfer | null} data */
  #insert(input, event, data) {
    const text = data?.getData("text/plain") ?? "";
    const { values, notice } = this.#read(input, text);
    if (this.#isMisplaced(input, text, values)) {
      event.preventDefault();
      this.#actions.onOtherAnswer();
    }
    if (this.#isUnplacedId(input, text, values)) this.#actions.onOtherIds();
    if (values.size === 0) return;
    event.preventDefault();
    if (this.#hasOtherIds(values)) this.#actions.onOtherIds();
    for (const [field, value] of values) if (field === input || field.value !== value) enterText(field, value);
    input.focus();
    this.#actions.onFilled({ notice, hasToken: values.has(this.#fields.token), isTyped: false });
  }

  /** Reads what is in a field. What belongs into another one does not stay. @param {HTMLInputElement} input */
  #readTyped(input) {
    const { values, notice } = this.#read(input, input.value);
    if (this.#isMisplaced(input, input.value, values)) {
      input.value = "";
      this.#actions.onOtherAnswer();
    }
    if (this.#isUnplacedId(input, input.value, values)) this.#actions.onOtherIds();
    if (values.size === 0) return;
    if (!values.has(input)) input.value = "";
    if (this.#hasOtherIds(values)) this.#actions.onOtherIds();
    for (const [field, value] of values) field.value = value;
    this.#actions.onFilled({ notice, hasToken: values.has(this.#fields.token), isTyped: true });
  }

  /**
   * Whether a text has a token of another kind, which must not stand in a field that shows it.
   *
   * @param {HTMLInputElement} input
   * @param {string} text
   * @param {Map<HTMLInputElement, string>} values
   */
  #isMisplaced(input, text, values) {
    return values.size === 0 && input !== this.#fields.token && isOtherAnswer(text);
  }

  /**
   * Whether an id is in the field of the token, and nobody but the user knows which one it is.
   *
   * @param {HTMLInputElement} input
   * @param {string} text
   * @param {Map<HTMLInputElement, string>} values
   */
  #isUnplacedId(input, text, values) {
    return values.size === 0 && input === this.#fields.token && readPaste(text).id !== undefined;
  }

  /** @param {Map<HTMLInputElement, string>} values */
  #hasOtherIds(values) {
    const { tracking, customer } = this.#fields;
    return [tracking, customer].some((field) => {
      const value = values.get(field);
      return value !== undefined && value.toLowerCase() !== field.value.trim().toLowerCase();
    });
  }

  /** The field of an id of which the text does not say what it is. No token is an id: in its field, the only id that is missing is meant. @param {HTMLInputElement} input */
  #placeOfId(input) {
    const { tracking, customer, token } = this.#fields;
    if (input !== token) return input;
    const [missing, ...others] = [tracking, customer].filter(({ value }) => value.trim() === "");
    return others.length === 0 ? missing : undefined;
  }

  /**
   * Finds which text belongs into which field.
   *
   * @param {HTMLInputElement} input where the text was entered
   * @param {string} text
   */
  #read(input, text) {
    const fields = this.#fields;
    const { customerId, trackingId, token, id, hasLocation } = readPaste(text);
    const isNamed = customerId !== undefined || trackingId !== undefined || token !== undefined;
    /** @type {Map<HTMLInputElement, string>} */
    const values = new Map();
    // An address that a text names is not taken, so nothing but a token leaves the field of the base address.
    if (input !== fields.baseUrl) {
      if (trackingId !== undefined) values.set(fields.tracking, trackingId);
      if (customerId !== undefined) values.set(fields.customer, customerId);
      const place = this.#placeOfId(input);
      if (!isNamed && id !== undefined && place) values.set(place, id);
      if (!isNamed && input === fields.token && isToken(tokenIn(text))) values.set(input, tokenIn(text));
    }
    if (token !== undefined) values.set(fields.token, token);
    const filled = [...values.keys()].map((field) => /** @type {"tracking" | "customer" | "token"} */ (field.id));
    const isElsewhere = filled.some((name) => name !== input.id);
    // A Location holds no token.
    const isFromLocation = hasLocation && token === undefined;
    return { values, notice: isElsewhere ? () => language.page.form.filled(filled, isFromLocation) : undefined };
  }
}
