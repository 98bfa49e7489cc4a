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
const ORDINAL = new Set([".", "NUMARALI", "NOLU", "ARASI", "ARASINDAKI", "KADAR"]);
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
  const { tokens, isName } = read(text, labels);
  const ranges: Range[] = [];
  let before: Range[] = [];
  let isOrdinal = false;
  let isAfterName = false;
  let isBetween = false;
  /** The first row of a range whose last one is to come. */
  let first: number | undefined;
  let previous = "";
  for (const token of tokens) {
    const [, number, ordinal] = NUMBER.exec(token) ?? [];
    const list = isAfterName ? ranges : before;
    const isBehindRow = NUMBER.test(previous);
    if (number !== undefined) {
      if (first !== undefined) list.pop();
      list.push(rangeOf(first ?? Number(number), Number(number)));
      first = undefined;
      isOrdinal ||= ordinal !== undefined;
    } else if (isName(token)) {
      if (isOrdinal) for (const range of before) ranges.push(range);
      before = [];
      isAfterName = true;
    } else if (RANGE.has(token) || (isBetween && AND.has(token))) {
      if (isBehindRow || previous === ".") first = list.at(-1)?.[1];
      isBetween = false;
    } else if (ONWARDS.has(token)) {
      first ??= list.at(-1)?.[1];
    } else if (BETWEEN.has(token)) {
      const [one, other] = list.splice(-2);
      if (one) list.push(other ? rangeOf(one[0], other[1]) : one);
      isOrdinal = true;
    } else if (isBehindRow && /^[:([]$/.test(token)) {
      // What follows is said of the row: "row 4: 808", "row 4 (808)".
      return [];
    } else if (/[\p{L}\d]/u.test(token) && !AND.has(token) && !FILLING.has(token) && !ORDINAL.has(token)) {
      return [];
    }
    isBetween ||= token === "BETWEEN";
    isOrdinal ||= ORDINAL.has(token);
    previous = token;
  }
  if (first !== undefined && isAfterName) ranges.push([first, last]);
  return expanded(ranges, last);
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
  const hasNumberBehind = NUMBER.test(words[name + 1] ?? "") && !ORDINAL.has(words[name + 2] ?? "");
  let start = name;
  while (start > done && isListed(words[start - 1] ?? "")) start--;
  while (start < name && !NUMBER.test(words[start] ?? "")) start++;
  const isOrdinal = words.slice(start, name).some((word) => ORDINAL.has(word) || !/^\d*$|^\P{L}$/u.test(word));
  return isOrdinal && !hasNumberBehind ? start : name;
}

/** Where the numbers behind a name end. */
function endOfMention(words: string[], name: number): number {
  let end = name + 1;
  for (let next = end; next < words.length; next++) {
    const word = words[next] ?? "";
    const isRow = NUMBER.test(word) && !/^(?:DEVICE|CIHAZ)/.test(words[next + 1] ?? "");
    if (isRow) end = next + 1;
    else if (!AND.has(word) && !RANGE.has(word) && (end > name + 1 || !/^[.#:(]$|^N(?:O|R|UMBER)$/.test(word))) break;
  }
  return end;
}

function isListed(word: string): boolean {
  return NUMBER.test(word) || AND.has(word) || RANGE.has(word) || ORDINAL.has(word);
}

/** The tokens of a text that has the name of a row in it. */
function read(text: string, labels: string[]) {
  const folded = foldCase(text)
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .replace(MORE_ROWS, "");
  const isName = nameTest(namesIn(folded, labels));
  return { isName, tokens: (folded.match(TOKENS) ?? []).flatMap((token) => nameAndNumber(token, isName)) };
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
