/**
 * Finds the devices that a text names: by a part of what is shown of them, by their rows, or each of several values by itself.
 */
import { en } from "../languages/en.js";
import { foldCase } from "../languages/fold-case.js";
import type { Language } from "../languages/language.js";
import { briefText, nameAndCode } from "../status/device-error.js";
import { deviceStatus } from "../status/status.js";
import type { ListedDevice } from "./listed-device.js";
import { rowMentionsIn, rowNumbersIn } from "./row-numbers.js";
import {
  bareValue,
  hasLengthOfSerialNumber,
  isHead,
  isSerialNumber,
  joinedIn,
  listedIn,
  partsOf,
  serialNumbersIn,
  withoutSignsAround,
  wordsIn,
} from "./search-values.js";

interface Value {
  value: string;
  rows: number[];
}

interface Found {
  matches: (listed: ListedDevice) => boolean;
  /** The values of a search for several that no device has. Empty if none has any of them. */
  notFound: string[];
}

/** Thousands of values, each looked for in thousands of devices, blocked the page for seconds: of more, each names a device whole. */
const MAX_PARTS = 200;

/** A part of a serial number, and no word of a sentence. */
const CAPITALS = /^(?=.*\p{L})[^\p{Ll}\s]{3,}$/u;

/** No "Hi", which is a part of "this customer", and no count, which is a part of most serial numbers. */
const MIN_PART_LENGTH = 3;

