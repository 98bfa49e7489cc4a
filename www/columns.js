/**
 * The columns of the device table: what each shows, what is copied from it and what it is sorted by.
 *
 * @import { ListedDevice } from "./device-list.js"
 * @import { Outcome } from "./status.js"
 *
 * @typedef {object} Column
 * @property {string} label
 * @property {(listed: ListedDevice) => string} text the value as it is, or nothing where there is none
 * @property {(listed: ListedDevice) => (Node | string)[]} show
 * @property {(listed: ListedDevice) => string | number} order
 *
 * @typedef {"row" | "serial" | "key" | "id" | "status" | "error"} ColumnName as in the address of the page
 */
import { errorTitle } from "./device-error.js";
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { formatNumber } from "./format.js";
import { deviceStatus, statusBadge } from "./status.js";

/** What needs somebody comes first. @type {Outcome[]} */
const BY_URGENCY = ["failed", "unknown", "pending", "succeeded"];

/** @type {Record<ColumnName, Column>} */
export const COLUMNS = {
  row: {
    label: "Row",
    text: ({ row }) => String(row),
    show: ({ row }) => [formatNumber(row)],
    order: ({ row }) => row,
  },
  serial: valueColumn("Serial number", ({ device }) => device.serialNumber),
  key: valueColumn("Product key", ({ device }) => device.productKey),
  id: valueColumn("Device id", ({ device }) => device.deviceId),
  status: {
    label: "Status",
    text: ({ device }) => deviceStatus(device.status).word,
    show: ({ device }) => [statusBadge(deviceStatus(device.status))],
    order: ({ outcome }) => BY_URGENCY.indexOf(outcome),
  },
  error: {
    label: "Error",
    text: ({ cause }) => (cause ? [cause.error.name, cause.error.code].filter(Boolean).join(" ") : ""),
    show: ({ cause }) => (cause ? error(cause.error) : []),
    order: ({ cause }) => (cause ? cause.error.name.toUpperCase() : ""),
  },
};

/** In the order of the table. */
export const COLUMN_NAMES = /** @type {ColumnName[]} */ (Object.keys(COLUMNS));

/** @param {string} label @param {(listed: ListedDevice) => string | undefined} value @returns {Column} */
function valueColumn(label, value) {
  return {
    label,
    text: (listed) => value(listed) ?? "",
    show: (listed) => [shown(value(listed))],
    order: (listed) => (value(listed) ?? "").toUpperCase(),
  };
}

/** @param {string | undefined} text */
function shown(text) {
  return text ? foreignText(text) : "–";
}

/** @param {import("./device-error.js").DeviceError} error */
function error(error) {
  return [errorTitle(error), element("span", { class: "error-meaning" }, error.meaning, " ", error.action)];
}
