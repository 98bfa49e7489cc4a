/**
 * The live region of the element: announces changes to screen readers, in whole sentences and not too often.
 */

const MIN_INTERVAL_MS = 10_000;

export class Announcer {
  readonly #region: HTMLElement;
  #lastAnnounced = Number.NEGATIVE_INFINITY;

  /** @param region with `role="status"`, in the document before anything is announced */
  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Announces this at once. */
  announce(sentence: string): void {
    this.#lastAnnounced = performance.now();
    this.#region.textContent = sentence;
  }

  /** Announces this unless something was announced within the last 10 seconds. For progress, which is updated soon. */
  announceThrottled(sentence: string): void {
    if (performance.now() - this.#lastAnnounced >= MIN_INTERVAL_MS) this.announce(sentence);
  }
}
