/** Says in the form until when its token is good, if that can be read in it. */
import { elementById } from "./element-by-id.js";
import { isTokenEndSoon, tokenEnd, tokenEndText } from "./token-end.js";

const TICK_MS = 10_000;

export class TokenNote {
  #field;
  /** Below the field, and beside the ids once the form is one line. */
  #notes = [elementById("token-end", HTMLParagraphElement), elementById("which-token-end", HTMLParagraphElement)];

  /** @param {HTMLInputElement} field with the token */
  constructor(field) {
    this.#field = field;
    field.addEventListener("input", () => this.update());
    setInterval(() => this.update(), TICK_MS);
  }

  /** Call it after the value of the field, its error, or the language was changed. */
  update() {
    const end = tokenEnd(this.#field.value);
    // That a token which was refused is still good would be a contradiction.
    const isDoubtful = this.#field.ariaInvalid === "true" && end !== undefined && end.getTime() > Date.now();
    const text = end && !isDoubtful ? tokenEndText(end) : "";
    for (const note of this.#notes) {
      note.classList.toggle("soon", end !== undefined && isTokenEndSoon(end));
      if (note.textContent !== text) note.textContent = text;
    }
  }
}
