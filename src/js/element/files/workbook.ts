/**
 * Tables as Excel workbooks (ECMA-376, part 1). In a CSV file Excel guesses the type of a cell and drops the leading zeros of the serial
 * number 003913170093. In a workbook a text stays a text, so it is never a formula either.
 */
import { cut } from "../dom/untrusted-text.js";
import { exportedLine, isFormula } from "./exported-text.js";
import { zip } from "./zip.js";

/** A string becomes a text, a number becomes a number that Excel can calculate with. */
export type Cell = string | number;

/** The longest text that a cell of Excel holds ("Excel specifications and limits"). */
const MAX_TEXT_LENGTH = 32_767;

/** Widths of columns. Excel's unit is the width of the digit 0. */
const MIN_WIDTH = 8;
const MAX_WIDTH = 60;

/** Indexes into the list of cell formats (`cellXfs`) below. */
const TEXT_FORMAT = 1;
const BOLD_FORMAT = 2;
/** For a text that is a formula elsewhere: it has a quote prefix, so that it stays a text when the user edits or copies the cell. */
const QUOTED_FORMAT = 3;

const NS_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const NS_PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const NS_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A sheet of a workbook. */
export interface Sheet {
  /** At most 31 characters, none of []:*?/\ (Excel). */
  name: string;
  rows: Cell[][];
  /** Whether the first row is a header, which stays in sight and has filters. Without one, the first cell of each row is its label. */
  hasHeader: boolean;
}

export function toWorkbook(sheets: Sheet[]): Uint8Array<ArrayBuffer> {
  const texts = new SharedTexts();
  const parts = sheets.map((sheet, index) => ({
    sheet,
    index,
    path: `worksheets/sheet${index + 1}`,
    xml: toXml(sheet, texts),
  }));
  // Excel keeps the range of a filter as a hidden name too.
  const filters = parts.filter(({ sheet }) => sheet.hasHeader);
  return zip({
    "[Content_Types].xml": contentTypes(parts.map(({ path }) => path)),
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": xml(
      `<workbook xmlns="${NS_MAIN}" xmlns:r="${NS_OFFICE}">`,
      `<sheets>${parts.map(({ sheet, index }) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join("")}</sheets>`,
      `<definedNames>${filters.map(({ sheet, index }) => filterName(sheet, index)).join("")}</definedNames>`,
      "</workbook>",
    ),
    "xl/_rels/workbook.xml.rels": relationships([
      ...parts.map(({ path }): [string, string] => ["worksheet", `${path}.xml`]),
      ["styles", "styles.xml"],
      ["sharedStrings", "sharedStrings.xml"],
    ]),
    "xl/styles.xml": styles(),
    ...Object.fromEntries(parts.map(({ path, xml }) => [`xl/${path}.xml`, xml])),
    "xl/sharedStrings.xml": texts.toXml(),
  });
}

