/**
 * What a text for the search names, as people write and paste it: rows, the values of a list or a column, serial numbers in a sentence.
 */
import { foldCase } from "../languages/fold-case.js";

/** A word and numbers: "row 4", "row:4,16", "Rows 4, 13 and 16", "rows 4 & 5", "rows 4-7". Or numbers and a word: "4. ve 5. satır", "4 numaralı satır". */
const ROWS =
  /^(?:(\p{L}+?)(?:S|I|LAR|LARI)?(?:\sNO)?[.:#\s]*)?(\d+(?:(?:[\s,;&+]+|\.?\s\p{L}+\s|\s?[-–]\s?)\d+)*)(?:(?:\.|\sNUMARALI)\s(\p{L}+?)(?:S|I|LAR|LARI)?)?$/u;

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
 * @param labels what a row is called; "Rows" and "Satırlar" have an ending more
 * @param last the last row there is, where an open range ends
 */
export function rowNumbersIn(text: string, labels: string[], last: number): number[] {
  const [, before = "", list = "", after = before] = ROWS.exec(foldCase(text).replace(MORE_ROWS, "")) ?? [];
  if (!labels.some((label) => after === foldCase(label))) return [];
  const numbers = [...list.matchAll(/(\d+)(?:(?:\s?[-–]\s?|\sTO\s)(\d+))?/g)].flatMap(([, first, end = first]) => {
    const length = Math.min(Number(end), Math.max(last, Number(first))) - Number(first) + 1;
    return Array.from({ length: Math.max(0, length) }, (_, index) => Number(first) + index);
  });
  return [...new Set(numbers)];
}

/** What stands between commas and the like, without the numbers of a list. */
export function listedIn(text: string): string[] {
  return splitAt(text, /[,;|\t\n]|\s[/&+]\s/).map((value) => value.replace(/^\d+[.)]\s+/, ""));
}

/** Whether it can be read as several values. */
export function hasSeveralWords(value: string): boolean {
  return wordsIn(value).length > 1;
}

/** The serial numbers in a text with spaces. Without any, the text is one phrase. */
export function serialNumbersIn(text: string): string[] {
  const words = wordsIn(text);
  const found = words.filter(looksLikeSerialNumber);
  if (found.length === words.length) return found;
  const long = found.filter(({ length }) => length >= MIN_LENGTH_IN_SENTENCE);
  return long.length > 0 ? long : [text];
}

function wordsIn(text: string): string[] {
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
