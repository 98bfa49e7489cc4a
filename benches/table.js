/**
 * Formats rows as a text table, with numbers aligned to the right.
 *
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
export function table(head, rows) {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === "number" ? formatNumber(cell) : cell)));
  const widths = head.map((title, column) => Math.max(title.length, ...texts.map((row) => (row[column] ?? "").length)));
  const isNumeric = head.map((_, column) => rows.every((row) => typeof row[column] === "number" || row[column] === ""));
  const line = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, column) => cell[isNumeric[column] ? "padStart" : "padEnd"](widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...texts.map(line)].join("\n");
}

/** @param {number} number */
export function formatNumber(number) {
  return number.toLocaleString("en-US");
}
