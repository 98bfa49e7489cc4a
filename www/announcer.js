/**
 * The one live region of the page: whole sentences for who can't see what changed, and not too often.
 */

const QUIET_MS = 10_000;

/** @param {HTMLElement} region with `role="status"`, in the document before anything is said */
export function createAnnouncer(region) {
  let lastSaid = Number.NEGATIVE_INFINITY;

  return {
    /** Says this at once. @param {string} sentence */
    say(sentence) {
      lastSaid = performance.now();
      region.textContent = sentence;
    },
    /** Says this unless something was said a moment ago: progress, of which more comes. @param {string} sentence */
    mention(sentence) {
      if (performance.now() - lastSaid >= QUIET_MS) this.say(sentence);
    },
  };
}
