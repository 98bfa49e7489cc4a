/**
 * While a button or a field of the form is pressed, nothing may move under the pointer: the click would be lost, or go elsewhere.
 */

/** The longest time from the end of a touch to its click. */
const TAP_MS = 350;
/** Long enough for the event `toggle` of a part that a click opens. */
const TOGGLE_MS = 50;

export class PressGuard {
  /** @type {Element | undefined} */
  #pressed;
  /** What is to be done once it is released, by what it is about. @type {Map<string, () => void>} */
  #later = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    form.addEventListener("pointerdown", ({ button, target }) => {
      if (button === 0) this.#press(target);
    });
    form.addEventListener("keydown", ({ key, target }) => {
      // Other keys click at once.
      if (key === " " && !(target instanceof HTMLInputElement && target.type !== "checkbox")) this.#press(target);
    });
    document.addEventListener("pointercancel", () => this.#release());
    // A menu of the system can take the end of the press.
    document.addEventListener("contextmenu", () => this.#release());
    addEventListener("blur", () => this.#release());
    for (const type of ["pointerup", "keyup"]) document.addEventListener(type, () => this.#releaseAfter(TAP_MS));
    document.addEventListener("click", () => this.#releaseAfter(this.#pressed?.matches("summary") ? TOGGLE_MS : 0));
  }

  /** The button or the field that is pressed. */
  get pressed() {
    return this.#pressed;
  }

  /** Calls the function once nothing is pressed, instead of one about the same that waits for that already. @param {string} about @param {() => void} action */
  whenReleased(about, action) {
    this.#later.delete(about);
    this.#later.set(about, action);
    if (!this.#pressed) this.#release();
  }

  /** Forgets what waits: the click has made it obsolete. */
  cancel() {
    this.#later.clear();
  }

  /** @param {EventTarget | null} target */
  #press(target) {
    clearTimeout(this.#timer);
    this.#pressed = (target instanceof Element && target.closest("button, input, label, summary")) || undefined;
  }

  /** @param {number} ms */
  #releaseAfter(ms) {
    if (!this.#pressed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#release(), ms);
  }

  #release() {
    clearTimeout(this.#timer);
    this.#pressed = undefined;
    const actions = [...this.#later.values()];
    this.#later.clear();
    for (const action of actions) action();
  }
}
