/**
 * What a text for the search names, as people write and paste it: the values of a list or a column, serial numbers in a sentence.
 */
import { foldCase } from "../languages/fold-case.js";

/** What CSV, JSON, a chat, a mail and a sentence put around a value. */
const BEFORE = /[\s\p{Cf}"'“”„‘’«»`([{<>*_/#=•·-]/u;
const BEHIND = /[\s\p{Cf}"'“”„‘’«»`)\]}>.:?!*_/-]/u;

/** What stands between slashes without spaces, as in "5CG1234567/5CG7654321". Shorter words are parts of a date, and other signs are those of a hash. */
const BETWEEN_SLASHES = /^[\w.-]{5,30}$/;

/** Shorter ones are words of a sentence, or stand for a model. */
const MIN_LENGTH_IN_SENTENCE = 4;

/** Longer ones are hashes. */
const MAX_LENGTH = 64;

/** What stands between commas and the like, without the numbers of a list. */
export function listedIn(text: string): string[] {
  return splitAt(text, /[,;|\t\n]|\s[/&+]\s/).map((value) => value.replace(/^\d+[.)]\s+/, ""));
}

/** What stands between "and" and the like, which can be in a serial number, too: "Default string and co". */
export function joinedIn(text: string): string[] {
  return splitAt(text, /\s(?:and|or|ve|veya)\s/i);
}

/** The serial numbers in a text with spaces. Without any, the text is one phrase. @param hasName whether a word has the name of a device in it */
export function serialNumbersIn(text: string, hasName: (word: string) => boolean): string[] {
  const words = wordsIn(text);
  const found = words.filter((word) => looksLikeSerialNumber(word) || hasName(word));
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

/** What stands between signs: "INK-3" in "INK-3(808)", "SerialNumber=INK-3" and "`INK-3`". */
export function partsOf(word: string, sign: RegExp): string[] {
  return splitAt(word, sign);
}

/** Whether a word is written as serial numbers are, and no model, ticket, hash or date. */
export function isSerialNumber(word: string): boolean {
  return looksLikeSerialNumber(word) && hasLengthOfSerialNumber(word) && !word.includes("@");
}

/** Numbers of up to four digits are counts, years and errors. */
export function hasLengthOfSerialNumber(word: string): boolean {
  return word.length >= MIN_LENGTH_IN_SENTENCE && word.length <= MAX_LENGTH && !/^\d{4}$/.test(word);
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
    .map(withoutSignsAround)
    .filter((value) => value !== "");
}

/** A regular expression would take seconds for thousands of signs within a text. */
export function withoutSignsAround(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && BEFORE.test(value.charAt(start))) start++;
  while (start < end && BEHIND.test(value.charAt(end - 1))) end--;
  return value.slice(start, end);
}
