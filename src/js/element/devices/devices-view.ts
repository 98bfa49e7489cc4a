/**
 * The devices of a batch: filters, table and export. A `view` event reports a change of the view, with a sentence about what is shown.
 */
import type { BatchSummary } from "../../index.js";
import { afterNextPaint, element } from "../dom/dom.js";
import { sanitize } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";
import { heading, type Layout } from "../layout.js";
import type { Outcome } from "../status/status.js";
import type { Upload } from "../status/upload.js";
import { DeviceList, type FilterCounts } from "./device-list.js";
import { DeviceTable } from "./device-table.js";
import { ExportBar, type ExportScope } from "./export-bar.js";
import { FilterBar } from "./filter-bar.js";
import { noMatch } from "./no-match.js";
import { FAILED, isFiltered, type Selection, selectionInWords } from "./selection.js";
import {
  ATTENTION_FIRST,
  type Filters,
  hasSameFilters,
  NO_FILTERS,
  nextSort,
  type Order,
  orderOf,
  UPLOAD_ORDER,
  type View,
} from "./view.js";

/** A longer pause ends the typing: only then do the URL and the screen reader follow. */
const TYPING_PAUSE_MS = 400;

/** As many serial numbers as fit into some lines of a phone. */
const MAX_NOT_FOUND = 30;

export class DevicesView {
  readonly #language: Language;
  readonly #layout: Layout;
  /** The view that was set last. */
  #chosen: View;
  #list: DeviceList;
  #upload: Upload | undefined;
  readonly #filterBar: FilterBar;
  readonly #table: DeviceTable;
  /** Which devices these are, on paper alone: the filters are not printed. */
  readonly #printed = element("p", { class: "printed" });
  readonly #notFound = element("p", { class: "not-found" });
  readonly #noMatch = element("div");
  readonly #exportBar: ExportBar;
  #isPrinting = false;
  #defaultOrder = UPLOAD_ORDER;
  #notifyTimer: ReturnType<typeof setTimeout> | undefined;

  readonly element: HTMLElement;

