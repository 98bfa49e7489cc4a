/**
 * The failed devices by cause, most frequent first: with thousands of devices the table alone would hide them.
 */
import type { BatchSummary } from "../index.js";
import { causeKey, deviceError, errorTitle } from "./device-error.js";
import { arrange, button, element } from "./dom.js";
import { counted, formatNumber } from "./format.js";

type Group = BatchSummary["errors"][number];

/** As many row numbers as somebody looks up one by one. */
const MOST_ROWS = 12;

export class CausesView {
  readonly #list = element("ul", { class: "card" });
  /** By what tells the groups apart, so that the focus stays on a button while the counts grow. */
  readonly #items = new Map<string, CauseItem>();
  readonly #onChoose: (key: string) => void;

  readonly element = element(
    "section",
    { class: "causes", "aria-labelledby": "causes-heading" },
    element("h3", { id: "causes-heading" }, "Why devices failed"),
    this.#list,
  );

  /** @param onChoose is told by its key which cause somebody wants to see the devices of */
  constructor(onChoose: (key: string) => void) {
    this.#onChoose = onChoose;
  }

  show(errors: Group[]): void {
    const items = errors.map((group) => {
      const name = JSON.stringify([group.errorCode, group.errorDescription]);
      const item = this.#items.get(name) ?? new CauseItem(group, () => this.#onChoose(causeKey(group)));
      this.#items.set(name, item);
      item.show(group.devices);
      return item.element;
    });
    arrange(this.#list, items);
  }
}

class CauseItem {
  readonly #count = element("p", { class: "cause-count" });
  readonly #rows = element("span");
  readonly #choose: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(group: Group, onChoose: () => void) {
    const error = deviceError(group);
    this.#choose = button("", "link", onChoose);
    this.element = element(
      "li",
      { class: error.harmless ? "cause harmless" : "cause" },
      this.#count,
      element("p", { class: "cause-title" }, errorTitle(error)),
      element("p", { class: "cause-meaning" }, error.meaning),
      element(
        "p",
        { class: "cause-action" },
        element("strong", {}, error.harmless ? "Harmless. " : "What to do: "),
        error.action,
      ),
      element("p", { class: "cause-rows" }, this.#rows, " ", this.#choose),
    );
  }

  /** @param devices their places, counted from 0 */
  show(devices: number[]): void {
    this.#count.textContent = counted(devices.length, "device");
    this.#rows.textContent = rows(devices);
    this.#choose.textContent =
      devices.length === 1 ? "Show this device" : `Show these ${counted(devices.length, "device")}`;
  }
}

/** @param devices their places, counted from 0 */
function rows(devices: number[]): string {
  const shown = devices.slice(0, MOST_ROWS).map((place) => formatNumber(place + 1));
  const more = devices.length - shown.length;
  const list = shown.join(", ") + (more > 0 ? ` and ${formatNumber(more)} more` : "");
  return `${devices.length === 1 ? "Row" : "Rows"} ${list}`;
}
