/**
 * Announces that a token ends soon, once for each.
 *
 * @import { WatchedUpload } from "./watched-upload.js"
 */
import { language } from "./language.js";

export class TokenEndAnnouncer {
  /** The ends that were announced, in milliseconds. @type {Set<number>} */
  #announced = new Set();

  /** @param {WatchedUpload[]} uploads @param {WatchedUpload | undefined} shown where it is announced */
  announce(uploads, shown) {
    const ends = uploads.flatMap(({ watch }) => watch.endingTokenTime?.getTime() ?? []);
    const end = Math.min(...ends);
    if (shown === undefined || ends.length === 0 || this.#announced.has(end) || end < Date.now()) return;
    this.#announced.add(end);
    const { endsSoon } = language.page.tokenEnd;
    shown.status.announce(endsSoon(language.format.moment(new Date(end))));
  }
}
