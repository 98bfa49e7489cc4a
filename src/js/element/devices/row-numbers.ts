/**
 * The rows that a text names, as people write and paste them: "row 4", "Rows 4, 13 and 16", "rows 4-7", "4. ve 5. satır", a column with its head.
 */
import { foldCase } from "../languages/fold-case.js";

type Range = [first: number, last: number];

/** Dates and times, numbers with what makes them ordinals ("4'üncü", "4th"), serial numbers with signs inside ("INK-3"), words, and signs. */
const TOKENS =
  /\d+(?:[./-]\d+){2,}|\d+:\d+|\d+['’]\p{L}+|(?=\d*\p{L})[\p{L}\d]+(?:[-._][\p{L}\d]+)+|[\p{L}\d]+|\.\.+|\S/gu;

/** Longer numbers are serial numbers. */
const NUMBER = /^0{0,2}([1-9]\d{0,5})(ST|ND|RD|TH|['’]\p{L}+)?$/u;

/** What the name of the column has behind it: "rows", "satırlar", "satırdan". */
const ENDING = /^(?:S|(?:LAR)?(?:I|A|DA|DAN|DAKI|IN)?)$/;

/** What stands behind a list of rows that is cut: "and 1,494 more", "ve 14 satır daha". */
const MORE_ROWS = /\s\p{L}+\s[\d.,]+\s(?:MORE|SATIR DAHA)$/u;

const RANGE = new Set([..."-–—−‑~…→", "..", "...", "TO", "THROUGH", "THRU", "UNTIL", "ILA"]);
/** Behind two rows: they are the ends of a range. */
const BETWEEN = new Set(["ARASI", "ARASINDA", "ARASINDAKI", "KADAR"]);
/** Behind a row: the others up to the last one, too. */
const ONWARDS = new Set(["END", "UP", "ONWARD", "ONWARDS", "ITIBAREN"]);
/** With one of these, numbers before the name are no count of rows: "4 rows" are four. */
const ORDINAL = new Set([".", "NUMARALI", "NOLU", ...BETWEEN]);
const AND = new Set([..."&+/,", "AND", "OR", "VE", "VEYA", "ILE"]);
/** Says nothing of the rows. */
const FILLING = new Set(["THE", "NO", "NUMBER", "NR", "NUMARASI", "FROM", "BETWEEN", "ALSO", "THEN", "PLUS", "AYRICA"]);

/**
 * The numbers of the rows in a text that has nothing else. None in any other text.
 *
 * @param labels what a row is called
 * @param last the last row there is, where an open range ends
 */
export function rowNumbersIn(text: string, labels: string[], last: number): number[] {
  const { words, isName } = read(text, labels);
  const name = words.findIndex(isName);
  if (name === -1 || !words.every((word, at) => isName(word) || isOfRows(word, words[at - 1]))) return [];
  const isOrdinal = words.slice(0, name).some((word) => ORDINAL.has(word) || rowOf(word)?.isOrdinal);
  const listed = words.slice(isOrdinal || words.includes("BETWEEN") ? 0 : name);
  const ranges = rangesIn(
    listed.filter((word) => !isName(word)),
    last,
  );
  return expanded(ranges, last);
}

/** Whether a word can stand in a list of rows. Not in one: what follows is said of the row in "row 4: 808" and "row 4 (808)". */
function isOfRows(word: string, previous = ""): boolean {
  if (/^[:([]$/.test(word)) return !rowOf(previous);
  const isKnown = [RANGE, BETWEEN, ONWARDS, ORDINAL, AND, FILLING].some((words) => words.has(word));
  return isKnown || rowOf(word) !== undefined || !/[\p{L}\d]/u.test(word);
}

/** @param words of a list of rows, without their names */
function rangesIn(words: string[], last: number): Range[] {
  const ranges: Range[] = [];
  /** Whether the end of the last range is to come. */
  let isOpen = false;
  let isBetween = false;
  words.forEach((word, at) => {
    const row = rowOf(word)?.row;
    const previous = words[at - 1] ?? "";
    if (row !== undefined) {
      const [first] = (isOpen && ranges.pop()) || [row];
      ranges.push(rangeOf(first, row));
      isOpen = false;
    } else if (RANGE.has(word) || (isBetween && AND.has(word))) {
      isOpen ||= rowOf(previous) !== undefined || previous === ".";
      isBetween = false;
    } else if (BETWEEN.has(word)) {
      const [one, other = one] = ranges.splice(-2);
      if (one && other) ranges.push(rangeOf(one[0], other[1]));
    } else {
      isOpen ||= ONWARDS.has(word);
      isBetween ||= word === "BETWEEN";
    }
  });
  const open = isOpen ? ranges.pop() : undefined;
  return open ? [...ranges, [open[0], last]] : ranges;
}

function rowOf(word: string): { row: number; isOrdinal: boolean } | undefined {
  const [, number, ending] = NUMBER.exec(word) ?? [];
  return number === undefined ? undefined : { row: Number(number), isOrdinal: ending !== undefined };
}

/** The rows that are named among other words, as in "PF3KX9QT and rows 4, 7", and what else the text says. */
export function rowMentionsIn(text: string, labels: string[], last: number): { rows: number[]; rest: string } {
  const names = namesIn(foldCase(text), labels);
  if (names.length === 0) return { rows: [], rest: text };
  const isName = nameTest(names);
  const tokens = [...text.matchAll(TOKENS)].map(({ 0: word, index }) => ({ word: foldCase(word), index }));
  const words = tokens.map(({ word }) => word);
  const rows = new Set<number>();
  let rest = "";
  let done = 0;
  for (let at = 0; at < words.length; at++) {
    if (!isName(words[at] ?? "") && !isNameAndNumber(words[at] ?? "", isName)) continue;
    const from = startOfMention(words, at, done);
    const to = endOfMention(words, at);
    for (const row of rowNumbersIn(words.slice(from, to).join(" "), labels, last)) rows.add(row);
    rest += `${text.slice(tokens[done]?.index ?? text.length, tokens[from]?.index)}, `;
    done = to;
    at = to - 1;
  }
  return { rows: [...rows], rest: rest + text.slice(tokens[done]?.index ?? text.length) };
}

/** Where the ordinals before a name begin: "4. ve 5. satır". In "3. Row 4", the name belongs to the number behind it. */
function startOfMention(words: string[], name: number, done: number): number {
  const hasNumberBehind = rowOf(words[name + 1] ?? "") && !ORDINAL.has(words[name + 2] ?? "");
  let start = name;
  while (start > done && isListed(words[start - 1] ?? "")) start--;
  while (start < name && !rowOf(words[start] ?? "")) start++;
  const isOrdinal = words.slice(start, name).some((word) => ORDINAL.has(word) || !/^\d*$|^\P{L}$/u.test(word));
  return isOrdinal && !hasNumberBehind ? start : name;
}

/** Where the numbers behind a name end. */
function endOfMention(words: string[], name: number): number {
  let end = name + 1;
  for (let next = end; next < words.length; next++) {
    const word = words[next] ?? "";
    const isRow = rowOf(word) && !/^(?:DEVICE|CIHAZ)/.test(words[next + 1] ?? "");
    if (isRow) end = next + 1;
    else if (!AND.has(word) && !RANGE.has(word) && (end > name + 1 || !/^[.#:(]$|^N(?:O|R|UMBER)$/.test(word))) break;
  }
  return end;
}

function isListed(word: string): boolean {
  return rowOf(word) !== undefined || AND.has(word) || RANGE.has(word) || ORDINAL.has(word);
}

/** The words and signs of a text, and which of them name a row. */
function read(text: string, labels: string[]) {
  const folded = foldCase(text)
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .replace(MORE_ROWS, "");
  const isName = nameTest(namesIn(folded, labels));
  return { isName, words: (folded.match(TOKENS) ?? []).flatMap((token) => nameAndNumber(token, isName)) };
}

function namesIn(folded: string, labels: string[]): string[] {
  return labels.map(foldCase).filter((name) => folded.includes(name));
}

function nameTest(names: string[]): (word: string) => boolean {
  return (word) => names.some((name) => word.startsWith(name) && ENDING.test(word.slice(name.length)));
}

/** "row4" and "row.4" are a name and a number. */
function nameAndNumber(token: string, isName: (word: string) => boolean): string[] {
  const [, name = "", number = ""] = /^(\p{L}+)[-._]?(\d+)$/u.exec(token) ?? [];
  return isName(name) ? [name, number] : [token];
}

function isNameAndNumber(token: string, isName: (word: string) => boolean): boolean {
  return nameAndNumber(token, isName).length > 1;
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
