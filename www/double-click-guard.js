/**
 * Drops the second click of a double click on a button whose first click moves the page: something else can be in its place by then.
 */

/** The longest time between the two clicks of a double click, as Windows has it. */
const DOUBLE_CLICK_MS = 500;
/** How far the pointer can move between them. */
const DOUBLE_CLICK_PX = 4;

export class DoubleClickGuard {
  #button;
  /** The last click on the button, unless something else was clicked after it. @type {MouseEvent | undefined} */
  #first;

  /** @param {HTMLButtonElement} button */
  constructor(button) {
    this.#button = button;
    document.addEventListener("click", (event) => this.#dropSecond(event), { capture: true });
  }

  /** The next click is a first one: what the button does has changed. */
  reset() {
    this.#first = undefined;
  }

  /** @param {MouseEvent} event */
  #dropSecond(event) {
    if (this.#first && isSecondClick(this.#first, event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // The keyboard clicks too, without a position.
    const isOnButton = event.detail > 0 && event.composedPath().includes(this.#button);
    this.#first = isOnButton ? event : undefined;
  }
}

/** @param {MouseEvent} first @param {MouseEvent} second */
function isSecondClick(first, second) {
  const moved = Math.max(Math.abs(second.clientX - first.clientX), Math.abs(second.clientY - first.clientY));
  return second.timeStamp - first.timeStamp < DOUBLE_CLICK_MS && moved <= DOUBLE_CLICK_PX;
}
