/**
 * A field of the form and its error message.
 *
 * @typedef {{ missing: string, malformed?: string, refused?: string, several?: string, id?: string, other?: string, call?: string }} ErrorTexts
 * @typedef {keyof ErrorTexts} Problem
 */
import { elementById } from "./element-by-id.js";

export class FormField {
  #input;
  #error;
  #texts;
  #problemOf;
  /** @type {Problem | undefined} */
  #problem;

  /**
   * @param {HTMLInputElement} input
   * @param {() => ErrorTexts} texts
   * @param {(text: string) => Problem | undefined} [problemOf] a rule that the markup can't express
   */
  constructor(input, texts, problemOf = () => undefined) {
    this.#input = input;
    this.#error = elementById(`${input.id}-error`, HTMLParagraphElement);
    this.#texts = texts;
    this.#problemOf = problemOf;
    input.addEventListener("input", (event) => {
      // A text from outside is whole, while one that is typed becomes valid with its last letter.
      const isWhole = event instanceof InputEvent && /^insertFrom(Paste|Drop)$/.test(event.inputType);
      if (isWhole && input.value !== "") this.check();
      else this.clearError();
    });
  }

  /** Validates the field, and shows the error if it is invalid. */
  check() {
    const input = this.#input;
    input.value = input.value.trim();
    const { valid, valueMissing } = input.validity;
    const problem = valueMissing ? "missing" : valid ? this.#problemOf(input.value) : "malformed";
    this.#show(problem);
    return problem === undefined;
  }

  /** @param {Problem} problem that is not one of the text alone */
  showProblem(problem) {
    this.#show(problem);
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

/** Replaces the text of a field as a person does, so that the browser can undo it. @param {HTMLInputElement} input @param {string} text */
export function enterText(input, text) {
  input.focus();
  input.select();
  // A field that is not displayed takes no focus, and the text would go into the one that has it.
  const isDone = document.activeElement === input && document.execCommand("insertText", false, text);
  if (!isDone) input.value = text;
}
