/**
 * The devices of a batch: found, sorted and shown. Another view is told by a `view` event, with what is shown then as a sentence.
 */
import { type BatchSummary, type BatchUploadDetails, summarizeBatch } from "../../index.js";
import { afterPaint, element } from "../dom/dom.js";
import type { Language } from "../languages/language.js";
import { DeviceList } from "./device-list.js";
import { DeviceTable } from "./device-table.js";
import { FilterBar } from "./filter-bar.js";
import { noMatch } from "./no-match.js";
import { type Scope, TakeAway } from "./take-away.js";
import { EVERY_DEVICE, EVERYTHING, nextSort, type View } from "./view.js";

/** As long as somebody pauses between two letters: until then neither the address nor a screen reader follows. */
const TYPING_MS = 400;

const NOTHING_YET: BatchUploadDetails = { batchTrackingId: "", status: "unknown", devicesStatus: [] };

export class DevicesView {
  readonly #language: Language;
  #view: View;
  #list: DeviceList;
  #details = NOTHING_YET;
  #summary = summarizeBatch(NOTHING_YET);
  readonly #bar: FilterBar;
  readonly #table: DeviceTable;
  readonly #noMatch = element("div");
  readonly #takeAway: TakeAway;
  #typing: ReturnType<typeof setTimeout> | undefined;

  readonly element: HTMLElement;

  constructor(language: Language, trackingId: string, view: View) {
    this.#language = language;
    this.#view = view;
    this.#list = new DeviceList(language, [], []);
    this.#bar = new FilterBar(language, (change) => this.#change(change));
    this.#table = new DeviceTable(language, {
      onSort: (column) => this.#change({ sort: nextSort(this.#view.sort, column) }),
      onShowAll: () => this.#widen(EVERYTHING),
    });
    this.#takeAway = new TakeAway(language, trackingId, (scope) => this.#list.find(this.#viewOf(scope)));
    this.element = element(
      "div",
      { class: "devices" },
      element("div", { class: "devices-head" }, element("h3", {}, language.table.heading), this.#takeAway.element),
      element("div", { class: "card devices-card" }, this.#bar.element, this.#noMatch, this.#table.element),
    );
  }

  get view(): View {
    return this.#view;
  }

  set view(view: View) {
    clearTimeout(this.#typing);
    this.#view = view;
    this.#table.fold();
    this.#render();
  }

  show(details: BatchUploadDetails, summary: BatchSummary): void {
    this.#list = new DeviceList(this.#language, details.devicesStatus, summary.errors);
    this.#details = details;
    this.#summary = summary;
    this.#render();
    const list = this.#list;
    afterPaint(() => list.prepareSearch());
  }

  /** Leads to the devices that failed for this cause. */
  lookAtCause(key: string): void {
    this.#change({ text: "", outcomes: [], causes: [key] });
    this.element.scrollIntoView();
    this.#table.focus();
  }

  /** Paper gets every device that is wanted. */
  set isForPaper(isForPaper: boolean) {
    this.#table.isForPaper = isForPaper;
  }

  /** Goes on where one in another language was. */
  continueFrom(other: DevicesView): void {
    this.#table.continueFrom(other.#table);
    this.#takeAway.continueFrom(other.#takeAway);
  }

  #change(change: Partial<View>): void {
    this.view = { ...this.#view, ...change };
    if (change.text) this.#typing = setTimeout(() => this.#tell(), TYPING_MS);
    else this.#tell();
  }

  #tell(): void {
    const { noMatch, spoken } = this.#language;
    const detail = this.#noMatch.textContent ? noMatch.spoken : spoken.sentence(this.#table.caption);
    this.element.dispatchEvent(new CustomEvent("view", { bubbles: true, detail }));
  }

  #render(): void {
    const found = this.#list.find(this.#view);
    this.#bar.show(this.#view, this.#summary);
    this.#table.show(found, this.#view.sort, this.#summary.total);
    this.#takeAway.show(this.#details, this.#summary, found.length);
    this.#table.element.hidden = found.length === 0;
    this.#noMatch.replaceChildren(...(found.length === 0 ? [this.#nothingFound()] : []));
  }

  #viewOf(scope: Scope): View {
    if (scope === "listed") return this.#view;
    return scope === "failed" ? { ...EVERY_DEVICE, outcomes: ["failed"] } : EVERY_DEVICE;
  }

  #nothingFound(): HTMLElement {
    const { text } = this.#view;
    const bySearchAlone = this.#list.find({ ...EVERY_DEVICE, text }).length;
    return noMatch(this.#language, this.#view, bySearchAlone, (change) => this.#widen(change));
  }

  /** The button that widens is gone after that; the keyboard goes on where the next search begins. */
  #widen(change: Partial<View>): void {
    this.#change(change);
    this.#bar.focus();
  }
}
