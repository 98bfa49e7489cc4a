/**
 * The bar above a result: when it was updated and what is waited for, with buttons to pause the watch and to refresh.
 */
import type { WaitEvent } from "../../index.js";
import { button, element, focusedWithin } from "../dom/dom.js";
import type { Language } from "../languages/language.js";
import { waitText } from "./wait-text.js";

const TICK_MS = 1000;

type Phase = "asking" | "waiting" | "paused" | "complete" | "failed" | "stopped";

/** The phases that only the user ends. */
const HALTED_PHASES: Phase[] = ["failed", "stopped", "paused"];

/** The phases that change without the user. */
const BUSY_PHASES: Phase[] = ["asking", "waiting"];

interface Actions {
  onPause: () => void;
  onResume: () => void;
  onRefresh: () => void;
  /** Called every second. */
  onTick: () => void;
}

export class FollowBar {
  #language: Language;
  readonly #text = element("p");
  readonly #onTick: () => void;
  readonly #pause: HTMLButtonElement;
  readonly #refresh: HTMLButtonElement;
  #isWanted = true;
  #phase: Phase = "asking";
  /** When the last response came, in milliseconds since 1970. */
  #lastUpdate: number | undefined;
  #wait: WaitEvent | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  readonly element: HTMLElement;

  constructor(language: Language, { onPause, onResume, onRefresh, onTick }: Actions) {
    this.#language = language;
    this.#onTick = onTick;
    this.#pause = button("", "quiet", () => (this.#phase === "paused" ? onResume() : onPause()));
    this.#refresh = button("", "quiet", onRefresh);
    const buttons = element("div", { class: "follow-buttons" }, this.#pause, this.#refresh);
    this.element = element("div", { class: "follow-bar", part: "bar" }, this.#text, buttons);
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget))) this.#showIfNeeded();
    });
  }

  set language(language: Language) {
    this.#language = language;
    this.#labelButtons();
    this.#renderText();
  }

  /** Whether the bar is shown in any phase, or only while its buttons are needed or have the focus. */
  set isWanted(isWanted: boolean) {
    this.#isWanted = isWanted;
    this.#showIfNeeded();
  }

  /** Whether the watch goes on by itself. */
  get isBusy(): boolean {
    return BUSY_PHASES.includes(this.#phase);
  }

  /** Whether a request would come too early: Partner Center asks to wait, or the machine is offline. */
  get isHeldUp(): boolean {
    return this.#phase === "waiting" && (this.#wait?.reason === "throttled" || this.#wait?.reason === "offline");
  }

  /** Moves the focus to a button that is always there. */
  focus(): void {
    this.#refresh.focus({ preventScroll: true });
  }

  /** A request is on its way. */
  asking(): void {
    this.#show("asking");
  }

  /** A response has arrived. */
  answered(): void {
    this.#lastUpdate = Date.now();
  }

  /** The watch waits. */
  waiting(wait: WaitEvent): void {
    this.#wait = wait;
    this.#show("waiting");
  }

  paused(): void {
    this.#show("paused");
  }

  /** The batch is complete, and will not change any more. */
  complete(): void {
    this.#show("complete");
  }

  failed(): void {
    this.#show("failed");
  }

  /** The time for the watch is over. */
  stopped(): void {
    this.#show("stopped");
  }

  /** Stops the timer. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #show(phase: Phase): void {
    this.#phase = phase;
    const isOver = !this.isBusy && phase !== "paused";
    if (isOver && focusedWithin(this.#pause)) this.focus();
    this.#pause.hidden = isOver;
    this.#labelButtons();
    this.element.classList.toggle("busy", this.isBusy);
    this.#showIfNeeded();
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
    this.#renderText();
  }

  #showIfNeeded(): void {
    const isNeeded = HALTED_PHASES.includes(this.#phase) || focusedWithin(this.element) !== undefined;
    this.element.hidden = !this.#isWanted && !isNeeded;
  }

  #tick(): void {
    this.#renderText();
    this.#onTick();
  }

  #labelButtons(): void {
    const { follow } = this.#language;
    this.#pause.textContent = this.#phase === "paused" ? follow.resume : follow.pause;
    this.#refresh.textContent =
      { failed: follow.tryAgain, stopped: follow.goOn }[this.#phase as string] ?? follow.refresh;
  }

  #renderText(): void {
    const { follow } = this.#language;
    const updated = this.#lastUpdate === undefined ? "" : follow.updated(this.#lastUpdate - Date.now());
    this.#text.textContent = this.#sentences(updated).filter(Boolean).join(" ");
  }

  #sentences(updated: string): string[] {
    const { follow } = this.#language;
    switch (this.#phase) {
      case "asking":
        return [updated, follow.asking];
      case "waiting":
        return this.#wait === undefined ? [updated] : [updated, waitText(this.#language, this.#wait)];
      case "paused":
        return [follow.paused, updated];
      case "complete":
        return [updated, follow.complete];
      case "failed":
        return [follow.failed, updated];
      case "stopped":
        return [follow.stopped, updated];
    }
  }
}
