/**
 * The line above an answer: how fresh it is and when the next look comes, with the buttons that pause the watch and look at once.
 */
import { button, element, focusedWithin } from "./dom.js";
import { formatRelative } from "./format.js";

const TICK_MS = 1000;

type Phase = "asking" | "following" | "retrying" | "paused" | "complete" | "failed";

/** In which something comes by itself. */
const BUSY: Phase[] = ["asking", "following", "retrying"];

interface Actions {
  onPause: () => void;
  onResume: () => void;
  onRefresh: () => void;
}

export class FollowBar {
  readonly #text = element("p");
  readonly #pause: HTMLButtonElement;
  readonly #refresh: HTMLButtonElement;
  #phase: Phase = "asking";
  /** When the last answer came, and when the next look comes, in milliseconds since 1970. */
  #updated: number | undefined;
  #next: number | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;

  readonly element: HTMLElement;

  constructor({ onPause, onResume, onRefresh }: Actions) {
    this.#pause = button("Pause", "quiet", () => (this.#phase === "paused" ? onResume() : onPause()));
    this.#refresh = button("Refresh now", "quiet", onRefresh);
    const buttons = element("div", { class: "follow-buttons" }, this.#pause, this.#refresh);
    this.element = element("div", { class: "follow-bar" }, this.#text, buttons);
  }

  /** Where the keyboard goes on when what it was on is gone. */
  focus(): void {
    this.#refresh.focus({ preventScroll: true });
  }

  asking(): void {
    this.#next = undefined;
    this.#show("asking");
  }

  /** What is shown is as fresh as can be. */
  answered(): void {
    this.#updated = Date.now();
  }

  /** The batch moves on, and there will be another look. */
  following(): void {
    this.#show("following");
  }

  /** A look is over. @param waitMs until the next one */
  waiting(waitMs: number): void {
    this.#next = Date.now() + waitMs;
    this.answered();
    this.following();
  }

  /** A request failed, and the next one comes by itself. */
  retrying(waitMs: number): void {
    this.#next = Date.now() + waitMs;
    this.#show("retrying");
  }

  paused(): void {
    this.#show("paused");
  }

  /** The batch is complete: nothing will change any more. */
  complete(): void {
    this.#show("complete");
  }

  failed(): void {
    this.#show("failed");
  }

  /** Nobody looks any more: no second is counted. */
  stop(): void {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  #show(phase: Phase): void {
    this.#phase = phase;
    const isOver = phase === "complete" || phase === "failed";
    if (isOver && focusedWithin(this.#pause)) this.focus();
    this.#pause.hidden = isOver;
    this.#pause.textContent = phase === "paused" ? "Resume" : "Pause";
    this.#refresh.textContent = phase === "failed" ? "Try again" : "Refresh now";
    this.element.classList.toggle("busy", BUSY.includes(phase));
    this.#ticking ??= setInterval(() => this.#tell(), TICK_MS);
    this.#tell();
  }

  #tell(): void {
    const now = Date.now();
    const updated = this.#updated === undefined ? "" : `Updated ${formatRelative(this.#updated - now)}.`;
    const wait = this.#next === undefined ? undefined : this.#next - now;
    this.#text.textContent = sentences(this.#phase, updated, wait).filter(Boolean).join(" ");
  }
}

/** @param wait until the next look, which is under way once that is over */
function sentences(phase: Phase, updated: string, wait: number | undefined): string[] {
  switch (phase) {
    case "asking":
      return [updated, "Asking Partner Center…"];
    case "following":
      return [updated, nextLook(wait)];
    case "retrying":
      return [wait !== undefined && wait > 0 ? `Trying again ${formatRelative(wait)}.` : "Trying again…"];
    case "paused":
      return ["Paused.", updated];
    case "complete":
      return [updated, "The batch is complete: nothing will change any more."];
    case "failed":
      return ["The request failed.", updated];
  }
}

function nextLook(wait: number | undefined): string {
  if (wait === undefined) return "";
  if (!navigator.onLine) return "Offline: the next look comes with the connection.";
  return wait > 0 ? `Next look ${formatRelative(wait)}.` : "Asking Partner Center…";
}
