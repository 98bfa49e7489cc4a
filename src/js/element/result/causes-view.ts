/**
 * The devices with an error by cause: those that failed, then those for which nobody must act, the most frequent cause first. Among thousands
 * of devices, the table alone would hide the causes.
 */
import type { BatchSummary } from "../../index.js";
import { button, element, focusedWithin, reconcileChildren } from "../dom/dom.js";
import type { Language } from "../languages/language.js";
import { heading, type Layout } from "../layout.js";
import { causeKey, deviceError, errorLabel, errorTitle } from "../status/device-error.js";

type ErrorGroup = BatchSummary["errors"][number];

/** The limit before a button shows more. A service that words every error differently would fill the screen. */
const INITIAL_CAUSES = 10;

/** The most row numbers that anybody would look up one by one. */
const MAX_ROWS = 12;

export class CausesView {
  readonly #failed: CauseSection;
  readonly #harmless: CauseSection;
  /** By group, so that the focus stays on a button while the counts grow. */
  readonly #items = new Map<string, CauseItem>();
  readonly #language: Language;
  readonly #layout: Layout;
  readonly #onSelect: ((key: string) => void) | undefined;
  readonly #showAllButton = button("", "quiet", () => this.#expand());
  #errors: ErrorGroup[] = [];
  #isExpanded = false;
  #isPrinting = false;

  readonly element: HTMLElement;

  /** @param onSelect called with the key of a cause, to show its devices. Absent where no devices are listed */
  constructor(language: Language, layout: Layout, onSelect?: (key: string) => void) {
    this.#language = language;
    this.#layout = layout;
    this.#onSelect = onSelect;
    this.#failed = new CauseSection(layout, "causes-heading", language.causes.heading);
    this.#harmless = new CauseSection(layout, "harmless-heading", language.causes.harmlessHeading);
    this.element = element(
      "div",
      { class: "causes", part: "causes" },
      this.#failed.element,
      this.#harmless.element,
      this.#showAllButton,
    );
  }

  show(errors: ErrorGroup[]): void {
    this.#errors = errors;
    this.#render();
  }

  /** Whether to show every cause with all of its rows, for printing: nothing can be unfolded on paper. */
  set isPrinting(isPrinting: boolean) {
    this.#isPrinting = isPrinting;
    this.#render();
  }

  /** Takes over the state of the same view in another language. */
  restoreFrom(other: CausesView): void {
    this.#isExpanded = other.#isExpanded;
  }

  #expand(): void {
    this.#isExpanded = true;
    this.#render();
    // The button is hidden now: the focus moves to the first of the new causes.
    const firstNew = this.#errors[INITIAL_CAUSES];
    if (firstNew) this.#itemOf(firstNew).focus();
  }

  #render(): void {
    const showsAll = this.#isExpanded || this.#isPrinting;
    const groups = this.#errors.filter((group, index) => showsAll || index < INITIAL_CAUSES || this.#hasFocus(group));
    this.#failed.show(this.#itemsOf(groups.filter(({ harmless }) => !harmless)));
    this.#harmless.show(this.#itemsOf(groups.filter(({ harmless }) => harmless)));
    this.#showAllButton.textContent = this.#language.causes.showAll(this.#errors.length);
    this.#showAllButton.hidden = groups.length === this.#errors.length;
  }

  #itemsOf(groups: ErrorGroup[]): HTMLElement[] {
    return groups.map((group) => {
      const item = this.#itemOf(group);
      item.show(group.devices, this.#isPrinting ? group.devices.length : MAX_ROWS);
      return item.element;
    });
  }

  #itemOf(group: ErrorGroup): CauseItem {
    const key = groupKey(group);
    const onSelect = this.#onSelect;
    const show = onSelect && (() => onSelect(causeKey(group)));
    const item = this.#items.get(key) ?? new CauseItem(this.#language, this.#layout, group, show);
    this.#items.set(key, item);
    return item;
  }

  /** The focused cause stays in the list, even if others become more frequent while the counts grow. */
  #hasFocus(group: ErrorGroup): boolean {
    const item = this.#items.get(groupKey(group));
    return item !== undefined && focusedWithin(item.element) !== undefined;
  }
}

function groupKey({ errorCode, errorDescription }: ErrorGroup): string {
  return JSON.stringify([errorCode, errorDescription]);
}

/** A heading with its causes, hidden while it has none. */
class CauseSection {
  readonly #list = element("ul", { class: "card" });
  readonly element: HTMLElement;

  constructor(layout: Layout, headingId: string, text: string) {
    this.element = element(
      "section",
      { "aria-labelledby": headingId },
      heading(layout, 3, { id: headingId }, text),
      this.#list,
    );
  }

  show(items: HTMLElement[]): void {
    reconcileChildren(this.#list, items);
    this.element.hidden = items.length === 0;
  }
}

class CauseItem {
  readonly #texts: Language["causes"];
  readonly #count = element("p", { class: "cause-count" });
  readonly #rows = element("span");
  /** Tells the buttons of two causes apart where only their names are read. */
  readonly #label: string;
  readonly #showDevices: HTMLButtonElement | undefined;
  readonly element: HTMLElement;

  constructor(language: Language, layout: Layout, group: ErrorGroup, onSelect: (() => void) | undefined) {
    const error = deviceError(language, group);
    this.#texts = language.causes;
    this.#label = errorLabel(error);
    this.#showDevices = onSelect && button("", "link", onSelect);
    this.element = element(
      "li",
      { class: error.harmless ? "cause harmless" : "cause", part: "cause" },
      this.#count,
      heading(layout, 4, { class: "cause-title" }, errorTitle(language, error)),
      element(
        "p",
        { class: "cause-text" },
        element("span", { class: "cause-meaning" }, error.meaning),
        " ",
        element("strong", {}, error.harmless ? this.#texts.harmless : this.#texts.whatToDo),
        " ",
        error.action,
      ),
      element("p", { class: "cause-rows" }, this.#rows, ...(this.#showDevices ? [" ", this.#showDevices] : [])),
    );
  }

  /** @param devices their positions, counted from 0 @param maxRows how many of their rows are named */
  show(devices: number[], maxRows: number): void {
    const rows = devices.slice(0, maxRows).map((index) => index + 1);
    this.#count.textContent = this.#texts.devices(devices.length);
    this.#rows.textContent = this.#texts.rows(rows, devices.length - rows.length);
    if (this.#showDevices === undefined) return;
    const label = this.#texts.showDevices(devices.length);
    this.#showDevices.textContent = label;
    this.#showDevices.ariaLabel = `${label}: ${this.#label}`;
  }

  focus(): void {
    this.#showDevices?.focus();
  }
}
