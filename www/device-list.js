/**
 * The devices of a batch as data: found and sorted here, so that the document only ever holds the rows that are shown.
 *
 * @import { BatchSummary, DeviceUploadDetails } from "./partner-center-batch-status/index.js"
 * @import { DeviceError } from "./device-error.js"
 * @import { Filter, Sort } from "./device-filter.js"
 * @import { Outcome } from "./status.js"
 *
 * @typedef {object} ListedDevice
 * @property {number} row its place in the upload, counted from 1
 * @property {DeviceUploadDetails} device
 * @property {Outcome} outcome
 * @property {Cause | undefined} cause why it failed
 * @property {string} searched what a search looks through
 *
 * @typedef {object} Cause
 * @property {string} key what a filter knows it by
 * @property {DeviceError} error
 */
import { COLUMNS } from "./columns.js";
import { causeKey, deviceError } from "./device-error.js";
import { deviceStatus } from "./status.js";

export class DeviceList {
  #devices;
  /** In the order that was asked for last: a search keeps the order, so typing does not sort again. */
  #sorted;
  /** @type {Sort} */
  #sort = { column: "row", descending: false };

  /** @param {DeviceUploadDetails[]} devices @param {BatchSummary["errors"]} errors */
  constructor(devices, errors) {
    const causes = causesByPlace(errors);
    this.#devices = devices.map((device, place) => listed(device, place, causes.get(place)));
    this.#sorted = this.#devices;
  }

  /** @param {Filter} filter */
  find({ text, outcomes, causes, sort }) {
    const wanted = comparable(text.trim());
    return this.#inOrder(sort).filter(
      ({ outcome, cause, searched }) =>
        (outcomes.length === 0 || outcomes.includes(outcome)) &&
        (causes.length === 0 || (cause !== undefined && causes.includes(cause.key))) &&
        searched.includes(wanted),
    );
  }

  /** @param {Sort} sort */
  #inOrder(sort) {
    if (sort.column !== this.#sort.column || sort.descending !== this.#sort.descending) {
      this.#sorted = sorted(this.#devices, sort);
      this.#sort = sort;
    }
    return this.#sorted;
  }
}

/** @param {BatchSummary["errors"]} errors @returns {Map<number, Cause>} */
function causesByPlace(errors) {
  const causes = new Map();
  for (const { devices, ...group } of errors) {
    const cause = { key: causeKey(group), error: deviceError(group) };
    for (const place of devices) causes.set(place, cause);
  }
  return causes;
}

/** @param {DeviceUploadDetails} device @param {number} place @param {Cause | undefined} cause @returns {ListedDevice} */
function listed(device, place, cause) {
  const { serialNumber = "", productKey = "", deviceId = "" } = device;
  const { code = "", name = "" } = cause?.error ?? {};
  return {
    row: place + 1,
    device,
    outcome: deviceStatus(device.status).outcome,
    cause,
    // No search holds a line break, so none is found across two values.
    searched: comparable([serialNumber, productKey, deviceId, code, name].join("\n")),
  };
}

/**
 * Upper and lower case are the same, in no language in particular: in Turkish, "i" would not be found in "I".
 *
 * @param {string} text
 */
function comparable(text) {
  return text.toUpperCase();
}

/**
 * Stable, and devices without a value come last in both directions.
 *
 * @param {ListedDevice[]} devices
 * @param {Sort} sort
 */
function sorted(devices, { column, descending }) {
  const { order } = COLUMNS[column];
  const direction = descending ? -1 : 1;
  return devices
    .map((device) => ({ device, key: order(device) }))
    .sort(({ key: a }, { key: b }) => {
      if (a === b) return 0;
      if (a === "") return 1;
      if (b === "") return -1;
      return a < b ? -direction : direction;
    })
    .map(({ device }) => device);
}
