/**
 * The one live region: whole sentences for who can't see what changed, and not too often.
 */

const MIN_INTERVAL_MS = 10_000;

export class Announcer {
  readonly #region: HTMLElement;
  #lastAnnounced = Number.NEGATIVE_INFINITY;

  /** @param region with `role="status"`, in the document before anything is said */
  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Says this at once. */
  announce(sentence: string): void {
    this.#lastAnnounced = performance.now();
    this.#region.textContent = sentence;
  }

  /** Says this unless something was said a moment ago: progress, of which more comes. */
  announceThrottled(sentence: string): void {
    if (performance.now() - this.#lastAnnounced >= MIN_INTERVAL_MS) this.announce(sentence);
  }
}
