/**
 * The one live region: whole sentences for who can't see what changed, and not too often.
 */

const QUIET_MS = 10_000;

export class Announcer {
  readonly #region: HTMLElement;
  #lastSaid = Number.NEGATIVE_INFINITY;

  /** @param region with `role="status"`, in the document before anything is said */
  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Says this at once. */
  say(sentence: string): void {
    this.#lastSaid = performance.now();
    this.#region.textContent = sentence;
  }

  /** Says this unless something was said a moment ago: progress, of which more comes. */
  mention(sentence: string): void {
    if (performance.now() - this.#lastSaid >= QUIET_MS) this.say(sentence);
  }
}
