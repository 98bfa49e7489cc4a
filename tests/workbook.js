/** Reads workbooks with an independent library. */
import assert from "node:assert/strict";
import { read, utils } from "@e965/xlsx";
import { strFromU8, unzipSync } from "fflate";

/** Returns the cells of each sheet, and asserts that none is a formula. @param {Buffer} bytes @returns {Record<string, (string | number)[][]>} */
export function sheetsOfWorkbook(bytes) {
  const { Sheets } = read(bytes, { cellFormula: true });
  return Object.fromEntries(
    Object.entries(Sheets).map(([name, sheet]) => {
      const formulas = Object.values(sheet).filter((cell) => cell.f !== undefined);
      assert.deepEqual(formulas, []);
      return [name, utils.sheet_to_json(sheet, { header: 1, raw: true, defval: "" })];
    }),
  );
}

/** Returns the cells of the sheet "Devices". @param {Buffer} bytes @returns {(string | number)[][]} */
export function rowsOfWorkbook(bytes) {
  const sheets = sheetsOfWorkbook(bytes);
  assert.deepEqual(Object.keys(sheets), ["Devices", "Summary"]);
  return sheets.Devices ?? [];
}

/**
 * Returns the numbers of the rows whose texts have a quote prefix: Excel does not take them for formulas even when the user edits them. The
 * library does not read this.
 *
 * @param {Buffer} bytes
 */
export function quotedRowsOf(bytes) {
  const files = unzipSync(bytes);
  const textOf = (/** @type {string} */ path) => strFromU8(files[path] ?? assert.fail(path));
  const [, formats = ""] = /<cellXfs[^>]*>(.*)<\/cellXfs>/.exec(textOf("xl/styles.xml")) ?? [];
  const isQuoted = (formats.match(/<xf [^>]*>/g) ?? []).map((format) => format.includes('quotePrefix="1"'));
  const cells = textOf("xl/worksheets/sheet1.xml").matchAll(/<c r="[A-Z]+(\d+)" s="(\d+)"/g);
  const rows = [...cells].filter(([, , format]) => isQuoted[Number(format)]).map(([, row]) => Number(row));
  return [...new Set(rows)];
}
