/**
 * Tables as text, for spreadsheets.
 */

/** Without it Excel reads UTF-8 in the code page of the machine. */
const BYTE_ORDER_MARK = "\uFEFF";

/** A spreadsheet treats a cell that begins like this as a formula (OWASP ASVS 5.0, 1.2.10). */
const FORMULA_START = /^[=+\-@\t\r\0]/;

/** A file by RFC 4180, except that Excel may expect semicolons. */
export function toCsv(rows: string[][]): string {
  const separator = listSeparator();
  return (
    BYTE_ORDER_MARK +
    rows.map((cells) => `${cells.map((cell) => quote(escapeFormula(cell))).join(separator)}\r\n`).join("")
  );
}

/**
 * Excel splits lines at the list separator of the machine. It is a semicolon where the decimal sign is a comma, which the browser knows.
 */
function listSeparator(): string {
  const half = new Intl.NumberFormat().formatToParts(0.5);
  return half.some(({ type, value }) => type === "decimal" && value === ",") ? ";" : ",";
}

/** Text to paste into a spreadsheet. Tabs work whatever the list separator of the machine is. */
export function toTabSeparated(rows: string[][]): string {
  return rows.map((cells) => cells.map((cell) => escapeFormula(cell).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}

function quote(cell: string): string {
  return /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The apostrophe makes a spreadsheet treat the cell as text. */
function escapeFormula(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}
