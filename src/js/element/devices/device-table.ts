/**
 * The table of devices: the first rows, more on demand, sorted by the buttons in its header.
 */

import { afterNextPaint, button, element, focusedWithin, reconcileChildren } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import type { CopyTexts } from "../files/copy-button.js";
import type { Language } from "../languages/language.js";
import { CellCopier } from "./cell-copier.js";
import { COLUMN_NAMES, COLUMNS, type ColumnName } from "./columns.js";
import type { ListedDevice } from "./listed-device.js";
import type { Order } from "./view.js";

/** Chromium lays out 1,000 rows in 0.1 s and 20,000 in 2.7 s, so only the first rows are shown without being asked for. */
const INITIAL_ROWS = 100;
const ROWS_PER_STEP = 1000;
/** As many rows as fit on a screen. The others follow after the next paint, so that each letter of a search has an immediate result. */
const ROWS_PER_SCREEN = 30;

interface RenderedRow {
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
  readonly #showAllButton: HTMLButtonElement;
  readonly #headers = new Map(
    COLUMN_NAMES.map((name) => [name, element("th", { scope: "col", role: "columnheader", "data-column": name })]),
  );
  readonly #body = element("tbody", { role: "rowgroup" });
  readonly #table: HTMLTableElement;
  readonly #showMoreButton = button("", "quiet", () => this.#showMore(ROWS_PER_STEP));
  readonly #showEveryButton = button("", "quiet", () => this.#showMore(this.#devices.length));
  readonly #region: HTMLElement;
  #devices: ListedDevice[] = [];
  /** The devices that have a row, or get one after the next paint. */
  #visible: ListedDevice[] = [];
  #limit = INITIAL_ROWS;
  #immediateRows = ROWS_PER_SCREEN;
  /** Whether the next `show` shows every row, for printing. */
  isPrinting = false;
  #orderText = "";
  #total = 0;
  /** The rows in the document by their number in the upload. */
  #rendered = new Map<number, RenderedRow>();
  readonly #cellCopier: CellCopier;
  /** Cloned for each row, which is faster than setting each attribute of each cell. */
  readonly #rowTemplate: HTMLTableRowElement;

  readonly element: HTMLElement;

  constructor(language: Language, { onSort, onShowAll }: Actions) {
    const { table, columns } = language;
    this.#language = language;
    this.#rowTemplate = createRowTemplate(language);
    this.#cellCopier = new CellCopier(language, this.#body, (cell) => this.#cellContent(cell));
    this.#showAllButton = button(table.showAll, "link", onShowAll);
    this.#table = element(
      "table",
      { role: "table", "aria-labelledby": this.#caption.id },
      element(
        "thead",
        { role: "rowgroup", "data-sort": table.sort },
        element("tr", { role: "row" }, ...this.#headers.values()),
      ),
      this.#body,
    );
    for (const [name, header] of this.#headers) header.append(button(columns[name].label, "sort", () => onSort(name)));
    this.#region = element(
      "div",
      {
        class: "table-region",
        part: "table",
        role: "region",
        "aria-label": table.heading,
        "aria-describedby": "table-keys",
        tabindex: "0",
      },
      element("p", { id: "table-keys", hidden: "" }, table.keys),
      // CSS turns rows into cards on a narrow screen. With explicit roles the table stays a table for assistive technology.
      this.#table,
    );
    this.element = element(
      "div",
      { class: "device-table" },
      element("p", { class: "caption" }, this.#caption, this.#showAllButton),
      this.#region,
      element("div", { class: "more" }, this.#showMoreButton, this.#showEveryButton),
    );
  }

  /** The caption: how many devices of how many are shown, in which order. */
  get caption(): string {
    return this.#caption.textContent ?? "";
  }

  /** @param total how many devices the batch has */
  show(devices: ListedDevice[], order: Order, total: number): void {
    this.#devices = devices;
    this.#total = total;
    this.#showOrder(order);
    this.#render();
  }

  /** Goes back to the first rows, after the filters have changed. */
  collapse(): void {
    this.#limit = INITIAL_ROWS;
    this.reorder();
  }

  /** Shows as many rows as before in another order: those of a screen at once. */
  reorder(): void {
    this.#immediateRows = ROWS_PER_SCREEN;
  }

  /** Takes over the state of the same view in another language. */
  restoreFrom(other: DeviceTable): void {
    this.#limit = other.#limit;
    this.#immediateRows = other.#limit;
  }

  focus(): void {
    this.#region.focus({ preventScroll: true });
  }

  #showMore(count: number): void {
    const firstNew = this.#limit;
    this.#limit += count;
    this.#immediateRows = this.#limit;
    this.#render();
    // At the end of the list the buttons are hidden: the focus moves to the first of the new rows.
    if (this.#showMoreButton.hidden) this.#cellCopier.focusRow(firstNew);
  }

  #showOrder({ column, descending }: Order): void {
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
    this.#orderText = columns[column][descending ? "descending" : "ascending"];
  }

  #render(): void {
    const visible = this.isPrinting ? this.#devices : this.#devices.slice(0, this.#limit);
    const immediateRows = this.isPrinting ? visible.length : this.#immediateRows;
    const first = visible.filter(({ row }, index) => index < immediateRows || this.#rendered.has(row));
    this.#visible = visible;
    this.#showRows(first);
    if (first.length < visible.length)
      afterNextPaint(() => {
        if (visible === this.#visible) this.#showRows(visible);
      });

    this.#table.classList.toggle("no-key", !this.#devices.some(({ device }) => device.productKey));
    this.#table.classList.toggle("no-id", !this.#devices.some(({ device }) => device.deviceId));
    const longest = this.#devices.reduce((most, { device }) => Math.max(most, device.serialNumber?.length ?? 0), 0);
    this.#table.style.setProperty("--serial-length", String(longest));

    const found = this.#devices.length;
    const left = found - visible.length;
    this.#caption.textContent = this.#captionText(found, visible.length);
    this.#showAllButton.hidden = found === this.#total;
    this.#showMoreButton.textContent = this.#language.table.showMore(Math.min(left, ROWS_PER_STEP));
    this.#showMoreButton.hidden = left === 0;
    this.#showEveryButton.textContent = this.#language.table.showEvery(found);
    this.#showEveryButton.hidden = left <= ROWS_PER_STEP;
  }

  #showRows(devices: ListedDevice[]): void {
    const rows = devices.map((listed) => this.#renderRow(listed));
    this.#rendered = new Map(rows.map((entry) => [entry.listed.row, entry]));
    const hadFocus = focusedWithin(this.#body) !== undefined;
    reconcileChildren(
      this.#body,
      rows.map(({ row }) => row),
    );
    if (hadFocus && focusedWithin(this.#body) === undefined) this.focus();
    this.#cellCopier.refresh();
  }

  #captionText(found: number, shown: number): string {
    const { table } = this.#language;
    const total = this.#total;
    if (found < total) {
      return shown < found
        ? table.foundFirstShown(found, total, shown, this.#orderText)
        : table.found(found, total, this.#orderText);
    }
    return shown < total ? table.allFirstShown(total, shown, this.#orderText) : table.all(total, this.#orderText);
  }

  /** Updates the row if the device has one, so that focus and selection stay in it; creates it otherwise. */
  #renderRow(listed: ListedDevice): RenderedRow {
    const language = this.#language;
    const old = this.#rendered.get(listed.row);
    if (old === undefined) return { row: this.#createRow(listed), listed };
    COLUMN_NAMES.forEach((name, index) => {
      const { text, render } = COLUMNS[name];
      if (text(language, old.listed) !== text(language, listed))
        old.row.children[index]?.replaceChildren(...render(language, listed));
    });
    return { row: old.row, listed };
  }

  #createRow(listed: ListedDevice): HTMLTableRowElement {
    const row = this.#rowTemplate.cloneNode(true) as HTMLTableRowElement;
    COLUMN_NAMES.forEach((name, index) => {
      row.children[index]?.append(...COLUMNS[name].render(this.#language, listed));
    });
    return row;
  }

  #cellContent(cell: HTMLTableCellElement): { texts: CopyTexts; value: string } | undefined {
    const row = cell.parentElement as HTMLTableRowElement;
    const name = COLUMN_NAMES[cell.cellIndex];
    const shown = [...this.#rendered.values()][row.sectionRowIndex];
    if (name === undefined || shown === undefined) return undefined;
    return { texts: this.#language.columns[name], value: COLUMNS[name].text(this.#language, shown.listed) };
  }
}

function createRowTemplate({ columns }: Language): HTMLTableRowElement {
  const cells = COLUMN_NAMES.map((name) => {
    const column = { "data-column": name, "data-label": columns[name].label };
    return name === "serial"
      ? element("th", { scope: "row", role: "rowheader", ...column })
      : element("td", { role: "cell", ...column });
  });
  return element("tr", { role: "row" }, ...cells);
}
