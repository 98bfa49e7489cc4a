/**
 * Tables as text, for spreadsheets.
 */
import { clipboardCell, csvCell } from "./exported-text.js";

/** Without it Excel reads UTF-8 in the code page of the machine. */
const BYTE_ORDER_MARK = "\uFEFF";

/** A file by RFC 4180, except that Excel may expect semicolons. Every cell is quoted, so that no program sees a separator in a cell. */
export function toCsv(rows: string[][]): string {
  const separator = listSeparator();
  return BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(quotedCell).join(separator)}\r\n`).join("");
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
  return rows.map((cells) => cells.map(clipboardCell).join("\t")).join("\n");
}

function quotedCell(text: string): string {
  return `"${csvCell(text).replaceAll('"', '""')}"`;
}
