/**
 * The rows that a text names, as people write and paste them: "row 4", "Rows 4, 13 and 16", "rows 4-7", "4. ve 5. satır", a column with its head.
 */
import { foldCase } from "../languages/fold-case.js";

type Range = [first: number, last: number];

/** Words, numbers with what makes them ordinals ("4'üncü", "4th"), and signs. */
const TOKENS = /\d+['’]\p{L}+|[\p{L}\d]+|\.\.|\S/gu;

/** Longer numbers are serial numbers, and none of a date begins with 0. */
const NUMBER = /^([1-9]\d{0,5})(ST|ND|RD|TH|['’]\p{L}+)?$/u;

/** What the name of the column has behind it: "rows", "satırlar", "satırdan". */
const ENDING = /^(?:S|(?:LAR)?(?:I|A|DA|DAN|DAKI|IN)?)$/;

/** What stands behind a list of rows that is cut: "and 14 more", "ve 14 satır daha". */
const MORE_ROWS = /\s\p{L}+\s\d+\s(?:MORE|SATIR DAHA)$/u;

const RANGE = new Set(["-", "–", "—", "..", "TO", "THROUGH", "THRU", "UNTIL", "ILA"]);
/** With one of these words, two rows are the ends of a range whatever stands between them. */
const BETWEEN = new Set(["BETWEEN", "ARASI", "ARASINDA", "ARASINDAKI", "KADAR"]);
/** With one of these, numbers before the name are no count of rows. */
const ORDINAL = new Set([".", "NUMARALI", "NOLU", "ARASI", "ARASINDAKI"]);
/** What stands among the numbers. Any other word ends the list. */
const AMONG = new Set([
  ..."&+/,;:()#\"'“”",
  "AND",
  "OR",
  "VE",
  "VEYA",
  "ILE",
  "NO",
  "NUMBER",
  "NR",
  "NUMARASI",
  "FROM",
]);

/**
 * The numbers of the rows. None in any other text, and none beside a serial number.
 *
 * @param labels what a row is called
 * @param last the last row there is, where an open range ends
 */
export function rowNumbersIn(text: string, labels: string[], last: number): number[] {
  const names = labels.map(foldCase);
  const folded = foldCase(text).replace(/\s+/g, " ").replace(MORE_ROWS, "");
  if (!names.some((name) => folded.includes(name))) return [];
  const tokens = (folded.match(TOKENS) ?? []).flatMap((token) => withoutName(token, names));
  if (tokens.some(isSerialNumber)) return [];
  const ranges = rangesIn(tokens, names, last);
  const [one, other] = ranges;
  const isBetween = ranges.length === 2 && tokens.some((token) => BETWEEN.has(token));
  return expanded(isBetween && one && other ? [rangeOf(one[0], other[1])] : ranges, last);
}

/** "row4" is a name and a number. */
function withoutName(token: string, names: string[]): string[] {
  const [, name = "", number = ""] = /^(\p{L}+)(\d+)$/u.exec(token) ?? [];
  return isName(name, names) ? [name, number] : [token];
}

function isName(word: string, names: string[]): boolean {
  return names.some((name) => word.startsWith(name) && ENDING.test(word.slice(name.length)));
}

function isSerialNumber(token: string): boolean {
  return /\d/.test(token) && !NUMBER.test(token) && !/^\d{1,6}$/.test(token);
}

function rangesIn(tokens: string[], names: string[], last: number): Range[] {
  const ranges: Range[] = [];
  /** In front of the name. They count if they are ordinals: "4 rows" are four. */
  let before: Range[] = [];
  let isOrdinal = false;
  let isAfterName = false;
  /** The first row of a range whose last one is to come. */
  let first: number | undefined;
  for (const token of tokens) {
    const [, number, ordinal] = NUMBER.exec(token) ?? [];
    const list = isAfterName ? ranges : before;
    if (number !== undefined) {
      if (first !== undefined) list.pop();
      list.push(rangeOf(first ?? Number(number), Number(number)));
      first = undefined;
      isOrdinal ||= ordinal !== undefined;
    } else if (isName(token, names)) {
      if (isOrdinal) ranges.push(...before);
      before = [];
      isAfterName = true;
    } else if (RANGE.has(token)) {
      first = list.at(-1)?.[1];
    } else if (ORDINAL.has(token)) {
      isOrdinal = true;
    } else if (!AMONG.has(token) && !BETWEEN.has(token)) {
      before = [];
      isOrdinal = isAfterName = false;
      first = undefined;
    }
  }
  return first === undefined || !isAfterName ? ranges : [...ranges, [first, last]];
}

function rangeOf(one: number, other: number): Range {
  return [Math.min(one, other), Math.max(one, other)];
}

/** Each row once. Of a range, no more than there are. */
function expanded(ranges: Range[], last: number): number[] {
  const rows = new Set(ranges.filter(([first, end]) => first === end || first > last).map(([first]) => first));
  const wide = ranges.filter(([first, end]) => first !== end);
  if (wide.length === 0) return [...rows];
  for (let row = 1; row <= last; row++) if (wide.some(([first, end]) => first <= row && row <= end)) rows.add(row);
  return [...rows];
}
