/**
 * The list of watched uploads: what needs somebody comes first. Nothing in it moves while somebody is at it.
 *
 * @import { WatchedUpload } from "./watched-upload.js"
 */
import { elementById } from "./element-by-id.js";
import { reconcileChildren } from "./partner-center-batch-status/element/parts.js";
import { byUrgency } from "./upload-state.js";

export class WatchedList {
  #section = elementById("watched", HTMLElement);
  #list = elementById("watched-list", HTMLUListElement);

  /** @param {() => void} onLeave called when nobody is at the list any more */
  constructor(onLeave) {
    for (const event of ["pointerleave", "focusout"]) {
      // `focusout` comes before the next element has the focus.
      this.#list.addEventListener(event, () => setTimeout(onLeave));
    }
    new ResizeObserver(() => {
      if (!this.isInUse) this.#scrollToShown();
    }).observe(this.#list);
  }

  get isHidden() {
    return this.#section.hidden;
  }

  set isHidden(isHidden) {
    this.#section.hidden = isHidden;
  }

  /** Whether somebody is at the list with the mouse or the keyboard. */
  get isInUse() {
    return (
      this.#list.matches(":has(:focus-visible)") || (matchMedia("(hover)").matches && this.#list.matches(":hover"))
    );
  }

  /** @param {WatchedUpload} upload */
  append(upload) {
    this.#list.append(upload.item);
  }

  /** Puts first what needs somebody. @param {WatchedUpload[]} uploads */
  order(uploads) {
    if (this.isInUse) return;
    const ordered = [...uploads].sort((one, other) => byUrgency(one.watch.state, other.watch.state));
    reconcileChildren(
      this.#list,
      ordered.map(({ item }) => item),
    );
    this.#scrollToShown();
  }

  /** A long list scrolls. */
  #scrollToShown() {
    const item = this.#list.querySelector(':scope > :has([aria-current="true"])');
    if (!(item instanceof HTMLElement)) return;
    const { scrollTop, clientHeight } = this.#list;
    // Offsets are rounded: a pixel more shows the whole item.
    const lowest = item.offsetTop - 1;
    const highest = item.offsetTop + item.offsetHeight + 1 - clientHeight;
    this.#list.scrollTop = Math.max(highest, Math.min(lowest, scrollTop));
  }
}