/** What stands around a serial number, but in none: "INK-3(808)", "SerialNumber=INK-3", "`INK-3`", "INK-3’ün". */
const BRACKETS = /[()[\]{}=:<>`"'’“”]/u;

const ANY_SIGN = /[^\p{L}\d]/u;

const EVERYTHING: Found = { matches: () => true, notFound: [] };

export class DeviceSearch {
  readonly #language: Language;
  readonly #devices: ListedDevice[];
  /** The text of each device that is looked through, created on first use. */
  #texts: string[] | undefined;
  /** The rows by serial number, product key and device id, created on first use. */
  #rowsByName: Map<string, number[]> | undefined;
  /** Each key asks for the devices, the counts and what was not found: one search answers all of it. */
  #last = { text: "", found: EVERYTHING };

  constructor(language: Language, devices: ListedDevice[]) {
    this.#language = language;
    this.#devices = devices;
  }

  find(text: string): Found {
    const trimmed = text.trim();
    if (this.#last.text !== trimmed) this.#last = { text: trimmed, found: this.#find(trimmed) };
    return this.#last.found;
  }

  /** Takes a few frames for thousands of devices: better called after the first rows are painted and before the user types. */
  prepare(): void {
    this.#searchTexts();
  }

  /** The devices that have the whole text in them or, if there are none, one of the values in it: a pasted column finds its devices. */
  #find(text: string): Found {
    if (text === "") return EVERYTHING;
    const numbers = this.#rowNumbersIn(text);
    if (numbers.length > 0) return foundBy(this.#valuesOfRows(numbers));
    const whole = this.#rowsWith(text);
    if (whole.length > 0) return foundBy([{ value: text, rows: whole }]);
    const mentions = this.#rowMentionsIn(text);
    const isBesideRow = mentions.rows.length > 0;
    const values = this.#valuesIn(isBesideRow ? mentions.rest : text);
    const found = [...this.#valuesOfRows(mentions.rows), ...this.#meantAmong(values, isBesideRow)];
    if (found.some(({ rows }) => rows.length > 0)) return foundBy(found);
    return foundBy([{ value: text, rows: this.#rowsWithMeaning(text) }]);
  }

  #valuesOfRows(rows: number[]): Value[] {
    return rows.map((row) => ({ value: String(row), rows: this.#existing([row]) }));
  }

  #meantAmong(values: Value[], isBesideRow: boolean): Value[] {
    if (isBesideRow || values.some(({ value }) => this.#rowsNamed(value))) {
      return values.flatMap((value) => this.#besideNames(value, isBesideRow));
    }
    return values.filter(({ value, rows }) => {
      const isPart = values.length === 1 || value.length >= MIN_PART_LENGTH;
      return (rows.length > 0 && isPart) || this.#isDevice(value);
    });
  }

  /** Beside a device or a row that is named, only names are meant: other words are the head of a column, a status or a greeting. */
  #besideNames({ value, rows }: Value, isBesideRow: boolean): Value[] {
    if (this.#rowsNamed(value) || this.#rowNumbersIn(value).length > 0) return [{ value, rows }];
    const isPart = isBesideRow && rows.length > 0 && CAPITALS.test(value);
    const needle = foldCase(value);
    const inNames = rows.filter((row) =>
      namesOf(this.#devices[row - 1]).some((name) => foldCase(name).includes(needle)),
    );
    const isOtherWord = rows.length > 0 && inNames.length === 0;
    return (isPart || this.#isDevice(value)) && !isOtherWord ? [{ value, rows: inNames }] : [];
  }

  /**
   * What stands between commas and the like, each once: as a phrase, if a device has it and no word of it names a device, or else the serial numbers in
   * it. A line of a table has a serial number beside other words.
   */
  #valuesIn(text: string): Value[] {
    const rowsByValue = new Map<string, number[]>();
    const isLong = text.split(/[\s,;|/]+/).length > MAX_PARTS;
    const rowsOf = (value: string) => {
      const rows = rowsByValue.get(value) ?? this.#rowsOf(value, isLong);
      rowsByValue.set(value, rows);
      return rows;
    };
    const isFound = (value: string) => rowsOf(value).length > 0;
    const isPhrase = (value: string) =>
      this.#rowsNamed(value) !== undefined || (isFound(value) && !this.#namesDeviceAmongOthers(value));
    const listed = listedIn(text).flatMap((value) => (this.#rowsNamed(value) ? [value] : joinedIn(value)));
    const words = listed.flatMap((value) =>
      wordsIn(value).length > 1 && !isPhrase(value) ? serialNumbersIn(value, (word) => this.#hasName(word)) : [value],
    );
    const values = words.flatMap((value) => {
      if (isFound(value) || this.#rowNumbersIn(value).length > 0) return [value];
      const devices = this.#devicesAmongSigns(value);
      if (devices.length > 0) return devices;
      const bare = bareValue(value);
      if (isFound(bare)) return [bare];
      const inBrackets = partsOf(bare, BRACKETS).filter(isSerialNumber);
      return inBrackets.length > 0 ? inBrackets : [bare];
    });
    const unique = new Map(values.map((value) => [foldCase(value), value]));
    return [...unique.values()].map((value) => ({ value, rows: rowsOf(value) }));
  }

  #namesDeviceAmongOthers(phrase: string): boolean {
    return wordsIn(phrase).some((word) => this.#isNamed(word));
  }

  /** The serial numbers that signs stand between, if one of them is that of a device: some signs are in serial numbers, too. */
  #devicesAmongSigns(value: string): string[] {
    const inBrackets = partsOf(value, BRACKETS).filter((part) => isSerialNumber(part) || this.#isNamed(part));
    if (inBrackets.some((part) => this.#isNamed(part))) return inBrackets;
    // "LAPTOP-PF3KX9QT" is the name of a computer.
    const parts = partsOf(value, ANY_SIGN).filter(
      (part) => (isSerialNumber(part) && /\d/.test(part)) || this.#isNamed(part),
    );
    return parts.some((part) => this.#isNamed(part)) ? parts : [];
  }

  /** Whether a word is, or has between its signs, what a device is called, whatever that looks like. */
  #hasName(word: string): boolean {
    return this.#isNamed(word) || partsOf(word, ANY_SIGN).some((part) => this.#isNamed(part));
  }

  #isNamed(word: string): boolean {
    return hasLengthOfSerialNumber(word) && this.#rowsNamed(word) !== undefined;
  }

  /** Whether a value of several names a device or a row, whether or not it is there. */
  #isDevice(value: string): boolean {
    if (this.#rowsNamed(value) !== undefined || this.#rowNumbersIn(value).length > 0) return true;
    const labels = this.#labels((columns) => Object.values(columns));
    return isSerialNumber(value) && !isHead(value, labels);
  }

  /**
   * One of several values means the devices that it names whole, if there are such, and no search for a part.
   *
   * @param isLong whether there are too many values to search for parts
   */
  #rowsOf(value: string, isLong: boolean): number[] {
    const numbers = this.#rowNumbersIn(value);
    if (numbers.length > 0) return this.#existing(numbers);
    const named = this.#rowsNamed(value);
    if (named || isLong) return named ?? [];
    const rows = this.#rowsWith(value);
    return rows.length > 0 || !/\s/.test(value) ? rows : this.#rowsWithAll(this.#wordsOfPhrase(value));
  }

  /** Without those of "error code" and their endings: "808 hatası" means 808. */
  #wordsOfPhrase(phrase: string): string[] {
    const labels = [en, this.#language].flatMap(({ exporting }) => foldCase(exporting.errorCode).split(" "));
    const words = phrase.split(/\s+/);
    const others = words.filter((word) => !labels.some((label) => foldCase(word).startsWith(label)));
    return others.length > 0 ? others : words;
  }

  #rowsNamed(value: string): number[] | undefined {
    this.#rowsByName ??= rowsByName(this.#devices);
    return this.#rowsByName.get(nameKey(value));
  }

  /** The rows of the devices that have a text in them. */
  #rowsWith(text: string): number[] {
    return this.#rowsWithAll([text]);
  }

  #rowsWithAll(parts: string[]): number[] {
    const needles = parts.map(foldCase);
    const texts = this.#searchTexts();
    const isMatch = (text = "") => needles.every((needle) => text.includes(needle));
    return this.#devices.filter(({ row }) => isMatch(texts[row - 1])).map(({ row }) => row);
  }

  /** The rows whose error means that. The causes show it, and no row does, so that comes last. */
  #rowsWithMeaning(text: string): number[] {
    const needle = foldCase(text);
    const causes = new Set(this.#devices.flatMap(({ cause }) => cause ?? []));
    const meant = new Set([...causes].filter(({ error }) => foldCase(error.meaning).includes(needle)));
    return this.#devices.filter(({ cause }) => cause && meant.has(cause)).map(({ row }) => row);
  }

  #rowNumbersIn(text: string): number[] {
    return rowNumbersIn(text, this.#rowLabels(), this.#devices.length);
  }

  #rowMentionsIn(text: string) {
    return rowMentionsIn(text, this.#rowLabels(), this.#devices.length);
  }

  #rowLabels(): string[] {
    return this.#labels(({ row }) => [row]);
  }

  /** The names of columns in English and in the language of the page. */
  #labels(of: (columns: Language["columns"]) => { label: string }[]): string[] {
    return [en, this.#language].flatMap(({ columns }) => of(columns).map(({ label }) => label));
  }

  #existing(rows: number[]): number[] {
    return rows.filter((row) => row >= 1 && row <= this.#devices.length);
  }

  #searchTexts(): string[] {
    this.#texts ??= this.#devices.map((listed) => searchTextOf(this.#language, listed));
    return this.#texts;
  }
}

function foundBy(values: Value[]): Found {
  const wanted = new Set(values.flatMap(({ rows }) => rows));
  const missing = values.filter(({ rows }) => rows.length === 0).map(({ value }) => value);
  return { matches: ({ row }) => wanted.has(row), notFound: wanted.size === 0 ? [] : missing };
}

function rowsByName(devices: ListedDevice[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const listed of devices) {
    for (const name of namesOf(listed)) {
      const key = nameKey(name);
      const known = rows.get(key);
      if (known) known.push(listed.row);
      else rows.set(key, [listed.row]);
    }
  }
  return rows;
}

function namesOf(listed: ListedDevice | undefined): string[] {
  const { serialNumber, productKey, deviceId } = listed?.device ?? {};
  return [serialNumber, productKey, deviceId].flatMap((name) => name || []);
}

/** A name without its signs is found with them, too: "To be filled by O.E.M.", which many boards have for a serial number. */
function nameKey(name: string): string {
  return foldCase(withoutSignsAround(name) || name);
}

/** Everything that is shown of a device, except its row, and what people call it. */
function searchTextOf(language: Language, listed: ListedDevice): string {
  const { device, outcome, cause, otherRow } = listed;
  const { word } = deviceStatus(language, device.status, outcome);
  const status = [word, language.outcomes[outcome], ...(outcome === "failed" ? [language.filter.alsoFailed] : [])];
  const other = otherRow === undefined ? "" : ` ${language.table.seeRow(otherRow)}`;
  const error = cause ? [briefText(cause.error) + other, nameAndCode(cause.error)] : [];
  // A search text contains no line break, so it can't match across two values.
  return foldCase([...namesOf(listed), ...new Set(status), ...error].join("\n"));
}
