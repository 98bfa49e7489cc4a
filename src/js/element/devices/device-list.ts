/**
 * The devices of a batch as data. They are filtered and sorted here, so that the document contains only the rows that are shown.
 */
import { outcomeOf, outcomeOfError } from "../../device-outcome.js";
import type { BatchSummary, DeviceUploadDetails } from "../../index.js";
import type { Language } from "../languages/language.js";
import { causeKey, deviceError, errorsOfCause } from "../status/device-error.js";
import type { Outcome } from "../status/status.js";
import { COLUMNS } from "./columns.js";
import { DeviceSearch } from "./device-search.js";
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
  readonly #devices: ListedDevice[];
  readonly #errors: BatchSummary["errors"];
  readonly #search: DeviceSearch;
  /** In the last order that was asked for. It is kept, so that typing a search does not sort again. */
  #sorted: ListedDevice[];
  #order = UPLOAD_ORDER;

  constructor(language: Language, devices: DeviceUploadDetails[], errors: BatchSummary["errors"]) {
    const causes = causesByIndex(language, errors);
    const hasDuplicates = errors.some((error) => outcomeOfError(error) === "duplicates");
    // Thousands of serial numbers would delay the first rows.
    const rows = hasDuplicates ? rowsBySerialNumber(devices) : new Map<string, number[]>();
    this.#errors = errors;
    this.#devices = devices.map((device, index) => toListedDevice(device, index, causes.get(index), rows));
    this.#sorted = this.#devices;
    this.#search = new DeviceSearch(language, this.#devices);
  }

  query({ text, outcomes, causes }: Filters, order = UPLOAD_ORDER): ListedDevice[] {
    const isFound = this.#search.find(text).matches;
    const hasOutcome = outcomeMatcher(outcomes);
    const hasCause = causeMatcher(causes, this.#errors);
    return this.#sortedBy(order).filter((listed) => hasOutcome(listed) && hasCause(listed) && isFound(listed));
  }

  countsFor({ text, outcomes, causes }: Filters): FilterCounts {
    const isFound = this.#search.find(text).matches;
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
    return this.#search.find(text).notFound;
  }

  /** Makes the first search faster, once there is time for that. */
  prepareSearch(): void {
    this.#search.prepare();
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

function toListedDevice(
  device: DeviceUploadDetails,
  index: number,
  cause: Cause | undefined,
  rows: Map<string, number[]>,
): ListedDevice {
  const row = index + 1;
  const outcome = cause?.outcome ?? outcomeOf(device.status);
  const others = outcome === "duplicates" ? rows.get(device.serialNumber ?? "") : undefined;
  return { row, device, outcome, cause, otherRow: others?.find((other) => other !== row) };
}

function rowsBySerialNumber(devices: DeviceUploadDetails[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const [index, { serialNumber }] of devices.entries()) {
    if (!serialNumber) continue;
    const known = rows.get(serialNumber);
    if (known) known.push(index + 1);
    else rows.set(serialNumber, [index + 1]);
  }
  return rows;
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
