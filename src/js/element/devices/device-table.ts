/**
 * The table of devices: the first rows of those that are wanted, more on demand, sorted by the buttons in its head.
 */

import type { CopyTexts } from "../dom/copy-button.js";
import { afterPaint, arrange, button, element, focusedWithin } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import type { Language } from "../languages/language.js";
import { COLUMN_NAMES, COLUMNS, type ColumnName } from "./columns.js";
import { CellCopying } from "./copy-cell.js";
import type { ListedDevice } from "./listed-device.js";
import type { Sort } from "./view.js";

/**
 * Chromium lays out 1,000 rows in 0.1 s and 20,000 in 2.7 s: the first are there by themselves, the others on demand.
 */
const FIRST_ROWS = 100;
const MORE_ROWS = 1000;
/** As many as a screen has room for. The others follow when these are painted, for a letter of a search is to be answered at once. */
const ROWS_AT_ONCE = 30;

interface Shown {
  row: HTMLTableRowElement;
  listed: ListedDevice;
}

interface Actions {
  onSort: (column: ColumnName) => void;
  onShowAll: () => void;
}

export class DeviceTable {
  readonly #language: Language;
  readonly #caption = element("span", { id: "device-table-caption" });
  readonly #showAll: HTMLButtonElement;
  readonly #headers = new Map(
    COLUMN_NAMES.map((name) => [name, element("th", { scope: "col", role: "columnheader" })]),
  );
  readonly #body = element("tbody", { role: "rowgroup" });
  readonly #more = button("", "quiet", () => this.#showMore());
  readonly #region: HTMLElement;
  #devices: ListedDevice[] = [];
  /** Those that have a row, or get one in a moment. */
  #wanted: ListedDevice[] = [];
  #limit = FIRST_ROWS;
  #atOnce = ROWS_AT_ONCE;
  #isForPaper = false;
  #order = "";
  #total = 0;
  /** The rows in the document by their number in the upload. */
  #shown = new Map<number, Shown>();
  readonly #copying: CellCopying;
  /** Each row is a copy of it: that takes less time than setting each attribute of each cell. */
  readonly #blankRow: HTMLTableRowElement;

  readonly element: HTMLElement;

  constructor(language: Language, { onSort, onShowAll }: Actions) {
    const { table, columns } = language;
    this.#language = language;
    this.#blankRow = blankRow(language);
    this.#copying = new CellCopying(language, this.#body, (cell) => this.#contentOf(cell));
    this.#showAll = button(table.showAll, "link", onShowAll);
    for (const [name, header] of this.#headers) header.append(button(columns[name].label, "sort", () => onSort(name)));
    this.#region = element(
      "div",
      {
        class: "table-region",
        role: "region",
        "aria-label": table.heading,
        "aria-describedby": "table-keys",
        tabindex: "0",
      },
      element("p", { id: "table-keys", hidden: "" }, table.keys),
      // Rows become cards on a narrow screen. The roles keep the table a table where CSS makes something else of it.
      element(
        "table",
        { role: "table", "aria-labelledby": this.#caption.id },
        element(
          "thead",
          { role: "rowgroup", "data-sort": table.sort },
          element("tr", { role: "row" }, ...this.#headers.values()),
        ),
        this.#body,
      ),
    );
    this.element = element(
      "div",
      { class: "device-table" },
      element("p", { class: "caption" }, this.#caption, this.#showAll),
      this.#region,
      this.#more,
    );
  }

  /** How many devices of how many are shown in which order, in words. */
  get caption(): string {
    return this.#caption.textContent ?? "";
  }

  /** @param total how many devices the batch has */
  show(devices: ListedDevice[], sort: Sort, total: number): void {
    this.#devices = devices;
    this.#total = total;
    this.#showSort(sort);
    this.#render();
  }

  /** Goes back to the first rows: other devices are wanted now. */
  fold(): void {
    this.#limit = FIRST_ROWS;
    this.#atOnce = ROWS_AT_ONCE;
  }

  /** Paper gets every row. */
  set isForPaper(isForPaper: boolean) {
    this.#isForPaper = isForPaper;
    this.#render();
  }

  /** Goes on where one in another language was. */
  continueFrom(other: DeviceTable): void {
    this.#limit = other.#limit;
    this.#atOnce = other.#limit;
  }

  focus(): void {
    this.#region.focus({ preventScroll: true });
  }

  #showMore(): void {
    const firstNew = this.#limit;
    this.#limit += MORE_ROWS;
    this.#atOnce = this.#limit;
    this.#render();
    // The button is gone at the end of the list; the keyboard goes on where the new rows begin.
    if (this.#more.hidden) this.#copying.focusRow(firstNew);
  }

  #showSort({ column, descending }: Sort): void {
    const { columns } = this.#language;
    for (const [name, header] of this.#headers) {
      const label = header.firstElementChild;
      if (name === column) {
        header.setAttribute("aria-sort", descending ? "descending" : "ascending");
        label?.replaceChildren(columns[name].label, icon(descending ? "down" : "up"));
      } else {
        header.removeAttribute("aria-sort");
        label?.replaceChildren(columns[name].label);
      }
    }
    this.#order = columns[column][descending ? "descending" : "ascending"];
  }

  #render(): void {
    const wanted = this.#isForPaper ? this.#devices : this.#devices.slice(0, this.#limit);
    const atOnce = this.#isForPaper ? wanted.length : this.#atOnce;
    const first = wanted.filter(({ row }, index) => index < atOnce || this.#shown.has(row));
    this.#wanted = wanted;
    this.#showRows(first);
    if (first.length < wanted.length)
      afterPaint(() => {
        if (wanted === this.#wanted) this.#showRows(wanted);
      });

    const found = this.#devices.length;
    const left = found - wanted.length;
    this.#caption.textContent = this.#captionOf(found, wanted.length);
    this.#showAll.hidden = found === this.#total;
    this.#more.textContent = this.#language.table.showMore(Math.min(left, MORE_ROWS));
    this.#more.hidden = left === 0;
  }

  #showRows(devices: ListedDevice[]): void {
    const shown = devices.map((listed) => this.#rowOf(listed));
    this.#shown = new Map(shown.map((entry) => [entry.listed.row, entry]));
    const hadFocus = focusedWithin(this.#body) !== undefined;
    arrange(
      this.#body,
      shown.map(({ row }) => row),
    );
    if (hadFocus && focusedWithin(this.#body) === undefined) this.focus();
    this.#copying.refresh();
  }

  #captionOf(found: number, shown: number): string {
    const { table } = this.#language;
    const total = this.#total;
    if (found < total) {
      return shown < found
        ? table.foundFirstShown(found, total, shown, this.#order)
        : table.found(found, total, this.#order);
    }
    return shown < total ? table.allFirstShown(total, shown, this.#order) : table.all(total, this.#order);
  }

  /** The row that is there already, brought up to date: focus and selection stay in it. */
  #rowOf(listed: ListedDevice): Shown {
    const language = this.#language;
    const old = this.#shown.get(listed.row);
    if (old === undefined) return { row: this.#newRow(listed), listed };
    COLUMN_NAMES.forEach((name, index) => {
      const { text, show } = COLUMNS[name];
      if (text(language, old.listed) !== text(language, listed))
        old.row.cells[index]?.replaceChildren(...show(language, listed));
    });
    return { row: old.row, listed };
  }

  #newRow(listed: ListedDevice): HTMLTableRowElement {
    const row = this.#blankRow.cloneNode(true) as HTMLTableRowElement;
    COLUMN_NAMES.forEach((name, index) => {
      row.cells[index]?.append(...COLUMNS[name].show(this.#language, listed));
    });
    return row;
  }

  #contentOf(cell: HTMLTableCellElement): { texts: CopyTexts; value: string } | undefined {
    const row = cell.parentElement as HTMLTableRowElement;
    const name = COLUMN_NAMES[cell.cellIndex];
    const shown = [...this.#shown.values()][row.sectionRowIndex];
    if (name === undefined || shown === undefined) return undefined;
    return { texts: this.#language.columns[name], value: COLUMNS[name].text(this.#language, shown.listed) };
  }
}

function blankRow({ columns }: Language): HTMLTableRowElement {
  const cells = COLUMN_NAMES.map((name) => {
    const column = { "data-column": name, "data-label": columns[name].label };
    return name === "serial"
      ? element("th", { scope: "row", role: "rowheader", ...column })
      : element("td", { role: "cell", ...column });
  });
  return element("tr", { role: "row" }, ...cells);
}
