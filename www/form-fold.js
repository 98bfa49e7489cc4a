/**
 * The form as one line, once there is an answer or a failure: which upload is shown, by both ends of its ids, since the answer has them whole, and
 * a button that opens the form again. The field of the token stays while a new one is needed.
 *
 * @import { Ids } from "./fragment.js"
 */
import { elementById } from "./element-by-id.js";
import { shortId } from "./upload-name.js";

/** The longest time between two presses of somebody who presses Enter twice to be sure. */
const DOUBLE_PRESS_MS = 500;

export class FormFold {
  #form;
  #token;
  #changeButton = elementById("change", HTMLButtonElement);
  #customer = elementById("which-customer", HTMLElement);
  #tracking = elementById("which-tracking", HTMLElement);
  /** When the button has got the focus of a field. */
  #focusMoved = Number.NEGATIVE_INFINITY;

  /** @param {HTMLFormElement} form @param {HTMLInputElement} token @param {() => void} onOpen called when the user has opened the form */
  constructor(form, token, onOpen) {
    this.#form = form;
    this.#token = token;
    this.#changeButton.addEventListener("keydown", (event) => {
      // The first press has sent the form.
      if (event.key === "Enter" && event.timeStamp - this.#focusMoved < DOUBLE_PRESS_MS) event.preventDefault();
    });
    this.#changeButton.addEventListener("click", () => {
      this.open();
      onOpen();
    });
  }

  get isFolded() {
    return this.#form.classList.contains("folded");
  }

  /** @param {Ids} ids of the upload that is shown @param {boolean} asksForToken whether the field of the token stays */
  fold({ customerId, trackingId }, asksForToken) {
    this.#customer.textContent = shortId(customerId);
    this.#tracking.textContent = shortId(trackingId);
    const focused = this.#form.contains(document.activeElement) ? document.activeElement : null;
    const beginsToAsk = asksForToken && !(this.isFolded && this.#form.classList.contains("asks-for-token"));
    this.#form.classList.toggle("asks-for-token", asksForToken);
    this.#form.classList.remove("opened");
    this.#form.classList.add("folded");
    for (const part of this.#form.querySelectorAll("details")) part.open = false;
    if (!focused || (focused.checkVisibility() && !beginsToAsk)) return;
    this.#focusMoved = performance.now();
    (asksForToken ? this.#token : this.#changeButton).focus({ preventScroll: true });
  }

  /** Opens it again, for another upload or another token. What the page says about itself comes back only with `reset`. */
  open() {
    if (this.isFolded) this.#form.classList.replace("folded", "opened");
  }

  /** As it is at first. */
  reset() {
    this.#form.classList.remove("folded", "opened");
  }

  /** Moves the focus to the button that opens the form. */
  focus() {
    this.#changeButton.focus();
  }
}
