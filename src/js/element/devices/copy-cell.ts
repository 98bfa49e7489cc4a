/**
 * Copying a cell of the table. One button goes to the cell under the pointer or the keyboard: a button in each cell would be
 * 60,000 of them, and as many stops on the way through the page.
 */
import { type CopyTexts, copyButton } from "../dom/copy-button.js";
import { focusedWithin } from "../dom/dom.js";
import type { Language } from "../languages/language.js";

/** Where an arrow key leads. */
type Step = [rows: number, cells: number];

const STEPS: Record<string, Step> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** The serial number: where the keyboard comes in. */
const FIRST_CELL = 1;

type Cell = HTMLTableCellElement | undefined;

interface Content {
  texts: CopyTexts;
  value: string;
}

export class CellCopying {
  readonly #language: Language;
  readonly #body: HTMLTableSectionElement;
  readonly #contentOf: (cell: HTMLTableCellElement) => Content | undefined;
  /** The one cell that the Tab key leads to. */
  #entry: Cell;
  #copy: HTMLButtonElement | undefined;

  constructor(
    language: Language,
    body: HTMLTableSectionElement,
    contentOf: (cell: HTMLTableCellElement) => Content | undefined,
  ) {
    this.#language = language;
    this.#body = body;
    this.#contentOf = contentOf;
    body.addEventListener("pointerover", ({ target }) => this.#offerIn(this.#cellOf(target)));
    body.addEventListener("pointerleave", () => this.#offerIn(this.#focusedCell()));
    body.addEventListener("focusin", ({ target }) => this.#offerIn(this.#cellOf(target)));
    body.addEventListener("focusout", () => this.#offerIn(undefined));
    body.addEventListener("keydown", (event) => this.#takeKey(event));
  }

  /** The rows have changed. */
  refresh(): void {
    // Whoever is elsewhere comes in at the top, whatever order the rows have now.
    if (this.#focusedCell() === undefined) this.#enterAt(this.#body.rows[0]?.cells[FIRST_CELL]);
    if (this.#copy?.isConnected === false) this.#offerIn(this.#focusedCell());
  }

  focusRow(index: number): void {
    this.#focus(this.#body.rows[index]?.cells[FIRST_CELL]);
  }

  #takeKey(event: KeyboardEvent): void {
    const cell = this.#focusedCell();
    const step = STEPS[event.key];
    if (cell === undefined) return;
    if (step) {
      event.preventDefault();
      this.#focus(neighbour(this.#body, cell, step));
    } else if (event.key === "Enter" || isCopy(event)) {
      this.#copy?.click();
    }
  }

  #offerIn(cell: Cell): void {
    if (cell !== undefined && cell === this.#copy?.parentElement) return;
    this.#copy?.remove();
    const found = cell && this.#contentOf(cell);
    this.#copy = found?.value ? copyButton(this.#language, found.texts, found.value) : undefined;
    if (this.#copy === undefined) return;
    this.#copy.tabIndex = -1;
    // The keyboard stays on the cell, so that the button can go without taking the focus with it.
    this.#copy.addEventListener("mousedown", (event) => event.preventDefault());
    cell?.append(this.#copy);
  }

  #enterAt(cell: Cell): void {
    if (cell === this.#entry) return;
    this.#entry?.removeAttribute("tabindex");
    cell?.setAttribute("tabindex", "0");
    this.#entry = cell;
  }

  #focus(cell: Cell): void {
    this.#enterAt(cell);
    cell?.focus();
  }

  #focusedCell(): Cell {
    return this.#cellOf(focusedWithin(this.#body));
  }

  #cellOf(target: EventTarget | null | undefined): Cell {
    const cell = target instanceof Element ? target.closest("td, th") : null;
    return cell instanceof HTMLTableCellElement && this.#body.contains(cell) ? cell : undefined;
  }
}

function neighbour(body: HTMLTableSectionElement, cell: HTMLTableCellElement, [rows, cells]: Step): Cell {
  const row = cell.parentElement as HTMLTableRowElement;
  const line = within(row.sectionRowIndex + rows, body.rows.length);
  return body.rows[line]?.cells[within(cell.cellIndex + cells, row.cells.length)];
}

function within(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}

/** What was marked by hand is the browser's to copy. The text tells in a shadow tree too, where `isCollapsed` does not. */
function isCopy({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "c" && (ctrlKey || metaKey) && String(getSelection() ?? "") === "";
}
