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
const INITIAL_CELL = 1;

type Cell = HTMLTableCellElement | undefined;

interface Content {
  texts: CopyTexts;
  value: string;
}

export class CellCopier {
  readonly #language: Language;
  readonly #body: HTMLTableSectionElement;
  readonly #getContent: (cell: HTMLTableCellElement) => Content | undefined;
  /** The one cell that the Tab key leads to. */
  #tabStop: Cell;
  #button: HTMLButtonElement | undefined;

  constructor(
    language: Language,
    body: HTMLTableSectionElement,
    getContent: (cell: HTMLTableCellElement) => Content | undefined,
  ) {
    this.#language = language;
    this.#body = body;
    this.#getContent = getContent;
    body.addEventListener("pointerover", ({ target }) => this.#showButtonIn(this.#cellOf(target)));
    body.addEventListener("pointerleave", () => this.#showButtonIn(this.#focusedCell()));
    body.addEventListener("focusin", ({ target }) => this.#showButtonIn(this.#cellOf(target)));
    body.addEventListener("focusout", () => this.#showButtonIn(undefined));
    body.addEventListener("keydown", (event) => this.#onKeyDown(event));
  }

  /** The rows have changed. */
  refresh(): void {
    // Whoever is elsewhere comes in at the top, whatever order the rows have now.
    if (this.#focusedCell() === undefined) this.#setTabStop(this.#body.rows[0]?.cells[INITIAL_CELL]);
    if (this.#button?.isConnected === false) this.#showButtonIn(this.#focusedCell());
  }

  focusRow(index: number): void {
    this.#focus(this.#body.rows[index]?.cells[INITIAL_CELL]);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const cell = this.#focusedCell();
    const step = STEPS[event.key];
    if (cell === undefined) return;
    if (step) {
      event.preventDefault();
      this.#focus(neighbor(this.#body, cell, step));
    } else if (event.key === "Enter" || isCopyShortcut(event)) {
      this.#button?.click();
    }
  }

  #showButtonIn(cell: Cell): void {
    if (cell !== undefined && cell === this.#button?.parentElement) return;
    this.#button?.remove();
    const content = cell && this.#getContent(cell);
    this.#button = content?.value ? copyButton(this.#language, content.texts, content.value) : undefined;
    if (this.#button === undefined) return;
    this.#button.tabIndex = -1;
    // The keyboard stays on the cell, so that the button can go without taking the focus with it.
    this.#button.addEventListener("mousedown", (event) => event.preventDefault());
    cell?.append(this.#button);
  }

  #setTabStop(cell: Cell): void {
    if (cell === this.#tabStop) return;
    this.#tabStop?.removeAttribute("tabindex");
    cell?.setAttribute("tabindex", "0");
    this.#tabStop = cell;
  }

  #focus(cell: Cell): void {
    this.#setTabStop(cell);
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

function neighbor(body: HTMLTableSectionElement, cell: HTMLTableCellElement, [rows, cells]: Step): Cell {
  const row = cell.parentElement as HTMLTableRowElement;
  const target = clampIndex(row.sectionRowIndex + rows, body.rows.length);
  return body.rows[target]?.cells[clampIndex(cell.cellIndex + cells, row.cells.length)];
}

function clampIndex(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}

/** What was marked by hand is the browser's to copy. The text tells in a shadow tree too, where `isCollapsed` does not. */
function isCopyShortcut({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "c" && (ctrlKey || metaKey) && String(getSelection() ?? "") === "";
}
