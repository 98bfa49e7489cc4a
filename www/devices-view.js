/**
 * The devices of a batch: found, sorted and shown. What somebody looks for is told by a `filter` event, with what is shown then as a
 * sentence.
 *
 * @import { BatchSummary, BatchUploadDetails } from "./partner-center-batch-status/index.js"
 * @import { Filter } from "./device-filter.js"
 * @import { Scope } from "./take-away.js"
 */
import { EVERY_DEVICE, EVERYTHING, nextSort } from "./device-filter.js";
import { DeviceList } from "./device-list.js";
import { DeviceTable } from "./device-table.js";
import { element } from "./dom.js";
import { FilterBar } from "./filter-bar.js";
import { noMatch } from "./no-match.js";
import { summarizeBatch } from "./partner-center-batch-status/index.js";
import { TakeAway } from "./take-away.js";

/** As long as somebody pauses between two letters: until then neither the address nor a screen reader follows. */
const TYPING_MS = 400;

/** @type {BatchUploadDetails} */
const NOTHING_YET = { batchTrackingId: "", status: "unknown", devicesStatus: [] };

export class DevicesView {
  #filter;
  #list = new DeviceList([], []);
  #details = NOTHING_YET;
  #summary = summarizeBatch(NOTHING_YET);
  #bar = new FilterBar((change) => this.#change(change));
  #table = new DeviceTable({
    onSort: (column) => this.#change({ sort: nextSort(this.#filter.sort, column) }),
    onShowAll: () => this.#widen(EVERYTHING),
  });
  #noMatch = element("div");
  #takeAway;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;

  element;

  /** @param {string} trackingId @param {Filter} filter */
  constructor(trackingId, filter) {
    this.#filter = filter;
    this.#takeAway = new TakeAway(trackingId, (scope) => this.#list.find(this.#filterOf(scope)));
    this.element = element(
      "div",
      { class: "devices" },
      element("div", { class: "devices-head" }, element("h3", {}, "Devices"), this.#takeAway.element),
      element("div", { class: "card devices-card" }, this.#bar.element, this.#noMatch, this.#table.element),
    );
  }

  get filter() {
    return this.#filter;
  }

  /** @param {Filter} filter */
  set filter(filter) {
    clearTimeout(this.#typing);
    this.#filter = filter;
    this.#table.fold();
    this.#render();
  }

  /** @param {BatchUploadDetails} details @param {BatchSummary} summary */
  show(details, summary) {
    this.#list = new DeviceList(details.devicesStatus, summary.errors);
    this.#details = details;
    this.#summary = summary;
    this.#render();
  }

  /** Leads to the devices that failed for this cause. @param {string} key */
  lookAtCause(key) {
    this.#change({ text: "", outcomes: [], causes: [key] });
    this.element.scrollIntoView();
    this.#table.focus();
  }

  /** Shows every device that is wanted, for paper. */
  unfold() {
    this.#table.unfold();
  }

  /** Back to the first devices. */
  fold() {
    this.#table.fold();
    this.#render();
  }

  /** @param {Partial<Filter>} change */
  #change(change) {
    this.filter = { ...this.#filter, ...change };
    if (change.text) this.#typing = setTimeout(() => this.#tell(), TYPING_MS);
    else this.#tell();
  }

  #tell() {
    const detail = this.#noMatch.textContent ? "No device matches." : `${this.#table.caption}.`;
    this.element.dispatchEvent(new CustomEvent("filter", { bubbles: true, detail }));
  }

  #render() {
    const found = this.#list.find(this.#filter);
    this.#bar.show(this.#filter, this.#summary);
    this.#table.show(found, this.#filter.sort, this.#summary.total);
    this.#takeAway.show(this.#details, this.#summary, found.length);
    this.#table.element.hidden = found.length === 0;
    this.#noMatch.replaceChildren(...(found.length === 0 ? [this.#nothingFound()] : []));
  }

  /** @param {Scope} scope @returns {Filter} */
  #filterOf(scope) {
    if (scope === "listed") return this.#filter;
    return scope === "failed" ? { ...EVERY_DEVICE, outcomes: ["failed"] } : EVERY_DEVICE;
  }

  #nothingFound() {
    const { text } = this.#filter;
    const bySearchAlone = this.#list.find({ ...EVERY_DEVICE, text }).length;
    return noMatch(this.#filter, bySearchAlone, (change) => this.#widen(change));
  }

  /** The button that widens is gone after that; the keyboard goes on where the next search begins. @param {Partial<Filter>} change */
  #widen(change) {
    this.#change(change);
    this.#bar.focus();
  }
}
