/** Reads workbooks with an independent library. */
import assert from "node:assert/strict";
import { read, utils } from "@e965/xlsx";

/** Returns the cells of the sheet "Devices", and asserts that none is a formula. @param {Buffer} bytes @returns {(string | number)[][]} */
export function rowsOfWorkbook(bytes) {
  const { Sheets, SheetNames } = read(bytes, { cellFormula: true });
  assert.deepEqual(SheetNames, ["Devices"]);
  const sheet = Sheets.Devices ?? {};
  const formulas = Object.values(sheet).filter((cell) => cell.f !== undefined);
  assert.deepEqual(formulas, []);
  return utils.sheet_to_json(sheet, { header: 1, raw: true, defval: "" });
}
