/**
 * The failed devices by cause, most frequent first: with thousands of devices the table alone would hide them.
 */
import type { BatchSummary } from "../../index.js";
import { arrange, button, element, focusedWithin } from "../dom/dom.js";
import type { Language } from "../languages/language.js";
import { causeKey, deviceError, errorTitle } from "../status/device-error.js";

type Group = BatchSummary["errors"][number];

/** A service that words every error differently would fill the screen. */
const FIRST_CAUSES = 10;

/** As many row numbers as somebody looks up one by one. */
const MOST_ROWS = 12;

export class CausesView {
  readonly #list = element("ul", { class: "card" });
  /** By what tells the groups apart, so that the focus stays on a button while the counts grow. */
  readonly #items = new Map<string, CauseItem>();
  readonly #language: Language;
  readonly #onChoose: (key: string) => void;
  readonly #showAll = button("", "quiet", () => this.#unfold());
  #errors: Group[] = [];
  #isUnfolded = false;
  #isForPaper = false;

  readonly element: HTMLElement;

  /** @param onChoose is told by its key which cause somebody wants to see the devices of */
  constructor(language: Language, onChoose: (key: string) => void) {
    this.#language = language;
    this.#onChoose = onChoose;
    this.element = element(
      "section",
      { class: "causes", "aria-labelledby": "causes-heading" },
      element("h3", { id: "causes-heading" }, language.causes.heading),
      this.#list,
      this.#showAll,
    );
  }

  show(errors: Group[]): void {
    this.#errors = errors;
    this.#render();
  }

  /** Paper gets every cause. */
  set isForPaper(isForPaper: boolean) {
    this.#isForPaper = isForPaper;
    this.#render();
  }

  /** Goes on where one in another language was. */
  continueFrom(other: CausesView): void {
    this.#isUnfolded = other.#isUnfolded;
  }

  #unfold(): void {
    this.#isUnfolded = true;
    this.#render();
    // The button is gone; the keyboard goes on where the new causes begin.
    const firstNew = this.#errors[FIRST_CAUSES];
    if (firstNew) this.#itemOf(firstNew).focus();
  }

  #render(): void {
    const isWhole = this.#isUnfolded || this.#isForPaper;
    const groups = this.#errors.filter((group, place) => isWhole || place < FIRST_CAUSES || this.#hasFocus(group));
    const items = groups.map((group) => {
      const item = this.#itemOf(group);
      item.show(group.devices);
      return item.element;
    });
    arrange(this.#list, items);
    this.#showAll.textContent = this.#language.causes.showAll(this.#errors.length);
    this.#showAll.hidden = groups.length === this.#errors.length;
  }

  #itemOf(group: Group): CauseItem {
    const name = nameOf(group);
    const item = this.#items.get(name) ?? new CauseItem(this.#language, group, () => this.#onChoose(causeKey(group)));
    this.#items.set(name, item);
    return item;
  }

  /** While the counts grow, another cause may become more frequent than the one that the keyboard is on. */
  #hasFocus(group: Group): boolean {
    const item = this.#items.get(nameOf(group));
    return item !== undefined && focusedWithin(item.element) !== undefined;
  }
}

function nameOf({ errorCode, errorDescription }: Group): string {
  return JSON.stringify([errorCode, errorDescription]);
}

class CauseItem {
  readonly #texts: Language["causes"];
  readonly #count = element("p", { class: "cause-count" });
  readonly #rows = element("span");
  readonly #choose: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(language: Language, group: Group, onChoose: () => void) {
    const error = deviceError(language, group);
    this.#texts = language.causes;
    this.#choose = button("", "link", onChoose);
    this.element = element(
      "li",
      { class: error.harmless ? "cause harmless" : "cause" },
      this.#count,
      element("p", { class: "cause-title" }, errorTitle(language, error)),
      element("p", { class: "cause-meaning" }, error.meaning),
      element(
        "p",
        { class: "cause-action" },
        element("strong", {}, error.harmless ? this.#texts.harmless : this.#texts.whatToDo),
        " ",
        error.action,
      ),
      element("p", { class: "cause-rows" }, this.#rows, " ", this.#choose),
    );
  }

  /** @param devices their places, counted from 0 */
  show(devices: number[]): void {
    const rows = devices.slice(0, MOST_ROWS).map((place) => place + 1);
    this.#count.textContent = this.#texts.devices(devices.length);
    this.#rows.textContent = this.#texts.rows(rows, devices.length - rows.length);
    this.#choose.textContent = this.#texts.showDevices(devices.length);
  }

  focus(): void {
    this.#choose.focus();
  }
}
