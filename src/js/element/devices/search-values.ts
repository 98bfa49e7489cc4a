/**
 * What a text for the search names, as people write and paste it: rows, the values of a list or a column, serial numbers in a sentence.
 */
import { foldCase } from "../languages/fold-case.js";

/** What makes a number an ordinal: "4.", "4'üncü", "4th". */
const ORDINAL = "(?:\\.|['’]\\p{L}{1,4}|ST|ND|RD|TH)";

/** What stands between the first and the last row of a range. A Turkish "ile" does if "arası" follows, and means "and" elsewhere. */
const RANGE = "(?:\\s?(?:[-–—]|\\.\\.)\\s?|\\s(?:TO|THROUGH|THRU|UNTIL|ILA|ILE(?=.*\\sARASI))\\s)";

const BETWEEN = `${ORDINAL}?(?:[\\s,;&+/]+|[\\s,;]*\\s\\p{L}+\\s|${RANGE})`;

/** The name of the column, which "Rows" and "Satırlar" have with an ending. */
const NAME = "(\\p{L}+?)(?:S|I|LAR|LARI)?";

/** A word and numbers: "row 4", "row:4,16", "Rows 4, 13 and 16", "rows 4-7", "rows 4-". Or numbers and a word: "4. ve 5. satır", "4 numaralı satır". */
const ROWS = new RegExp(
  `^(?:THE\\s)?(?:${NAME}(?:\\s(?:NO|NUMBER))?[.:#\\s]*)?(\\d+(?:${BETWEEN}\\d+)*\\s?[-–—]?)(?:(?:${ORDINAL}|\\sNUMARALI|\\sARASI(?:NDAKI)?)\\s${NAME})?$`,
  "u",
);

/** A row, or the first and the last one of a range, whose end may be open. */
const ROW_OR_RANGE = new RegExp(`(\\d+)(?:${ORDINAL}?${RANGE}(\\d+)|(\\s?[-–—]$))?`, "gu");

/** What stands behind a list of rows that is cut: "and 14 more", "ve 14 satır daha". */
const MORE_ROWS = /\s\p{L}+\s\d+\s(?:MORE|SATIR DAHA)$/u;

/** What CSV, JSON, a chat and a sentence put around a value. */
const AROUND = /^[\s\p{Cf}"'“”‘’([{<*#=]+|[\s\p{Cf}"'“”‘’)\]}>.:?!*]+$/gu;

/** What stands between slashes without spaces, as in "5CG1234567/5CG7654321". Shorter words are parts of a date, and other signs are those of a hash. */
const BETWEEN_SLASHES = /^[\w.-]{5,30}$/;

/** Shorter ones are words of a sentence, or stand for a model. */
const MIN_LENGTH_IN_SENTENCE = 4;

/** Longer ones are hashes. */
const MAX_LENGTH = 64;

/**
 * The numbers in "row 4" and in "Rows 4, 13 and 16", as the causes list them. None in any other text.
 *
 * @param labels what a row is called
 * @param last the last row there is, where an open range ends
 */
export function rowNumbersIn(text: string, labels: string[], last: number): number[] {
  const folded = foldCase(text).replace(/\s+/g, " ").replace(MORE_ROWS, "");
  const [, before = "", , after = before] = ROWS.exec(folded) ?? [];
  if (!labels.some((label) => after === foldCase(label))) return [];
  const numbers = [...folded.matchAll(ROW_OR_RANGE)].flatMap(([, from, to, open]) => {
    const first = Number(from);
    const end = open === undefined ? Number(to ?? from) : last;
    const length = Math.min(end, Math.max(last, first)) - first + 1;
    return Array.from({ length: Math.max(0, length) }, (_, index) => first + index);
  });
  return [...new Set(numbers)];
}

/** What stands between commas and the like, without the numbers of a list. */
export function listedIn(text: string): string[] {
  return splitAt(text, /[,;|\t\n]|\s[/&+]\s/).map((value) => value.replace(/^\d+[.)]\s+/, ""));
}

/** The serial numbers in a text with spaces. Without any, the text is one phrase. */
export function serialNumbersIn(text: string): string[] {
  const words = wordsIn(text);
  const found = words.filter(looksLikeSerialNumber);
  if (found.length === words.length) return found;
  const long = found.filter(({ length }) => length >= MIN_LENGTH_IN_SENTENCE);
  return long.length > 0 ? long : [text];
}

/** What can be a value by itself. */
export function wordsIn(text: string): string[] {
  return splitAt(text, /\s/).flatMap((word) => {
    const parts = word.split("/");
    return parts.every((part) => BETWEEN_SLASHES.test(part)) ? parts : [word];
  });
}

/** A value without what people write at it: "S/N:5CG1234567", and the endings of Turkish in "5CG1234567'nin". */
export function bareValue(value: string): string {
  return value.replace(/^\p{L}[\p{L}/.\s]{0,20}["']?[:=#]\s*["']?/u, "").replace(/(?<=\d.*)['’]\p{L}{1,6}$/u, "");
}

/** Whether a word is written as serial numbers are, and no model, ticket, hash or date. */
export function isSerialNumber(word: string): boolean {
  const isLong = word.length >= MIN_LENGTH_IN_SENTENCE && word.length <= MAX_LENGTH;
  return looksLikeSerialNumber(word) && isLong && !/^\d{1,4}$|@/.test(word);
}

/** With a digit, or in four capital letters and more. */
function looksLikeSerialNumber(word: string): boolean {
  return /^\S*\d\S*$|^(?=.*\p{L})[^\p{Ll}\s]{4,}$/u.test(word) && !DATE_OR_TIME.test(word);
}

const DATE_OR_TIME = /^(\d{1,4}([./-])\d{1,2}\2\d{1,4}(T\S+)?|\d{1,2}:\d{2}(:\d{2})?)$/;

/** Whether a value is the head of a column, such as "SERIAL_NUMBER". @param labels of the columns */
export function isHead(value: string, labels: string[]): boolean {
  return !/\d/.test(value) && labels.some((label) => lettersOf(label).startsWith(lettersOf(value)));
}

function lettersOf(text: string): string {
  return foldCase(text).replace(/\P{L}/gu, "");
}

function splitAt(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((value) => value.replace(AROUND, ""))
    .filter((value) => value !== "");
}
