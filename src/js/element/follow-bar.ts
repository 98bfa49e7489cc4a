/**
 * The line above an answer: how fresh it is, whether the page asks again, and the button that stops it or asks again. It is
 * one button all the time, so that the keyboard stays on it.
 */
import { element } from "./dom.js";
import { formatClock } from "./format.js";

/** Shorter waits are over before a time of day is read. */
const WORTH_TELLING_MS = 5000;

export class FollowBar {
  readonly #text = element("p");
  readonly #button = element("button", { type: "button", class: "quiet" });
  #onPress = () => {};
  readonly #onStop: () => void;
  readonly #onAsk: () => void;
  #lastChange = "";

  readonly element = element("div", { class: "follow-bar" }, this.#text, this.#button);

  constructor({ onStop, onAsk }: { onStop: () => void; onAsk: () => void }) {
    this.#onStop = onStop;
    this.#onAsk = onAsk;
    this.#button.addEventListener("click", () => this.#onPress());
  }

  asking(): void {
    this.#show("busy", "Asking Partner Center…", "Stop", this.#onStop);
  }

  /** The batch moves on, and the page asks again. */
  following(): void {
    this.#lastChange = ` Last change at ${formatClock(new Date())}.`;
    this.#show("busy", `Following until the batch is done.${this.#lastChange}`, "Stop following", this.#onStop);
  }

  /** A request failed, and the next one comes by itself. */
  retrying(waitMs: number): void {
    const next = new Date(Date.now() + waitMs);
    const text = waitMs < WORTH_TELLING_MS ? "Trying again…" : `Trying again at ${formatClock(next)}.`;
    this.#show("busy", text, "Stop", this.#onStop);
  }

  /** The batch is complete: nothing will change any more. */
  complete(): void {
    this.#show("", `Answered at ${formatClock(new Date())}.`, "Ask again", this.#onAsk);
  }

  stopped(): void {
    this.#show("", `Stopped.${this.#lastChange}`, "Ask again", this.#onAsk);
  }

  failed(): void {
    this.#show("", `The request failed.${this.#lastChange}`, "Try again", this.#onAsk);
  }

  #show(state: "" | "busy", text: string, label: string, onPress: () => void): void {
    this.element.className = `follow-bar ${state}`;
    this.#text.textContent = text;
    this.#button.textContent = label;
    this.#onPress = onPress;
  }
}
