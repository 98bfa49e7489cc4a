/**
 * The filters of the devices: a search, outcomes and causes. Each outcome and cause says how many devices it would leave.
 */
import type { ErrorFields } from "../../explain-device-error.js";
import type { BatchSummary } from "../../index.js";
import { button, element, focusedWithin, reconcileChildren } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { visibleLine } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";
import { causeKey, deviceError, errorInBrief, errorOfKey, errorsOfCause, nameAndCode } from "../status/device-error.js";
import { BY_URGENCY, OUTCOME_TONES, type Outcome, RARE_OUTCOMES } from "../status/status.js";
import type { FilterCounts } from "./device-list.js";
import { type Filters, NO_FILTERS, toggled } from "./view.js";

/** A service that words every error differently would fill the screen. The search finds the other causes. */
const MAX_CAUSES = 12;

export class FilterBar {
  readonly #language: Language;
  readonly #onChange: (change: Partial<Filters>) => void;
  #filters = NO_FILTERS;
  #errors: BatchSummary["errors"] = [];
  readonly #search: HTMLInputElement;
  readonly #outcomes: Map<Outcome, Chip>;
  readonly #causes = new Map<string, Chip>();
  readonly #causeChips = element("div", { class: "chips" });
  readonly #causeGroup: HTMLElement;

  readonly element: HTMLElement;

  constructor(language: Language, onChange: (change: Partial<Filters>) => void) {
    const { filter } = language;
    this.#language = language;
    this.#onChange = onChange;
    this.#search = element("input", {
      id: "search",
      type: "search",
      placeholder: filter.placeholder,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
    });
    this.#search.addEventListener("input", () => onChange({ text: this.#search.value }));
    this.#search.addEventListener("paste", (event) => this.#pasteColumn(event));
    this.#outcomes = new Map(BY_URGENCY.map((name) => [name, this.#createOutcomeChip(name)]));
    const outcomeChips = [...this.#outcomes.values()].map((chip) => chip.element);
    this.#causeGroup = chipGroup(filter.error, this.#causeChips);
    this.element = element(
      "div",
      { class: "filter-bar", part: "filters", role: "search", "aria-label": filter.label },
      element("div", { class: "filter" }, element("label", { for: "search" }, filter.search), this.#search),
      chipGroup(filter.outcome, element("div", { class: "chips" }, ...outcomeChips)),
      this.#causeGroup,
    );
  }

  /** Moves the focus to the search field. */
  focus(): void {
    this.#search.focus();
  }

  show(filters: Filters, summary: BatchSummary, counts: FilterCounts): void {
    this.#filters = filters;
    if (this.#search.value !== filters.text) this.#search.value = filters.text;
    for (const [name, chip] of this.#outcomes) {
      const isSelected = filters.outcomes.includes(name);
      chip.show(counts.outcomes.get(name) ?? 0, isSelected);
      // While devices are under way, the common outcomes keep their places. The focus is never lost.
      const canBeAbsent = summary.complete || RARE_OUTCOMES.includes(name);
      const isInUse = isSelected || focusedWithin(chip.element) !== undefined;
      chip.element.hidden = summary[name] === 0 && !isInUse && canBeAbsent;
    }
    this.#errors = summary.errors;
    this.#showCauses(counts.causes);
  }

  /** The field would make spaces of line breaks. Commas keep the values of a column or a row apart. */
  #pasteColumn(event: ClipboardEvent): void {
    const lines =
      event.clipboardData
        ?.getData("text/plain")
        .trim()
        .split(/\s*[\n\r\t]\s*/) ?? [];
    if (lines.length < 2) return;
    event.preventDefault();
    const text = lines.join(", ");
    // As a person would type it, so that it can be undone.
    if (document.execCommand("insertText", false, text)) return;
    this.#search.value = text;
    this.#onChange({ text });
  }

  #showCauses(counts: FilterCounts["causes"]): void {
    const { causes } = this.#filters;
    const errors = this.#errors;
    const selected = causes.flatMap((cause) => this.#keysOf(cause));
    const frequent = errors.slice(0, MAX_CAUSES).map(causeKey);
    // Sorted by key, so that no chip moves away under the pointer while the counts grow.
    const keys = [...new Set([...frequent, ...selected])].sort();
    const chips = keys.map((key) => {
      const error = errors.find((known) => causeKey(known) === key) ?? errorOfKey(key);
      const chip = this.#causes.get(key) ?? this.#createCauseChip(key, error);
      chip.show(counts.get(key) ?? 0, selected.includes(key));
      return chip.element;
    });
    reconcileChildren(this.#causeChips, chips);
    this.#causeGroup.hidden = keys.length === 0;
  }

  #createOutcomeChip(name: Outcome): Chip {
    const tone = OUTCOME_TONES[name];
    const onPress = () => this.#onChange({ outcomes: toggled(this.#filters.outcomes, name) });
    return new Chip(this.#language, [icon(tone), this.#language.outcomes[name]], onPress, tone);
  }

  #createCauseChip(key: string, error: ErrorFields): Chip {
    const explained = deviceError(this.#language, error);
    const onPress = () => {
      const selected = this.#filters.causes.flatMap((cause) => this.#keysOf(cause));
      this.#onChange({ causes: toggled([...new Set(selected)], key) });
    };
    const chip = new Chip(this.#language, errorInBrief(this.#language, explained), onPress);
    chip.element.title = [visibleLine(nameAndCode(explained)), explained.meaning].join(": ");
    this.#causes.set(key, chip);
    return chip;
  }

  /** The keys of the errors that a cause in the view means. One that no device has means itself: its chip takes it away. */
  #keysOf(cause: string): string[] {
    const keys = errorsOfCause(cause, this.#errors).map(causeKey);
    return keys.length > 0 ? keys : [cause];
  }
}

/** A toggle button with a count. */
class Chip {
  readonly #language: Language;
  readonly #count = element("span", { class: "chip-count" });
  readonly element: HTMLButtonElement;

  constructor(language: Language, label: (Node | string)[], onPress: () => void, tone = "") {
    this.#language = language;
    this.element = button("", `chip ${tone}`, onPress);
    this.element.append(element("span", { class: "chip-label" }, ...label), " ", this.#count);
  }

  show(count: number, pressed: boolean): void {
    this.#count.textContent = this.#language.format.number(count);
    this.element.classList.toggle("none", count === 0);
    this.element.setAttribute("aria-pressed", String(pressed));
  }
}

function chipGroup(label: string, chips: HTMLElement): HTMLElement {
  const name = element("span", { class: "filter-label", "aria-hidden": "true" }, label);
  return element("div", { class: "filter", role: "group", "aria-label": label }, name, chips);
}
