/**
 * Whether a button of the form is pressed. Until it is released, nothing may move under the pointer: the click would be lost, or go elsewhere.
 */
export class PressedButton {
  #isPressed = false;
  /** @type {(() => void) | undefined} */
  #later;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    // A tap has the events of the mouse after those of the pointer, and only they take the focus from a field.
    for (const type of ["pointerdown", "mousedown"]) {
      form.addEventListener(type, ({ target }) => {
        this.#isPressed = target instanceof Element && target.closest("button") !== null;
      });
    }
    // The click comes after them.
    for (const type of ["pointerup", "pointercancel", "mouseup"]) {
      document.addEventListener(type, () => setTimeout(() => this.#release()));
    }
  }

  get isPressed() {
    return this.#isPressed;
  }

  /** Calls the function once no button is pressed, instead of one that waits for that already. @param {() => void} action */
  whenReleased(action) {
    this.#later = action;
    if (!this.#isPressed) this.#release();
  }

  /** Forgets what waits: the click has made it obsolete. */
  cancel() {
    this.#later = undefined;
  }

  #release() {
    this.#isPressed = false;
    const action = this.#later;
    this.#later = undefined;
    action?.();
  }
}
