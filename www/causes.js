/**
 * The failed devices by cause, most frequent first: with thousands of devices the table alone would hide them.
 *
 * @import { BatchSummary } from "./partner-center-batch-status/index.js"
 *
 * @typedef {BatchSummary["errors"][number]} Group
 */
import { causeKey, deviceError, errorTitle } from "./device-error.js";
import { arrange, button, element } from "./dom.js";
import { counted, formatNumber } from "./format.js";

/** As many row numbers as somebody looks up one by one. */
const MOST_ROWS = 12;

export class CausesView {
  #list = element("ul", { class: "card" });
  /** By what tells the groups apart, so that the focus stays on a button while the counts grow. @type {Map<string, CauseItem>} */
  #items = new Map();
  #onChoose;

  element = element(
    "section",
    { class: "causes", "aria-labelledby": "causes-heading" },
    element("h3", { id: "causes-heading" }, "Why devices failed"),
    this.#list,
  );

  /** @param {(key: string) => void} onChoose is told by its key which cause somebody wants to see the devices of */
  constructor(onChoose) {
    this.#onChoose = onChoose;
  }

  /** @param {Group[]} errors */
  show(errors) {
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
  #count = element("p", { class: "cause-count" });
  #rows = element("span");
  #choose;
  element;

  /** @param {Group} group @param {() => void} onChoose */
  constructor(group, onChoose) {
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

  /** @param {number[]} devices their places, counted from 0 */
  show(devices) {
    this.#count.textContent = counted(devices.length, "device");
    this.#rows.textContent = rows(devices);
    this.#choose.textContent =
      devices.length === 1 ? "Show this device" : `Show these ${counted(devices.length, "device")}`;
  }
}

/** @param {number[]} devices their places, counted from 0 */
function rows(devices) {
  const shown = devices.slice(0, MOST_ROWS).map((place) => formatNumber(place + 1));
  const more = devices.length - shown.length;
  const list = shown.join(", ") + (more > 0 ? ` and ${formatNumber(more)} more` : "");
  return `${devices.length === 1 ? "Row" : "Rows"} ${list}`;
}
