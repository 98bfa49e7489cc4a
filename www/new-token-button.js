/**
 * A button at the edge of the screen that leads to the field of the token, while the service has refused the token and the field is out of sight:
 * somebody who reads the end of a long answer would not notice the refusal.
 */
import { elementById } from "./element-by-id.js";

/** How much of the field has to be on the screen to be in sight. */
const SEEN = 0.9;

export class NewTokenButton {
  #button = elementById("new-token", HTMLButtonElement);
  #isNeeded = false;
  #isFieldInSight = true;

  /** @param {HTMLInputElement} field @param {() => void} onClick */
  constructor(field, onClick) {
    this.#button.addEventListener("click", onClick);
    this.#button.addEventListener("blur", () => this.#update());
    const onScroll = (/** @type {IntersectionObserverEntry[]} */ entries) => {
      this.#isFieldInSight = (entries.at(-1)?.intersectionRatio ?? 1) >= SEEN;
      this.#update();
    };
    new IntersectionObserver(onScroll, { threshold: SEEN }).observe(field);
  }

  /** @param {boolean} isNeeded */
  set isNeeded(isNeeded) {
    this.#isNeeded = isNeeded;
    this.#update();
  }

  #update() {
    const hasFocus = document.activeElement === this.#button;
    this.#button.hidden = !this.#isNeeded || (this.#isFieldInSight && !hasFocus);
  }
}
