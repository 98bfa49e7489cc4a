/**
 * Tables as Excel workbooks (ECMA-376, part 1). In a CSV file Excel guesses what a cell is, and takes the zeros off the serial number 003913170093;
 * here a text is a text, and so never a formula either.
 */
import { zip } from "./zip.js";

/** Texts are kept as they are; numbers can be counted with. */
export type Cell = string | number;

/** The longest text that a cell of Excel holds ("Excel specifications and limits"). */
const LONGEST_TEXT = 32_767;

/** Characters of the digit 0, which Excel measures columns in. */
const NARROWEST = 8;
const WIDEST = 60;

/** Places in the list of formats below. */
const TEXT = 1;
const HEADER = 2;

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PARTS = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The type of the file. */
export const WORKBOOK = `${TYPE}.sheet`;

/**
 * A workbook of one sheet, whose first row stays in sight and filters the others.
 *
 * @param name of the sheet, at most 31 characters
 */
export function toWorkbook(name: string, header: string[], rows: Cell[][]): Uint8Array<ArrayBuffer> {
  const all = `$A$1:$${columnName(header.length - 1)}$${rows.length + 1}`;
  const quoted = `'${escaped(name).replaceAll("'", "''")}'`;
  const texts = new SharedTexts();
  const cells = sheet(header, rows, all.replaceAll("$", ""), texts);
  return zip({
    "[Content_Types].xml": contentTypes(),
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": xml(
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">`,
      `<sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets>`,
      // Excel keeps the range of a filter as a hidden name too.
      `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${quoted}!${all}</definedName></definedNames>`,
      "</workbook>",
    ),
    "xl/_rels/workbook.xml.rels": relationships([
      ["worksheet", "worksheets/sheet1.xml"],
      ["styles", "styles.xml"],
      ["sharedStrings", "sharedStrings.xml"],
    ]),
    "xl/styles.xml": styles(),
    "xl/worksheets/sheet1.xml": cells,
    "xl/sharedStrings.xml": texts.part(),
  });
}

function sheet(header: string[], rows: Cell[][], all: string, texts: SharedTexts): string {
  return xml(
    `<worksheet xmlns="${MAIN}">`,
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
    `<cols>${header.map((label, place) => column(place, [label, ...rows.map((cells) => cells[place] ?? "")])).join("")}</cols>`,
    `<sheetData>${row(1, header, HEADER, texts)}${rows.map((cells, place) => row(place + 2, cells, TEXT, texts)).join("")}</sheetData>`,
    `<autoFilter ref="${all}"/>`,
    // Else every serial number of digits gets a green corner.
    `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors>`,
    "</worksheet>",
  );
}

function column(place: number, cells: Cell[]): string {
  const longest = cells.reduce((length: number, cell) => Math.max(length, String(cell).length), NARROWEST);
  return `<col min="${place + 1}" max="${place + 1}" width="${Math.min(longest, WIDEST) + 2}" customWidth="1"/>`;
}

function row(number: number, cells: Cell[], format: number, texts: SharedTexts): string {
  const written = cells.map((cell, place) => {
    const reference = `${columnName(place)}${number}`;
    if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
    return `<c r="${reference}" s="${format}" t="s"><v>${texts.place(cell)}</v></c>`;
  });
  return `<row r="${number}">${written.join("")}</row>`;
}

/** A workbook holds each text once, and its cells say which: what an error means is long, and the same in many rows. */
class SharedTexts {
  readonly #places = new Map<string, number>();
  #used = 0;

  place(text: string): number {
    this.#used += 1;
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.#places.size);
    return this.#places.size - 1;
  }

  part(): string {
    const texts = Array.from(
      this.#places.keys(),
      (text) => `<si><t xml:space="preserve">${escaped(fitting(text))}</t></si>`,
    );
    return xml(
      `<sst xmlns="${MAIN}" count="${this.#used}" uniqueCount="${texts.length}">`,
      // Joined here: there can be more of them than a call may have arguments.
      texts.join(""),
      "</sst>",
    );
  }
}

/** The 26 columns that are named by one letter are more than there are. */
function columnName(place: number): string {
  return String.fromCharCode("A".charCodeAt(0) + place);
}

function fitting(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML can't hold are written as Excel writes them (ECMA-376 part 1, 22.9.2.19), and so is a text that looks like one of those. */
function escaped(text: string): string {
  return (
    text
      .replace(/_(?=x[0-9A-F]{4}_)/gi, "_x005F_")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      .replace(/[\0-\x08\v\f\r\x0E-\x1F\uFFFE\uFFFF]/g, (control) => `_x${hexadecimal(control)}_`)
      .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "")
  );
}

function hexadecimal(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}

function contentTypes(): string {
  const parts = {
    workbook: "sheet.main",
    "worksheets/sheet1": "worksheet",
    styles: "styles",
    sharedStrings: "sharedStrings",
  };
  return xml(
    `<Types xmlns="${PARTS}/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    ...Object.entries(parts).map(
      ([part, type]) => `<Override PartName="/xl/${part}.xml" ContentType="${TYPE}.${type}+xml"/>`,
    ),
    "</Types>",
  );
}

function styles(): string {
  return xml(
    `<styleSheet xmlns="${MAIN}">`,
    `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`,
    `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`,
    `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`,
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`,
    `<cellXfs count="3">`,
    `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`,
    // 49 is "@": what is typed into the cell later is text as well.
    `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    `<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
    "</cellXfs>",
    `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>`,
    "</styleSheet>",
  );
}

function relationships(targets: [type: string, target: string][]): string {
  const list = targets.map(
    ([type, target], place) => `<Relationship Id="rId${place + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return xml(`<Relationships xmlns="${PARTS}/relationships">`, ...list, "</Relationships>");
}

function xml(...parts: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${parts.join("")}`;
}
