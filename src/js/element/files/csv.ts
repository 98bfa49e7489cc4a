/**
 * Tables as text, for spreadsheets.
 */

/** Without it Excel takes UTF-8 for the code page of the machine. */
const BYTE_ORDER_MARK = "\uFEFF";

/** What a spreadsheet takes for a formula when a cell begins with it (OWASP ASVS 5.0, 1.2.10). */
const FORMULA_START = /^[=+\-@\t\r\0]/;

/** A file by RFC 4180, save that Excel may want semicolons. */
export function toCsv(rows: string[][]): string {
  const separator = listSeparator();
  return (
    BYTE_ORDER_MARK +
    rows.map((cells) => `${cells.map((cell) => quote(escapeFormula(cell))).join(separator)}\r\n`).join("")
  );
}

/** What Excel cuts a line at is a setting of the machine: a semicolon wherever the comma is the decimal sign, which the browser knows. */
function listSeparator(): string {
  const half = new Intl.NumberFormat().formatToParts(0.5);
  return half.some(({ type, value }) => type === "decimal" && value === ",") ? ";" : ",";
}

/** What a spreadsheet takes from the clipboard, whatever the list separator of its language is. */
export function toTabSeparated(rows: string[][]): string {
  return rows.map((cells) => cells.map((cell) => escapeFormula(cell).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}

function quote(cell: string): string {
  return /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The apostrophe tells a spreadsheet that this is text. */
function escapeFormula(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}
