/**
 * Copies cells of the table. One button moves to the cell under the pointer or with the focus: a button in each cell would be 60,000
 * buttons, and as many tab stops.
 */
import { focusedWithin } from "../dom/dom.js";
import { type CopyTexts, copyValueButton } from "../files/copy-button.js";
import type { Language } from "../languages/language.js";

/** How far a key moves the focus. */
type Step = [rows: number, cells: number];

const STEPS: Record<string, Step> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** A finger is over a cell only while it touches it, and may be scrolling. */
const TOUCH = "touch";

/** The serial number: the cell of a row that gets the focus first. */
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
  /** The only cell in the tab order (roving tabindex). */
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
    body.addEventListener("pointerover", ({ target, pointerType }) => {
      if (pointerType !== TOUCH) this.#showButtonIn(this.#cellOf(target));
    });
    body.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType !== TOUCH) this.#showButtonIn(this.#focusedCell());
    });
    // A finger leaves with the tap, and the button stays for the next one.
    body.addEventListener("click", ({ target }) => this.#showButtonIn(this.#cellOf(target)));
    body.addEventListener("focusin", ({ target }) => this.#showButtonIn(this.#cellOf(target)));
    body.addEventListener("focusout", () => this.#showButtonIn(undefined));
    body.addEventListener("keydown", (event) => this.#onKeyDown(event));
  }

  /** To be called after the rows have changed. */
  refresh(): void {
    // While the focus is elsewhere, the Tab key leads to the first row, whichever it is now.
    if (this.#focusedCell() === undefined) this.#setTabStop(cellAt(this.#body, 0, INITIAL_CELL));
    if (this.#button?.isConnected === false) this.#showButtonIn(this.#focusedCell());
  }

  focusRow(index: number): void {
    this.#focus(cellAt(this.#body, index, INITIAL_CELL));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const cell = this.#focusedCell();
    const step = STEPS[event.key];
    if (cell === undefined) return;
    if (step) {
      event.preventDefault();
      this.#focus(neighbor(this.#body, cell, step));
    } else if (event.key === "Enter" || isCopyShortcut(event)) {
      // The pointer can rest on another cell, and has the button then.
      this.#showButtonIn(cell);
      this.#button?.click();
    }
  }

  #showButtonIn(cell: Cell): void {
    if (cell !== undefined && cell === this.#button?.parentElement) return;
    this.#button?.remove();
    const content = cell && this.#getContent(cell);
    this.#button = content?.value ? copyValueButton(this.#language, content.texts, content.value) : undefined;
    if (this.#button === undefined) return;
    this.#button.tabIndex = -1;
    // The cell keeps the focus, so that removing the button does not lose it.
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
  const target = clampIndex(row.sectionRowIndex + rows, body.children.length);
  return cellAt(body, target, clampIndex(cell.cellIndex + cells, row.children.length));
}

/** Through `children`, which every DOM has: that of a test runner can lack `rows` and `cells`. */
function cellAt(body: HTMLTableSectionElement, row: number, index: number): Cell {
  return body.children[row]?.children[index] as Cell;
}

function clampIndex(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}

/** The browser itself copies a selection. Its text is checked because `isCollapsed` is wrong in a shadow tree. */
function isCopyShortcut({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "c" && (ctrlKey || metaKey) && String(getSelection() ?? "") === "";
}
