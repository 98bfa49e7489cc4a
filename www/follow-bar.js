/**
 * The line above an answer: how fresh it is, whether the page asks again, and the button that stops it or asks again. It is
 * one button all the time, so that the keyboard stays on it.
 */
import { element } from "./dom.js";
import { formatClock, formatDuration } from "./format.js";

export class FollowBar {
  #text = element("p");
  #button = element("button", { type: "button", class: "quiet" });
  #onPress = () => {};
  #onStop;
  #onAsk;
  #lastAnswer = "";

  element = element("div", { class: "follow-bar", hidden: "" }, this.#text, this.#button);

  /** @param {{ onStop: () => void, onAsk: () => void }} actions */
  constructor({ onStop, onAsk }) {
    this.#onStop = onStop;
    this.#onAsk = onAsk;
    this.#button.addEventListener("click", () => this.#onPress());
  }

  asking() {
    this.#show("busy", "Asking Partner Center…", "Stop", this.#onStop);
  }

  /** An answer came, and the page will ask again. @param {number} intervalMs */
  following(intervalMs) {
    this.#answered();
    const text = `${this.#lastAnswer}, asks again every ${formatDuration(intervalMs)}.`;
    this.#show("live", text, "Stop following", this.#onStop);
  }

  /** The last answer came: the batch is complete. */
  complete() {
    this.#answered();
    this.#show("", `${this.#lastAnswer}.`, "Ask again", this.#onAsk);
  }

  stopped() {
    const text = this.#lastAnswer ? `Stopped following. ${this.#lastAnswer}.` : "Stopped before an answer came.";
    this.#show("", text, "Ask again", this.#onAsk);
  }

  failed() {
    const text = this.#lastAnswer ? `${this.#lastAnswer}, then the failure below.` : "The request failed.";
    this.#show("", text, "Try again", this.#onAsk);
  }

  reset() {
    this.#lastAnswer = "";
    this.element.hidden = true;
  }

  #answered() {
    this.#lastAnswer = `Answered at ${formatClock(new Date())}`;
  }

  /** @param {"" | "busy" | "live"} state @param {string} text @param {string} label @param {() => void} onPress */
  #show(state, text, label, onPress) {
    this.element.hidden = false;
    this.element.className = `follow-bar ${state}`;
    this.#text.textContent = text;
    this.#button.textContent = label;
    this.#onPress = onPress;
  }
}
