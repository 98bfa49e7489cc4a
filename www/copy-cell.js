/**
 * Copying a cell of the table. One button goes to the cell under the pointer or the keyboard: a button in each cell would be
 * 60,000 of them, and as many stops on the way through the page.
 */
import { copyButton } from "./copy-button.js";

/** Where the arrow keys lead, in rows and cells. @type {Record<string, [rows: number, cells: number]>} */
const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** The serial number: where the keyboard comes in. */
const FIRST_CELL = 1;

/**
 * @param {HTMLTableSectionElement} body
 * @param {(cell: HTMLTableCellElement) => { what: string, value: string } | undefined} contentOf
 */
export function offerCellCopying(body, contentOf) {
  /** The one cell that the Tab key leads to. @type {HTMLTableCellElement | undefined} */
  let entry;
  /** @type {HTMLButtonElement | undefined} */
  let copy;

  /** @param {HTMLTableCellElement | undefined} cell */
  function offerIn(cell) {
    if (cell !== undefined && cell === copy?.parentElement) return;
    copy?.remove();
    const found = cell && contentOf(cell);
    copy = found?.value ? copyButton(found.what, found.value) : undefined;
    if (copy === undefined) return;
    copy.tabIndex = -1;
    // The keyboard stays on the cell, so that the button can go without taking the focus with it.
    copy.addEventListener("mousedown", (event) => event.preventDefault());
    cell?.append(copy);
  }

  /** @param {HTMLTableCellElement | undefined} cell */
  function enterAt(cell) {
    if (cell === entry) return;
    entry?.removeAttribute("tabindex");
    cell?.setAttribute("tabindex", "0");
    entry = cell;
  }

  /** @param {HTMLTableCellElement | undefined} cell */
  function focus(cell) {
    enterAt(cell);
    cell?.focus();
  }

  const focusedCell = () => cellOf(document.activeElement, body);

  body.addEventListener("pointerover", ({ target }) => offerIn(cellOf(target, body)));
  body.addEventListener("pointerleave", () => offerIn(focusedCell()));
  body.addEventListener("focusin", ({ target }) => offerIn(cellOf(target, body)));
  body.addEventListener("focusout", () => offerIn(undefined));
  body.addEventListener("keydown", (event) => {
    const cell = focusedCell();
    const step = STEPS[event.key];
    if (cell === undefined) return;
    if (step) {
      event.preventDefault();
      focus(neighbour(body, cell, step));
    } else if (event.key === "Enter" || isCopy(event)) {
      copy?.click();
    }
  });

  return {
    /** The rows have changed. */
    refresh() {
      if (entry === undefined || !body.contains(entry)) enterAt(body.rows[0]?.cells[FIRST_CELL]);
      if (copy?.isConnected === false) offerIn(focusedCell());
    },
    /** @param {number} index */
    focusRow(index) {
      focus(body.rows[index]?.cells[FIRST_CELL]);
    },
  };
}

/** @param {EventTarget | null} target @param {HTMLElement} body */
function cellOf(target, body) {
  const cell = target instanceof Element ? target.closest("td, th") : null;
  return cell instanceof HTMLTableCellElement && body.contains(cell) ? cell : undefined;
}

/** @param {HTMLTableSectionElement} body @param {HTMLTableCellElement} cell @param {[number, number]} step */
function neighbour(body, cell, [rows, cells]) {
  const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
  const line = within(row.sectionRowIndex + rows, body.rows.length);
  return body.rows[line]?.cells[within(cell.cellIndex + cells, row.cells.length)];
}

/** @param {number} index @param {number} length */
function within(index, length) {
  return Math.min(Math.max(index, 0), length - 1);
}

/** What was marked by hand is the browser's to copy. @param {KeyboardEvent} event */
function isCopy({ key, ctrlKey, metaKey }) {
  return key === "c" && (ctrlKey || metaKey) && getSelection()?.isCollapsed !== false;
}
