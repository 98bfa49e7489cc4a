/**
 * How many devices have each outcome. Each count is a button that shows its devices, where they are listed. Outcomes that no device has are
 * left out.
 */
import type { BatchSummary } from "../../index.js";
import { button, element, focusedWithin, reconcileChildren } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import type { Language } from "../languages/language.js";
import { BY_URGENCY, OUTCOME_TONES, type Outcome } from "../status/status.js";

export class OutcomeCounts {
  readonly #language: Language;
  readonly #onSelect: ((outcome: Outcome) => void) | undefined;
  /** By outcome, so that the focus stays on a button while the counts grow. */
  readonly #items = new Map<Outcome, { item: HTMLElement; count: HTMLElement }>();
  readonly element: HTMLElement;

  /** @param onSelect absent where no devices are listed */
  constructor(language: Language, onSelect?: (outcome: Outcome) => void) {
    this.#language = language;
    this.#onSelect = onSelect;
    // Safari takes the role from a list that has no box of its own.
    this.element = element("ul", { class: "counts", role: "list", "aria-label": language.overview.counts });
  }

  show(summary: BatchSummary): void {
    // The focused one stays, so that the focus is not lost.
    const shown = BY_URGENCY.filter((outcome) => summary[outcome] > 0 || this.#hasFocus(outcome));
    const items = shown.map((outcome) => {
      const { item, count } = this.#itemOf(outcome);
      const text = this.#language.format.number(summary[outcome]);
      if (count.textContent !== text) count.textContent = text;
      return item;
    });
    reconcileChildren(this.element, items);
  }

  #hasFocus(outcome: Outcome): boolean {
    const known = this.#items.get(outcome);
    return known !== undefined && focusedWithin(known.item) !== undefined;
  }

  #itemOf(outcome: Outcome): { item: HTMLElement; count: HTMLElement } {
    const known = this.#items.get(outcome);
    if (known !== undefined) return known;
    const tone = OUTCOME_TONES[outcome];
    const count = element("strong");
    const onSelect = this.#onSelect;
    const style = `count ${tone}`;
    const show = onSelect ? button("", style, () => onSelect(outcome)) : element("span", { class: style });
    show.append(icon(tone), count, " ", this.#language.outcomes[outcome]);
    const created = { item: element("li", {}, show), count };
    this.#items.set(outcome, created);
    return created;
  }
}
