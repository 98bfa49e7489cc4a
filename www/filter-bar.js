/**
 * What narrows the devices down: a search, the outcomes and the causes.
 *
 * @import { Filter } from "./device-filter.js"
 * @import { DeviceError } from "./device-error.js"
 * @import { BatchSummary } from "./partner-center-batch-status/index.js"
 */
import { causeKey, deviceError } from "./device-error.js";
import { EVERY_DEVICE, toggled } from "./device-filter.js";
import { arrange, button, element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { formatNumber } from "./format.js";
import { icon } from "./icons.js";
import { OUTCOME_NAMES, OUTCOMES } from "./status.js";

/** A service that words every error differently would fill the screen; a search finds the others. */
const MOST_CAUSES = 12;

export class FilterBar {
  #onChange;
  /** @type {Filter} */
  #filter = EVERY_DEVICE;
  #search = element("input", {
    id: "search",
    type: "search",
    placeholder: "Serial number, key, id or error",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
  });
  #outcomes = new Map(
    OUTCOME_NAMES.map((name) => {
      const { word, tone } = OUTCOMES[name];
      const content = [icon(tone), word];
      return [name, new Chip(content, () => this.#change({ outcomes: toggled(this.#filter.outcomes, name) }), tone)];
    }),
  );
  /** @type {Map<string, Chip>} */
  #causes = new Map();
  #causeChips = element("div", { class: "chips" });
  #causeGroup = chipGroup("Error", this.#causeChips);

  element = element(
    "div",
    { class: "filter-bar", role: "search", "aria-label": "Find devices" },
    element("div", { class: "filter" }, element("label", { for: "search" }, "Search"), this.#search),
    chipGroup(
      "Outcome",
      element("div", { class: "chips" }, ...[...this.#outcomes.values()].map((chip) => chip.element)),
    ),
    this.#causeGroup,
  );

  /** @param {(change: Partial<Filter>) => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    this.#search.addEventListener("input", () => this.#change({ text: this.#search.value }));
  }

  /** Where the keyboard goes on when the button that it was on is gone. */
  focus() {
    this.#search.focus();
  }

  /** @param {Filter} filter @param {BatchSummary} summary */
  show(filter, summary) {
    this.#filter = filter;
    if (this.#search.value !== filter.text) this.#search.value = filter.text;
    for (const [name, chip] of this.#outcomes) chip.show(summary[name], filter.outcomes.includes(name));
    this.#showCauses(summary.errors);
  }

  /** @param {BatchSummary["errors"]} errors */
  #showCauses(errors) {
    const counted = causes(errors);
    const frequent = [...counted].slice(0, MOST_CAUSES).map(([key]) => key);
    // Ordered by their keys, so that none moves away under the pointer while the counts grow.
    const keys = [...new Set([...frequent, ...this.#filter.causes])].sort();
    const chips = keys.map((key) => {
      const { error = deviceError({ errorCode: key }), count = 0 } = counted.get(key) ?? {};
      const chip = this.#causes.get(key) ?? this.#newCause(key, error);
      chip.show(count, this.#filter.causes.includes(key));
      return chip.element;
    });
    arrange(this.#causeChips, chips);
    this.#causeGroup.hidden = keys.length === 0;
  }

  /** @param {string} key @param {DeviceError} error */
  #newCause(key, error) {
    const chip = new Chip(causeLabel(error), () => this.#change({ causes: toggled(this.#filter.causes, key) }));
    chip.element.title = error.meaning;
    this.#causes.set(key, chip);
    return chip;
  }

  /** @param {Partial<Filter>} change */
  #change(change) {
    this.#onChange(change);
  }
}

/** A button that is pressed or not, with a count. */
class Chip {
  #count = element("span", { class: "chip-count" });
  element;

  /** @param {(Node | string)[]} label @param {() => void} onPress @param {string} [tone] */
  constructor(label, onPress, tone = "") {
    this.element = button("", `chip ${tone}`, onPress);
    this.element.append(element("span", { class: "chip-label" }, ...label), " ", this.#count);
  }

  /** @param {number} count @param {boolean} pressed */
  show(count, pressed) {
    this.#count.textContent = formatNumber(count);
    this.element.classList.toggle("none", count === 0);
    this.element.setAttribute("aria-pressed", String(pressed));
  }
}

/** @param {string} label @param {HTMLElement} chips */
function chipGroup(label, chips) {
  const name = element("span", { class: "filter-label", "aria-hidden": "true" }, label);
  return element("div", { class: "filter", role: "group", "aria-label": label }, name, chips);
}

/** The code, which is short; the name is read to who can't see the list of causes. @param {DeviceError} error */
function causeLabel({ name, code }) {
  if (code === undefined) return [foreignText(name)];
  return [
    element("span", { class: "visually-hidden" }, foreignText(name), " "),
    element("code", {}, foreignText(code)),
  ];
}

/** Errors of one code are one cause here, were they worded in two ways. @param {BatchSummary["errors"]} errors */
function causes(errors) {
  /** @type {Map<string, { error: DeviceError, count: number }>} */
  const found = new Map();
  for (const { devices, ...group } of errors) {
    const key = causeKey(group);
    const { error, count } = found.get(key) ?? { error: deviceError(group), count: 0 };
    found.set(key, { error, count: count + devices.length });
  }
  return found;
}
