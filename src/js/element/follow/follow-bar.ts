/**
 * The bar above a result: when it was updated and when the next poll is, with buttons to pause the watch and to refresh.
 */
import { button, element, focusedWithin } from "../dom/dom.js";
import type { Language } from "../languages/language.js";

const TICK_MS = 1000;

type Phase = "asking" | "following" | "retrying" | "paused" | "complete" | "failed";

/** The phases that change without the user. */
const BUSY_PHASES: Phase[] = ["asking", "following", "retrying"];

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
  #phase: Phase = "asking";
  /** When the last response came, and when the next poll is, in milliseconds since 1970. */
  #lastUpdate: number | undefined;
  #nextPoll: number | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  readonly element: HTMLElement;

  constructor(language: Language, { onPause, onResume, onRefresh, onTick }: Actions) {
    this.#language = language;
    this.#onTick = onTick;
    this.#pause = button("", "quiet", () => (this.#phase === "paused" ? onResume() : onPause()));
    this.#refresh = button("", "quiet", onRefresh);
    const buttons = element("div", { class: "follow-buttons" }, this.#pause, this.#refresh);
    this.element = element("div", { class: "follow-bar" }, this.#text, buttons);
  }

  set language(language: Language) {
    this.#language = language;
    this.#labelButtons();
    this.#renderText();
  }

  /** Whether the watch goes on by itself. */
  get isBusy(): boolean {
    return BUSY_PHASES.includes(this.#phase);
  }

  /** Moves the focus to a button that is always there. */
  focus(): void {
    this.#refresh.focus({ preventScroll: true });
  }

  asking(): void {
    this.#nextPoll = undefined;
    this.#show("asking");
  }

  /** A response has arrived. */
  answered(): void {
    this.#lastUpdate = Date.now();
  }

  /** The batch is not complete: there will be another poll. */
  following(): void {
    this.#show("following");
  }

  /** A poll is over. @param waitMs until the next one */
  waiting(waitMs: number): void {
    this.#nextPoll = Date.now() + waitMs;
    this.answered();
    this.following();
  }

  /** A request failed, and will be retried. @param waitMs until then */
  retrying(waitMs: number): void {
    this.#nextPoll = Date.now() + waitMs;
    this.#show("retrying");
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

  /** Stops the timer. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #show(phase: Phase): void {
    this.#phase = phase;
    const isOver = phase === "complete" || phase === "failed";
    if (isOver && focusedWithin(this.#pause)) this.focus();
    this.#pause.hidden = isOver;
    this.#labelButtons();
    this.element.classList.toggle("busy", this.isBusy);
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
    this.#renderText();
  }

  #tick(): void {
    this.#renderText();
    this.#onTick();
  }

  #labelButtons(): void {
    const { follow } = this.#language;
    this.#pause.textContent = this.#phase === "paused" ? follow.resume : follow.pause;
    this.#refresh.textContent = this.#phase === "failed" ? follow.tryAgain : follow.refresh;
  }

  #renderText(): void {
    const { follow } = this.#language;
    const now = Date.now();
    const updated = this.#lastUpdate === undefined ? "" : follow.updated(this.#lastUpdate - now);
    const wait = this.#nextPoll === undefined ? undefined : this.#nextPoll - now;
    this.#text.textContent = sentences(follow, this.#phase, updated, wait).filter(Boolean).join(" ");
  }
}

/** @param wait until the next poll, which is in progress once the wait is over */
function sentences(follow: Language["follow"], phase: Phase, updated: string, wait: number | undefined): string[] {
  switch (phase) {
    case "asking":
      return [updated, follow.asking];
    case "following":
      return [updated, nextPollText(follow, wait)];
    case "retrying":
      return [nextAttemptText(follow, wait)];
    case "paused":
      return [follow.paused, updated];
    case "complete":
      return [updated, follow.complete];
    case "failed":
      return [follow.failed, updated];
  }
}

function nextAttemptText(follow: Language["follow"], wait: number | undefined): string {
  if (!navigator.onLine) return follow.offline;
  return wait !== undefined && wait > 0 ? follow.tryingAgain(wait) : follow.tryingAgainNow;
}

function nextPollText(follow: Language["follow"], wait: number | undefined): string {
  if (wait === undefined) return "";
  if (!navigator.onLine) return follow.offline;
  return wait > 0 ? follow.nextLook(wait) : follow.asking;
}