function filterName(sheet: Sheet, index: number): string {
  const range = rangeOf(sheet).replace(/[A-Z]+|\d+/g, "$$$&");
  const quoted = `'${escapeXml(sheet.name).replaceAll("'", "''")}'`;
  return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted}!${range}</definedName>`;
}

function toXml(sheet: Sheet, texts: SharedTexts): string {
  const { rows, hasHeader } = sheet;
  const range = rangeOf(sheet);
  const frozen = `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`;
  const isBold = (rowIndex: number, cellIndex: number) => (hasHeader ? rowIndex : cellIndex) === 0;
  return xml(
    `<worksheet xmlns="${NS_MAIN}">`,
    `<sheetViews><sheetView workbookViewId="0">${hasHeader ? frozen : ""}</sheetView></sheetViews>`,
    `<cols>${Array.from({ length: columnCount(sheet) }, (_, index) => column(index, rows)).join("")}</cols>`,
    `<sheetData>${rows.map((cells, index) => row(index + 1, cells, (cell) => isBold(index, cell), texts)).join("")}</sheetData>`,
    hasHeader ? `<autoFilter ref="${range}"/>` : "",
    // Without this, Excel marks every serial number of digits with a green corner.
    `<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors>`,
    "</worksheet>",
  );
}

function columnCount({ rows }: Sheet): number {
  return rows.reduce((count, cells) => Math.max(count, cells.length), 1);
}

function rangeOf(sheet: Sheet): string {
  return `A1:${columnName(columnCount(sheet) - 1)}${sheet.rows.length}`;
}

function column(index: number, rows: Cell[][]): string {
  const longest = rows.reduce((length, cells) => Math.max(length, String(cells[index] ?? "").length), MIN_WIDTH);
  return `<col min="${index + 1}" max="${index + 1}" width="${Math.min(longest, MAX_WIDTH) + 2}" customWidth="1"/>`;
}

function row(number: number, cells: Cell[], isBold: (index: number) => boolean, texts: SharedTexts): string {
  const written = cells.map((cell, index) => {
    const reference = `${columnName(index)}${number}`;
    if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
    const text = exportedLine(cell);
    const plainFormat = isBold(index) ? BOLD_FORMAT : TEXT_FORMAT;
    return `<c r="${reference}" s="${isFormula(text) ? QUOTED_FORMAT : plainFormat}" t="s"><v>${texts.add(text)}</v></c>`;
  });
  return `<row r="${number}">${written.join("")}</row>`;
}

/**
 * The shared strings of a workbook: each text is stored once, and cells refer to it by index. Explanations of errors are long and occur in
 * many rows.
 */
class SharedTexts {
  readonly #indexes = new Map<string, number>();
  #count = 0;

  add(text: string): number {
    this.#count += 1;
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    this.#indexes.set(text, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  toXml(): string {
    const texts = Array.from(
      this.#indexes.keys(),
      (text) => `<si><t xml:space="preserve">${escapeXml(truncate(text))}</t></si>`,
    );
    return xml(
      `<sst xmlns="${NS_MAIN}" count="${this.#count}" uniqueCount="${texts.length}">`,
      // Joined rather than spread: there can be more texts than a call may have arguments.
      texts.join(""),
      "</sst>",
    );
  }
}

/** One letter is enough: there are fewer than 26 columns. */
function columnName(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

function truncate(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? `${cut(text, MAX_TEXT_LENGTH - 1)}…` : text;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * Escapes a text for XML. Characters that XML can't contain are written as Excel writes them (ECMA-376 part 1, 22.9.2.19), and so is a text
 * that looks like such an escape.
 */
function escapeXml(text: string): string {
  return (
    text
      .replace(/_(?=x[0-9A-F]{4}_)/gi, "_x005F_")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to escape.
      .replace(/[\0-\x08\v\f\r\x0E-\x1F\uFFFE\uFFFF]/g, (control) => `_x${hexadecimal(control)}_`)
      .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "")
  );
}

function hexadecimal(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}

function contentTypes(sheets: string[]): string {
  const parts = {
    workbook: "sheet.main",
    ...Object.fromEntries(sheets.map((path) => [path, "worksheet"])),
    styles: "styles",
    sharedStrings: "sharedStrings",
  };
  return xml(
    `<Types xmlns="${NS_PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    ...Object.entries(parts).map(
      ([part, type]) => `<Override PartName="/xl/${part}.xml" ContentType="${CONTENT_TYPE}.${type}+xml"/>`,
    ),
    "</Types>",
  );
}

function styles(): string {
  return xml(
    `<styleSheet xmlns="${NS_MAIN}">`,
    `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`,
    `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`,
    `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`,
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`,
    `<cellXfs count="4">`,
    `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`,
    // 49 is "@", the format for text: what is typed into the cell later is text too.
    `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    `<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
    `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>`,
    "</cellXfs>",
    `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>`,
    "</styleSheet>",
  );
}

function relationships(targets: [type: string, target: string][]): string {
  const list = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${NS_OFFICE}/${type}" Target="${target}"/>`,
  );
  return xml(`<Relationships xmlns="${NS_PACKAGE}/relationships">`, ...list, "</Relationships>");
}

function xml(...parts: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${parts.join("")}`;
}