  constructor(language: Language, layout: Layout, view: View) {
    this.#language = language;
    this.#layout = layout;
    this.#chosen = view;
    this.#list = new DeviceList(language, [], []);
    this.#filterBar = new FilterBar(language, (change) => this.#change(change));
    this.#table = new DeviceTable(language, {
      onSort: (column) => this.#change({ sort: nextSort(this.#order, column, this.#defaultOrder) }),
      onShowAll: () => this.#changeAndFocusSearch(NO_FILTERS),
    });
    this.#exportBar = new ExportBar(language, (scope) => this.#select(scope));
    this.element = element(
      "div",
      { class: "devices", part: "devices" },
      element(
        "div",
        { class: "devices-head" },
        heading(layout, 3, {}, language.table.heading),
        this.#exportBar.element,
      ),
      this.#printed,
      element(
        "div",
        { class: "card devices-card" },
        this.#filterBar.element,
        this.#notFound,
        this.#noMatch,
        this.#table.element,
      ),
    );
  }

  /** Once nothing is in progress, a filter for that would leave an empty list: it counts no more. */
  get view(): View {
    const { outcomes } = this.#chosen;
    const { complete = false, pending = 0 } = this.#upload?.summary ?? {};
    const isOver = complete && pending === 0 && outcomes.includes("pending");
    return isOver ? { ...this.#chosen, outcomes: outcomes.filter((outcome) => outcome !== "pending") } : this.#chosen;
  }

  get #order(): Order {
    return orderOf(this.view.sort, this.#defaultOrder);
  }

  set view(view: View) {
    clearTimeout(this.#notifyTimer);
    if (hasSameFilters(view, this.view)) this.#table.reorder();
    else this.#table.collapse();
    this.#chosen = view;
    this.#render();
  }

  show(upload: Upload): void {
    this.#list = new DeviceList(this.#language, upload.details.devicesStatus, upload.summary.errors);
    this.#upload = upload;
    this.#render();
    const list = this.#list;
    afterNextPaint(() => list.prepareSearch());
  }

  /** Shows the devices with this cause. */
  showCause(key: string): void {
    this.#showOnly({ causes: [key] });
  }

  /** Shows the devices with this outcome. */
  showOutcome(outcome: Outcome): void {
    this.#showOnly({ outcomes: [outcome] });
  }

  #showOnly(filters: Partial<Filters>): void {
    this.#change({ ...NO_FILTERS, ...filters });
    this.element.scrollIntoView();
    this.#table.focus();
  }

  /** Whether to show every device that is chosen for export, for printing. */
  set isPrinting(isPrinting: boolean) {
    this.#isPrinting = isPrinting;
    this.#table.isPrinting = isPrinting;
    this.#render();
  }

  /** Takes over the state of the same view in another language. */
  restoreFrom(other: DevicesView): void {
    this.#table.restoreFrom(other.#table);
    this.#exportBar.restoreFrom(other.#exportBar);
  }

  #change(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    if (change.text) this.#notifyTimer = setTimeout(() => this.#notify(), TYPING_PAUSE_MS);
    else this.#notify();
  }

  #notify(): void {
    const { noMatch, announcement } = this.#language;
    const found = this.#noMatch.textContent ? noMatch.announcement : announcement.sentence(this.#table.caption);
    const detail = [found, this.#notFound.textContent].filter(Boolean).join(" ");
    this.element.dispatchEvent(new CustomEvent("view", { bubbles: true, detail }));
  }

  #render(): void {
    if (this.#upload === undefined) return;
    const { summary } = this.#upload;
    const counts = this.#list.countsFor(this.view);
    this.#defaultOrder = defaultOrder(summary, this.view, counts);
    const scope = this.#isPrinting ? this.#exportBar.scope : "listed";
    const filters = this.#filtersFor(scope);
    const order = scope === "listed" ? this.#order : UPLOAD_ORDER;
    const found = this.#list.query(filters, order);
    this.#filterBar.show(this.view, summary, counts);
    this.#table.show(found, order, summary.total);
    this.#exportBar.show(this.#upload, found.length);
    this.#table.element.hidden = found.length === 0;
    const isChoicePrinted = this.#isPrinting && isFiltered(filters);
    this.#printed.textContent = isChoicePrinted ? selectionInWords(this.#language, { filters, devices: found }) : "";
    this.#notFound.textContent = this.#notFoundText(filters);
    this.#noMatch.replaceChildren(...(found.length === 0 ? [this.#noMatchMessage(filters)] : []));
  }

  /** In the order of the upload, unless somebody has chosen another one for the list. */
  #select(scope: ExportScope): Selection {
    const filters = this.#filtersFor(scope);
    const order = scope === "listed" ? orderOf(this.view.sort) : UPLOAD_ORDER;
    return { filters, devices: this.#list.query(filters, order) };
  }

  #filtersFor(scope: ExportScope): Filters {
    if (scope === "listed") return this.view;
    return scope === "failed" ? FAILED : NO_FILTERS;
  }

  /** Whoever searches for a list of devices wants to know which of them the upload does not have. */
  #notFoundText({ text }: Filters): string {
    const missing = this.#list.valuesNotFound(text);
    if (missing.length === 0) return "";
    const shown = missing.slice(0, MAX_NOT_FOUND).map((value) => sanitize(this.#language, value));
    return this.#language.filter.notFound(shown, missing.length - shown.length);
  }

  #noMatchMessage(shown: Filters): HTMLElement {
    const { text } = shown;
    const searchMatches = this.#list.query({ ...NO_FILTERS, text }).length;
    return noMatch(this.#language, this.#layout, shown, searchMatches, (change) => this.#changeAndFocusSearch(change));
  }

  /** For a button that disappears with the change: the focus moves to the search field. */
  #changeAndFocusSearch(change: Partial<View>): void {
    this.#change(change);
    this.#filterBar.focus();
  }
}

/** While devices are under way, no row moves by itself. Devices with one outcome are in the order of the upload anyway. */
function defaultOrder({ complete }: BatchSummary, { outcomes }: Filters, counts: FilterCounts): Order {
  const shown = [...counts.outcomes.keys()].filter((outcome) => outcomes.length === 0 || outcomes.includes(outcome));
  return complete && shown.length > 1 ? ATTENTION_FIRST : UPLOAD_ORDER;
}
