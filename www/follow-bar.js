/**
 * The line above an answer: how fresh it is, whether the page asks again, and the button that stops it or asks again. It is
 * one button all the time, so that the keyboard stays on it.
 */
import { element } from "./dom.js";
import { formatClock } from "./format.js";

/** Shorter waits are over before a time of day is read. */
const WORTH_TELLING_MS = 5000;

export class FollowBar {
  #text = element("p");
  #button = element("button", { type: "button", class: "quiet" });
  #onPress = () => {};
  #onStop;
  #onAsk;
  #lastChange = "";

  element = element("div", { class: "follow-bar", hidden: "" }, this.#text, this.#button);

  /** @param {{ onStop: () => void, onAsk: () => void }} actions */
  constructor({ onStop, onAsk }) {
    this.#onStop = onStop;
    this.#onAsk = onAsk;
    this.#button.addEventListener("click", () => this.#onPress());
  }

  /** Nothing has been asked. */
  reset() {
    this.element.hidden = true;
    this.#lastChange = "";
  }

  asking() {
    this.#show("busy", "Asking Partner Center…", "Stop", this.#onStop);
  }

  /** The batch moves on, and the page asks again. */
  following() {
    this.#lastChange = ` Last change at ${formatClock(new Date())}.`;
    this.#show("busy", `Following until the batch is done.${this.#lastChange}`, "Stop following", this.#onStop);
  }

  /** A request failed, and the next one comes by itself. @param {number} waitMs */
  retrying(waitMs) {
    const next = new Date(Date.now() + waitMs);
    const text = waitMs < WORTH_TELLING_MS ? "Trying again…" : `Trying again at ${formatClock(next)}.`;
    this.#show("busy", text, "Stop", this.#onStop);
  }

  /** The batch is complete: nothing will change any more. */
  complete() {
    this.#show("", `Answered at ${formatClock(new Date())}.`, "Ask again", this.#onAsk);
  }

  stopped() {
    this.#show("", `Stopped.${this.#lastChange}`, "Ask again", this.#onAsk);
  }

  failed() {
    this.#show("", `The request failed.${this.#lastChange}`, "Try again", this.#onAsk);
  }

  /** @param {"" | "busy"} state @param {string} text @param {string} label @param {() => void} onPress */
  #show(state, text, label, onPress) {
    this.element.hidden = false;
    this.element.className = `follow-bar ${state}`;
    this.#text.textContent = text;
    this.#button.textContent = label;
    this.#onPress = onPress;
  }
}
