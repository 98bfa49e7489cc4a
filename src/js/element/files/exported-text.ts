/**
 * The rules for text from outside that leaves the page. Every exit uses them:
 *
 * - CSV file: `csvCell`.
 * - Clipboard, for a table, a single cell, an id or a list of them: `clipboardCell`; for what the user has selected inside the element, or drags: `clipboardTable`.
 *   For a selection that goes beyond the element, which the browser copies: `isActive`.
 * - Workbook: `exportedLine`. Its cells are typed, so a text is never a formula; those of `isFormula` get Excel's own quote prefix.
 * - Support bundle: `sanitize`, which is `exportedLine` with a maximum length.
 * - Message to the customer: `exportedLine`, for each value in it.
 * - File name: `fileNamePart`.
 * - Paper: the document, in which `untrustedText` has applied the same rule as `exportedLine`.
 * - JSON file: none. It is exact, for programs; JSON has an escape for whatever is in a text.
 *
 * An ordinary serial number, of letters, digits and punctuation after them, leaves the page unchanged.
 */
import { cut, visibleLine } from "../dom/untrusted-text.js";

/**
 * A spreadsheet reads a cell that begins with one of these as a formula: `=`, `+`, `-`, `@` (OWASP, "CSV Injection"; OWASP ASVS 5.0, 1.2.10), their
 * full-width and small variants, which Excel accepts with East Asian settings and which NFKC turns into them, and the minus sign U+2212.
 * OWASP's other characters, tab, carriage return and line feed, do not get this far: `exportedLine` makes them spaces.
 *
 * White space, quotes and apostrophes before it do not help: a spreadsheet strips white space from what is typed or pasted, a quote as the beginning
 * of a quoted cell, and an apostrophe as the mark of a text.
 */
const FORMULA = /^[\s"']*[=+\-@\u2212]/;

/** Spreadsheets take what follows an apostrophe as a text (OWASP, "CSV Injection"). */
export const TEXT_MARK = "'";

/** Longer than the names of errors. A whole name has to fit where a path of 260 characters ends (Windows). */
const MAX_FILE_NAME_PART = 60;

/** The text in one line, with its invisible characters replaced by a visible one: as on the screen, but not cut. */
export function exportedLine(text: string): string {
  return visibleLine(text);
}

/** Whether a spreadsheet would read this as a formula. */
export function isFormula(text: string): boolean {
  return FORMULA.test(text.normalize("NFKC"));
}

/** A cell of a CSV file. It has to be quoted: what a quote inside of it means is up to the file (RFC 4180, 2.7). */
export function csvCell(text: string): string {
  const line = exportedLine(text);
  return isFormula(line) ? asText(line) : line;
}

/**
 * A cell on the clipboard. Unlike in a CSV file nothing is quoted, so that the text can be pasted anywhere. In one line it can't send a command when
 * it is pasted into a terminal. A spreadsheet reads a cell that begins with a quote up to the next quote, over tabs and line breaks.
 */
export function clipboardCell(text: string): string {
  const line = exportedLine(text);
  return isActive(line) ? asText(line) : line;
}

/** Values for the clipboard, each in a line of its own. */
export function linesOf(values: string[]): string {
  return values.map(clipboardCell).join("\n");
}

/** Whether a spreadsheet would read something else than a text when this is pasted. */
export function isActive(line: string): boolean {
  return isFormula(line) || line.startsWith('"');
}

/** Lines of cells, as a browser copies a selection in a table. */
export function clipboardTable(text: string): string {
  const lines = text.split(/\r?\n/);
  return lines.map((line) => line.split("\t").map(clipboardCell).join("\t")).join("\n");
}

/**
 * A part of the name of a file: Latin letters, digits and hyphens, in any language. A name with bidi characters can pretend another extension;
 * systems forbid various others.
 */
export function fileNamePart(text: string): string {
  const latin = text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ı", "i");
  return cut(latin.replace(/[^a-z0-9]+/gi, "-"), MAX_FILE_NAME_PART).replace(/^-|-$/g, "");
}

function asText(line: string): string {
  return TEXT_MARK + line;
}
