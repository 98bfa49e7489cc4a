/**
 * The table of devices: the first rows of those that are wanted, more on demand, sorted by the buttons in its head.
 */
import { COLUMN_NAMES, COLUMNS, type ColumnName } from "./columns.js";
import { CellCopying } from "./copy-cell.js";
import type { ListedDevice } from "./device-list.js";
import { arrange, button, element, focusedWithin } from "./dom.js";
import { counted, formatNumber } from "./format.js";
import { icon } from "./icons.js";
import type { Sort } from "./view.js";

/** Chromium lays out 1,000 rows in 0.1 s and 20,000 in 2.7 s: the first are there at once, the others on demand. */
const FIRST_ROWS = 200;
const MORE_ROWS = 1000;

interface Shown {
  row: HTMLTableRowElement;
  listed: ListedDevice;
}

interface Actions {
  onSort: (column: ColumnName) => void;
  onShowAll: () => void;
}

export class DeviceTable {
  readonly #caption = element("span", { id: "device-table-caption" });
  readonly #showAll: HTMLButtonElement;
  readonly #headers = new Map(
    COLUMN_NAMES.map((name) => [name, element("th", { scope: "col", role: "columnheader" })]),
  );
  readonly #body = element("tbody", { role: "rowgroup" });
  readonly #more = button("", "quiet", () => this.#showMore());
  readonly #region: HTMLElement;
  #devices: ListedDevice[] = [];
  #limit = FIRST_ROWS;
  #order = "";
  #total = 0;
  /** The rows in the document by their number in the upload. */
  #shown = new Map<number, Shown>();
  readonly #copying = new CellCopying(this.#body, (cell) => this.#valueOf(cell));

  readonly element: HTMLElement;

  constructor({ onSort, onShowAll }: Actions) {
    this.#showAll = button("Show all", "link", onShowAll);
    for (const [name, header] of this.#headers) {
      const { label } = COLUMNS[name];
      header.append(button(label, "sort", () => onSort(name)));
    }
    this.#region = element(
      "div",
      {
        class: "table-region",
        role: "region",
        "aria-label": "Devices",
        "aria-describedby": "table-keys",
        tabindex: "0",
      },
      element(
        "p",
        { id: "table-keys", hidden: "" },
        "Arrow keys lead through the cells, Enter copies the one you are at.",
      ),
      // Rows become cards on a narrow screen. The roles keep the table a table where CSS makes something else of it.
      element(
        "table",
        { role: "table", "aria-labelledby": this.#caption.id },
        element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...this.#headers.values())),
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
  }

  /** Shows every row, for paper. */
  unfold(): void {
    this.#limit = Number.POSITIVE_INFINITY;
    this.#render();
  }

  focus(): void {
    this.#region.focus({ preventScroll: true });
  }

  #showMore(): void {
    const firstNew = this.#limit;
    this.#limit += MORE_ROWS;
    this.#render();
    // The button is gone at the end of the list; the keyboard goes on where the new rows begin.
    if (this.#more.hidden) this.#copying.focusRow(firstNew);
  }

  #showSort({ column, descending }: Sort): void {
    for (const [name, header] of this.#headers) {
      const label = header.firstElementChild;
      if (name === column) {
        header.setAttribute("aria-sort", descending ? "descending" : "ascending");
        label?.replaceChildren(COLUMNS[name].label, icon(descending ? "down" : "up"));
      } else {
        header.removeAttribute("aria-sort");
        label?.replaceChildren(COLUMNS[name].label);
      }
    }
    this.#order = orderText({ column, descending });
  }

  #render(): void {
    const shown = this.#devices.slice(0, this.#limit).map((listed) => this.#rowOf(listed));
    this.#shown = new Map(shown.map((entry) => [entry.listed.row, entry]));
    const rows = shown.map(({ row }) => row);

    const hadFocus = focusedWithin(this.#body) !== undefined;
    arrange(this.#body, rows);
    if (hadFocus && focusedWithin(this.#body) === undefined) this.focus();
    this.#copying.refresh();

    const found = this.#devices.length;
    const left = found - rows.length;
    this.#caption.textContent = captionOf({ found, total: this.#total, shown: rows.length, order: this.#order });
    this.#showAll.hidden = found === this.#total;
    this.#more.textContent = `Show ${formatNumber(Math.min(left, MORE_ROWS))} more`;
    this.#more.hidden = left === 0;
  }

  /** The row that is there already, brought up to date: focus and selection stay in it. */
  #rowOf(listed: ListedDevice): Shown {
    const old = this.#shown.get(listed.row);
    if (old === undefined) return { row: newRow(listed), listed };
    COLUMN_NAMES.forEach((name, index) => {
      const { text, show } = COLUMNS[name];
      if (text(old.listed) !== text(listed)) old.row.cells[index]?.replaceChildren(...show(listed));
    });
    return { row: old.row, listed };
  }

  #valueOf(cell: HTMLTableCellElement): { what: string; value: string } | undefined {
    const row = cell.parentElement as HTMLTableRowElement;
    const name = COLUMN_NAMES[cell.cellIndex];
    const listed = this.#devices[row.sectionRowIndex];
    return name && listed ? { what: COLUMNS[name].label.toLowerCase(), value: COLUMNS[name].text(listed) } : undefined;
  }
}

function newRow(listed: ListedDevice): HTMLTableRowElement {
  const cells = COLUMN_NAMES.map((name) => {
    const { label, show } = COLUMNS[name];
    const content = show(listed);
    return name === "serial"
      ? element("th", { scope: "row", role: "rowheader", "data-column": label }, ...content)
      : element("td", { role: "cell", "data-column": label }, ...content);
  });
  return element("tr", { role: "row" }, ...cells);
}

function captionOf({
  found,
  total,
  shown,
  order,
}: {
  found: number;
  total: number;
  shown: number;
  order: string;
}): string {
  const count = found < total ? `${formatNumber(found)} of ${counted(total, "device")}` : counted(total, "device");
  return [count, ...(shown < found ? [`the first ${formatNumber(shown)} shown`] : []), order].join(", ");
}

function orderText({ column, descending }: Sort): string {
  if (column === "row") return descending ? "the last of the upload first" : "in the order of the upload";
  return `sorted by ${COLUMNS[column].label.toLowerCase()}${descending ? ", descending" : ""}`;
}
