/**
 * The devices of a batch: filters, table and export. A `view` event reports a change of the view, with a sentence about what is shown.
 */
import { afterNextPaint, element } from "../dom/dom.js";
import type { Language } from "../languages/language.js";
import { heading, type Layout } from "../layout.js";
import type { Outcome } from "../status/status.js";
import type { Upload } from "../status/upload.js";
import { DeviceList } from "./device-list.js";
import { DeviceTable } from "./device-table.js";
import { ExportBar, type ExportScope } from "./export-bar.js";
import { FilterBar } from "./filter-bar.js";
import { noMatch } from "./no-match.js";
import { FAILED_VIEW, type Selection } from "./selection.js";
import { DEFAULT_VIEW, hasSameFilters, NO_FILTERS, nextSort, type View } from "./view.js";

/** A longer pause ends the typing: only then do the URL and the screen reader follow. */
const TYPING_PAUSE_MS = 400;

export class DevicesView {
  readonly #language: Language;
  readonly #layout: Layout;
  #view: View;
  #list: DeviceList;
  #upload: Upload | undefined;
  readonly #filterBar: FilterBar;
  readonly #table: DeviceTable;
  readonly #noMatch = element("div");
  readonly #exportBar: ExportBar;
  #isPrinting = false;
  #notifyTimer: ReturnType<typeof setTimeout> | undefined;

  readonly element: HTMLElement;

  constructor(language: Language, layout: Layout, view: View) {
    this.#language = language;
    this.#layout = layout;
    this.#view = view;
    this.#list = new DeviceList(language, [], []);
    this.#filterBar = new FilterBar(language, (change) => this.#change(change));
    this.#table = new DeviceTable(language, {
      onSort: (column) => this.#change({ sort: nextSort(this.#view.sort, column) }),
      onShowAll: () => this.#changeAndFocusSearch(NO_FILTERS),
    });
    this.#exportBar = new ExportBar(language, (scope) => this.#select(this.#viewForScope(scope)));
    this.element = element(
      "div",
      { class: "devices", part: "devices" },
      element(
        "div",
        { class: "devices-head" },
        heading(layout, 3, {}, language.table.heading),
        this.#exportBar.element,
      ),
      element("div", { class: "card devices-card" }, this.#filterBar.element, this.#noMatch, this.#table.element),
    );
  }

  get view(): View {
    return this.#view;
  }

  set view(view: View) {
    clearTimeout(this.#notifyTimer);
    if (hasSameFilters(view, this.#view)) this.#table.reorder();
    else this.#table.collapse();
    this.#view = view;
    this.#render();
  }

  show(upload: Upload): void {
    this.#list = new DeviceList(this.#language, upload.details.devicesStatus, upload.summary.errors);
    this.#upload = upload;
    this.#render();
    const list = this.#list;
    afterNextPaint(() => list.searchTexts());
  }

  /** Shows the devices with this cause. */
  showCause(key: string): void {
    this.#showOnly({ causes: [key] });
  }

  /** Shows the devices with this outcome. */
  showOutcome(outcome: Outcome): void {
    this.#showOnly({ outcomes: [outcome] });
  }

  #showOnly(filters: Partial<View>): void {
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
    this.view = { ...this.#view, ...change };
    if (change.text) this.#notifyTimer = setTimeout(() => this.#notify(), TYPING_PAUSE_MS);
    else this.#notify();
  }

  #notify(): void {
    const { noMatch, announcement } = this.#language;
    const detail = this.#noMatch.textContent ? noMatch.announcement : announcement.sentence(this.#table.caption);
    this.element.dispatchEvent(new CustomEvent("view", { bubbles: true, detail }));
  }

  #render(): void {
    if (this.#upload === undefined) return;
    const { summary } = this.#upload;
    const shown = this.#isPrinting ? this.#viewForScope(this.#exportBar.scope) : this.#view;
    const found = this.#list.query(shown);
    this.#filterBar.show(this.#view, summary, this.#list.countsFor(this.#view));
    this.#table.show(found, shown.sort, summary.total);
    this.#exportBar.show(this.#upload, found.length);
    this.#table.element.hidden = found.length === 0;
    this.#noMatch.replaceChildren(...(found.length === 0 ? [this.#noMatchMessage(shown)] : []));
  }

  #select(view: View): Selection {
    return { view, devices: this.#list.query(view) };
  }

  #viewForScope(scope: ExportScope): View {
    if (scope === "listed") return this.#view;
    return scope === "failed" ? FAILED_VIEW : DEFAULT_VIEW;
  }

  #noMatchMessage(shown: View): HTMLElement {
    const { text } = shown;
    const searchMatches = this.#list.query({ ...DEFAULT_VIEW, text }).length;
    return noMatch(this.#language, this.#layout, shown, searchMatches, (change) => this.#changeAndFocusSearch(change));
  }

  /** For a button that disappears with the change: the focus moves to the search field. */
  #changeAndFocusSearch(change: Partial<View>): void {
    this.#change(change);
    this.#filterBar.focus();
  }
}
