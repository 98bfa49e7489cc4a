/**
 * The devices of a batch as data. They are filtered and sorted here, so that the document contains only the rows that are shown.
 */
import { outcomeOf, outcomeOfError } from "../../device-outcome.js";
import type { BatchSummary, DeviceUploadDetails } from "../../index.js";
import { en } from "../languages/en.js";
import { foldCase } from "../languages/fold-case.js";
import type { Language } from "../languages/language.js";
import { briefText, causeNames, deviceError, nameAndCode } from "../status/device-error.js";
import { deviceStatus, type Outcome } from "../status/status.js";
import { COLUMNS } from "./columns.js";
import type { Cause, ListedDevice } from "./listed-device.js";
import { type Filters, type Order, UPLOAD_ORDER } from "./view.js";

type Matcher = (listed: ListedDevice) => boolean;

/** How many devices each filter would leave, with all other filters as they are: the search, and the filters of the other kind. */
export interface FilterCounts {
  outcomes: Map<Outcome, number>;
  /** By the key of the error. */
  causes: Map<string, number>;
}

export class DeviceList {
  readonly #language: Language;
  readonly #devices: ListedDevice[];
  /** In the last order that was asked for. It is kept, so that typing a search does not sort again. */
  #sorted: ListedDevice[];
  #order = UPLOAD_ORDER;
  /** The text of each device that a search looks through, created on first use. */
  #searchTexts: string[] | undefined;

  constructor(language: Language, devices: DeviceUploadDetails[], errors: BatchSummary["errors"]) {
    const causes = causesByIndex(language, errors);
    this.#language = language;
    this.#devices = devices.map((device, index) => toListedDevice(device, index, causes.get(index)));
    this.#sorted = this.#devices;
  }

  query({ text, outcomes, causes }: Filters, order = UPLOAD_ORDER): ListedDevice[] {
    const isFound = this.#search(text.trim());
    const hasOutcome = outcomeMatcher(outcomes);
    const hasCause = causeMatcher(causes);
    return this.#sortedBy(order).filter((listed) => hasOutcome(listed) && hasCause(listed) && isFound(listed));
  }

  countsFor({ text, outcomes, causes }: Filters): FilterCounts {
    const isFound = this.#search(text.trim());
    const hasOutcome = outcomeMatcher(outcomes);
    const hasCause = causeMatcher(causes);
    const counts: FilterCounts = { outcomes: new Map(), causes: new Map() };
    for (const listed of this.#devices.filter(isFound)) {
      const key = listed.cause?.names[0];
      if (hasCause(listed)) increment(counts.outcomes, listed.outcome);
      if (key !== undefined && hasOutcome(listed)) increment(counts.causes, key);
    }
    return counts;
  }

  /** Finds the devices that have the whole text in them or, if there are none, one of the values in it: a pasted column finds its devices. */
  #search(text: string): Matcher {
    if (text === "") return () => true;
    const searches = this.#valuesIn(text).map((value) => this.#searchOne(value));
    return (listed) => searches.some((isFound) => isFound(listed));
  }

  /** The values in a search for several that no device has. Empty if none has any of them. */
  valuesNotFound(search: string): string[] {
    const text = search.trim();
    const values = text === "" ? [] : this.#valuesIn(text);
    const missing = values.filter((value) => !this.#isAnywhere(value));
    return missing.length < values.length ? missing : [];
  }

  /** What a text searches for: itself, if a device has it, or else what stands between commas and the like, or the serial numbers in that. */
  #valuesIn(text: string): string[] {
    if (this.#isAnywhere(text)) return [text];
    const values = listedIn(text).flatMap((value) => (this.#isAnywhere(value) ? [value] : serialNumbersIn(value)));
    return [...new Map(values.map((value) => [foldCase(value), value])).values()];
  }

  #isAnywhere(text: string): boolean {
    return this.#devices.some(this.#searchOne(text));
  }

  #searchOne(text: string): Matcher {
    const needle = foldCase(text);
    const [, label = "", list = ""] = ROWS.exec(needle) ?? [];
    // "Rows" and "Satırlar", too.
    if ([en, this.#language].some(({ columns }) => label.startsWith(foldCase(columns.row.label)))) {
      const rows = new Set(list.match(/\d+/g)?.map(Number));
      return ({ row }) => rows.has(row);
    }
    const texts = this.searchTexts();
    return ({ row }) => texts[row - 1]?.includes(needle) === true;
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

function outcomeMatcher(outcomes: Outcome[]): Matcher {
  return ({ outcome }) => outcomes.length === 0 || outcomes.includes(outcome);
}

function causeMatcher(causes: string[]): Matcher {
  const wanted = new Set(causes);
  return ({ cause }) => wanted.size === 0 || cause?.names.some((name) => wanted.has(name)) === true;
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function causesByIndex(language: Language, errors: BatchSummary["errors"]): Map<number, Cause> {
  const causes = new Map<number, Cause>();
  for (const { devices, harmless, ...group } of errors) {
    const outcome: Outcome = harmless ? outcomeOfError(group) : "failed";
    const cause = { names: causeNames(group), outcome, error: deviceError(language, group) };
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

/** "row 4", "row:4,16", and "Rows 4, 13 and 16", as the causes list them. */
const ROWS = /^(\p{L}+)[:\s]\s*(\d+(?:(?:[\s,;]+|\s\p{L}+\s)\d+)*)$/u;

/** What CSV, JSON and a sentence put around a value. */
const AROUND = /^[\s"'“”‘’([{<]+|[\s"'“”‘’)\]}>.]+$/gu;

/** What stands between commas and the like, without the numbers of a list. */
function listedIn(text: string): string[] {
  return splitAt(text, /[,;|\t\n]|\s\/\s/).map((value) => value.replace(/^\d+[.)]\s+/, ""));
}

/** As serial numbers are written: with a digit, or as four capital letters and more. */
const SERIAL_NUMBER = /\d|^[^\p{Ll}]{4,}$/u;

/** Shorter ones are words of a sentence. */
const MIN_LENGTH_IN_SENTENCE = 4;

/** The serial numbers in a text with spaces. Without any, the text is one phrase. */
function serialNumbersIn(text: string): string[] {
  const words = splitAt(text, /\s/);
  const found = words.filter((word) => SERIAL_NUMBER.test(word));
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
