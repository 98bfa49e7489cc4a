/**
 * The devices of a batch as data. They are filtered and sorted here, so that the document contains only the rows that are shown.
 */
import { outcomeOf, outcomeOfError } from "../../device-outcome.js";
import type { BatchSummary, DeviceUploadDetails } from "../../index.js";
import { en } from "../languages/en.js";
import { foldCase } from "../languages/fold-case.js";
import type { Language } from "../languages/language.js";
import { briefText, causeKey, deviceError, errorsOfCause, nameAndCode } from "../status/device-error.js";
import { deviceStatus, type Outcome } from "../status/status.js";
import { COLUMNS } from "./columns.js";
import type { Cause, ListedDevice } from "./listed-device.js";
import { type Filters, type Order, UPLOAD_ORDER } from "./view.js";

type Matcher = (listed: ListedDevice) => boolean;

interface Search {
  text: string;
  matches: Matcher;
  /** The values in it that no device has. */
  notFound: string[];
}

/** How many devices each filter would leave, with all other filters as they are: the search, and the filters of the other kind. */
export interface FilterCounts {
  outcomes: Map<Outcome, number>;
  /** By the key of the error. */
  causes: Map<string, number>;
}

export class DeviceList {
  readonly #language: Language;
  readonly #devices: ListedDevice[];
  readonly #errors: BatchSummary["errors"];
  /** In the last order that was asked for. It is kept, so that typing a search does not sort again. */
  #sorted: ListedDevice[];
  #order = UPLOAD_ORDER;
  /** The text of each device that a search looks through, created on first use. */
  #searchTexts: string[] | undefined;
  /** The rows by serial number, product key and device id, created on first use. */
  #rowsByName: Map<string, number[]> | undefined;
  #lastSearch: Search = { text: "", matches: () => true, notFound: [] };

  constructor(language: Language, devices: DeviceUploadDetails[], errors: BatchSummary["errors"]) {
    const causes = causesByIndex(language, errors);
    this.#language = language;
    this.#errors = errors;
    this.#devices = devices.map((device, index) => toListedDevice(device, index, causes.get(index)));
    this.#sorted = this.#devices;
  }

  query({ text, outcomes, causes }: Filters, order = UPLOAD_ORDER): ListedDevice[] {
    const isFound = this.#search(text.trim()).matches;
    const hasOutcome = outcomeMatcher(outcomes);
    const hasCause = causeMatcher(causes, this.#errors);
    return this.#sortedBy(order).filter((listed) => hasOutcome(listed) && hasCause(listed) && isFound(listed));
  }

  countsFor({ text, outcomes, causes }: Filters): FilterCounts {
    const isFound = this.#search(text.trim()).matches;
    const hasOutcome = outcomeMatcher(outcomes);
    const hasCause = causeMatcher(causes, this.#errors);
    const counts: FilterCounts = { outcomes: new Map(), causes: new Map() };
    for (const listed of this.#devices.filter(isFound)) {
      if (hasCause(listed)) increment(counts.outcomes, listed.outcome);
      if (listed.cause && hasOutcome(listed)) increment(counts.causes, listed.cause.key);
    }
    return counts;
  }

  /** The values in a search for several that no device has. Empty if none has any of them. */
  valuesNotFound(text: string): string[] {
    return this.#search(text.trim()).notFound;
  }

  /** Each key asks for the devices, the counts and what was not found: one search answers all of it. */
  #search(text: string): Search {
    if (this.#lastSearch.text !== text) this.#lastSearch = { text, ...this.#find(text) };
    return this.#lastSearch;
  }

  /** Finds the devices that have the whole text in them or, if there are none, one of the values in it: a pasted column finds its devices. */
  #find(text: string): Omit<Search, "text"> {
    if (text === "") return { matches: () => true, notFound: [] };
    const numbers = this.#rowNumbersIn(text);
    if (numbers.length > 0) return this.#findRows(numbers);
    const whole = this.#rowsWith(text);
    if (whole.length > 0) return { matches: rowMatcher(whole), notFound: [] };
    const found = this.#valuesIn(text).map((value) => ({ value, rows: this.#rowsOf(value) }));
    const rows = found.flatMap((each) => each.rows);
    const missing = found.filter((each) => each.rows.length === 0).map(({ value }) => value);
    // Other words are a head, a greeting, or what stands between the values.
    const notFound = missing.filter((value) => isSerialNumber(value) && !this.#isHead(value));
    return { matches: rowMatcher(rows), notFound: rows.length === 0 ? [] : notFound };
  }

  #findRows(numbers: number[]): Omit<Search, "text"> {
    const missing = [...new Set(numbers)].filter((row) => !this.#hasRow(row)).map(String);
    return { matches: rowMatcher(numbers), notFound: numbers.some((row) => this.#hasRow(row)) ? missing : [] };
  }

  #hasRow(row: number): boolean {
    return row >= 1 && row <= this.#devices.length;
  }

  /** The numbers in "row 4" and in "Rows 4, 13 and 16", as the causes list them. None in any other text. */
  #rowNumbersIn(text: string): number[] {
    const [, label = "", list = ""] = ROWS.exec(foldCase(text)) ?? [];
    // "Rows" and "Satırlar", too.
    const isOfRows = [en, this.#language].some(({ columns }) => label.startsWith(foldCase(columns.row.label)));
    return isOfRows ? (list.match(/\d+/g) ?? []).map(Number) : [];
  }

  /** Whether a value is the head of a pasted column, such as "SERIAL_NUMBER". */
  #isHead(value: string): boolean {
    const labels = [en, this.#language].flatMap(({ columns }) => Object.values(columns).map(({ label }) => label));
    return !/\d/.test(value) && labels.some((label) => lettersOf(label).startsWith(lettersOf(value)));
  }

  /** What stands between commas and the like, each once: as a phrase, if a device has it, or else the serial numbers in it. */
  #valuesIn(text: string): string[] {
    const values = listedIn(text).flatMap((value) =>
      BETWEEN_WORDS.test(value) && this.#rowsOf(value).length === 0 ? serialNumbersIn(value) : [value],
    );
    return [...new Map(values.map((value) => [foldCase(value), value])).values()];
  }

  /** One of several values means the devices that it names whole, if there are such, and no search for a part: thousands of values take no time. */
  #rowsOf(value: string): number[] {
    const numbers = this.#rowNumbersIn(value);
    if (numbers.length > 0) return numbers.filter((row) => this.#hasRow(row));
    this.#rowsByName ??= rowsByName(this.#devices);
    return this.#rowsByName.get(foldCase(value)) ?? this.#rowsWith(value);
  }

  /** The rows of the devices that have a text in them. */
  #rowsWith(text: string): number[] {
    const needle = foldCase(text);
    const texts = this.searchTexts();
    return this.#devices.filter(({ row }) => texts[row - 1]?.includes(needle)).map(({ row }) => row);
  }

  /** Takes a few frames for thousands of devices: better called after the first rows are painted and before the user types. */
  searchTexts(): string[] {
    this.#searchTexts ??= this.#devices.map((listed) => searchTextOf(this.#language, listed));
    return this.#searchTexts;
  }

  #sortedBy(order: Order): ListedDevice[] {
    if (order.column !== this.#order.column || order.descending !== this.#order.descending) {
      this.#sorted = sorted(this.#devices, order);
      this.#order = order;
    }
    return this.#sorted;
  }
}

function rowMatcher(rows: number[]): Matcher {
  const wanted = new Set(rows);
  return ({ row }) => wanted.has(row);
}

function rowsByName(devices: ListedDevice[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const { row, device } of devices) {
    for (const name of [device.serialNumber, device.productKey, device.deviceId]) {
      if (!name) continue;
      const key = foldCase(name);
      const known = rows.get(key);
      if (known) known.push(row);
      else rows.set(key, [row]);
    }
  }
  return rows;
}

function outcomeMatcher(outcomes: Outcome[]): Matcher {
  return ({ outcome }) => outcomes.length === 0 || outcomes.includes(outcome);
}

function causeMatcher(causes: string[], errors: BatchSummary["errors"]): Matcher {
  const wanted = new Set(causes.flatMap((cause) => errorsOfCause(cause, errors).map(causeKey)));
  return ({ cause }) => causes.length === 0 || (cause !== undefined && wanted.has(cause.key));
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function causesByIndex(language: Language, errors: BatchSummary["errors"]): Map<number, Cause> {
  const causes = new Map<number, Cause>();
  for (const { devices, harmless, ...group } of errors) {
    const outcome: Outcome = harmless ? outcomeOfError(group) : "failed";
    const cause = { ...group, key: causeKey(group), outcome, error: deviceError(language, group) };
    for (const index of devices) causes.set(index, cause);
  }
  return causes;
}

function toListedDevice(device: DeviceUploadDetails, index: number, cause: Cause | undefined): ListedDevice {
  return { row: index + 1, device, outcome: cause?.outcome ?? outcomeOf(device.status), cause };
}

/** Everything that is shown of a device, except its row. */
function searchTextOf(language: Language, { device, outcome, cause }: ListedDevice): string {
  const { serialNumber = "", productKey = "", deviceId = "" } = device;
  const { word } = deviceStatus(language, device.status, outcome);
  const error = cause ? [briefText(cause.error), nameAndCode(cause.error)] : [];
  // A search text contains no line break, so it can't match across two values.
  return foldCase([serialNumber, productKey, deviceId, word, ...error].join("\n"));
}

/** A word, then numbers: "row 4", "row:4,16", "Rows 4, 13 and 16". */
const ROWS = /^(\p{L}+)[:\s]\s*(\d+(?:(?:[\s,;]+|\s\p{L}+\s)\d+)*)$/u;

/** What CSV, JSON and a sentence put around a value. */
const AROUND = /^[\s"'“”‘’([{<]+|[\s"'“”‘’)\]}>.:?!]+$/gu;

/** What stands between commas and the like, without the numbers of a list. */
function listedIn(text: string): string[] {
  return splitAt(text, /[,;|\t\n]|\s\/\s/).map((value) => value.replace(/^\d+[.)]\s+/, ""));
}

/** Whether a word is written as serial numbers are: with a digit, or in four capital letters and more. A date is not. */
function isSerialNumber(word: string): boolean {
  return /^\S*\d\S*$|^(?=.*\p{L})[^\p{Ll}\s]{4,}$/u.test(word) && !DATE_OR_TIME.test(word);
}

const DATE_OR_TIME = /^(\d{1,4}([./-])\d{1,2}\2\d{1,4}|\d{1,2}:\d{2}(:\d{2})?)$/;

function lettersOf(text: string): string {
  return foldCase(text).replace(/\P{L}/gu, "");
}

/** A space, or a slash without spaces, as in "5CG1234567/5CG7654321". Shorter words around it are parts of a date. */
const BETWEEN_WORDS = /\s|(?<=[^\s/]{5})\/(?=[^\s/]{5})/;

/** Shorter ones are words of a sentence. */
const MIN_LENGTH_IN_SENTENCE = 4;

/** The serial numbers in a text with spaces. Without any, the text is one phrase. */
function serialNumbersIn(text: string): string[] {
  const words = splitAt(text, BETWEEN_WORDS);
  const found = words.filter(isSerialNumber);
  if (found.length === words.length) return found;
  const long = found.filter(({ length }) => length >= MIN_LENGTH_IN_SENTENCE);
  return long.length > 0 ? long : [text];
}

function splitAt(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((value) => value.replace(AROUND, ""))
    .filter((value) => value !== "");
}

/** Stable, and devices without a value come last in both directions. */
function sorted(devices: ListedDevice[], { column, descending }: Order): ListedDevice[] {
  const { sortKey } = COLUMNS[column];
  const direction = descending ? -1 : 1;
  return devices
    .map((device) => ({ device, key: sortKey(device) }))
    .sort(({ key: a }, { key: b }) => {
      if (a === b) return 0;
      if (a === "") return 1;
      if (b === "") return -1;
      return a < b ? -direction : direction;
    })
    .map(({ device }) => device);
}
