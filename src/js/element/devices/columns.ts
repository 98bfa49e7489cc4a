/**
 * The columns of the device table: what each shows, what is copied from it and what it is sorted by. The labels are in the language files.
 */

import { element } from "../dom/dom.js";
import { untrustedText } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";
import { errorInBrief, nameAndCode } from "../status/device-error.js";
import { BY_URGENCY, deviceStatus, statusBadge } from "../status/status.js";
import type { ListedDevice } from "./listed-device.js";

/** A column of the device table, by the name that a page can put into its URL. */
export type ColumnName = "row" | "serial" | "key" | "id" | "status" | "error";

interface Column {
  /** The plain value, or an empty string if there is none. */
  text: (language: Language, listed: ListedDevice) => string;
  render: (language: Language, listed: ListedDevice) => (Node | string)[];
  sortKey: (listed: ListedDevice) => string | number;
}

export const COLUMNS: Record<ColumnName, Column> = {
  row: {
    text: (_, { row }) => String(row),
    // Plain, because it names a line of the uploaded file, and is what a person types to find it.
    render: (_, { row }) => [String(row)],
    sortKey: ({ row }) => row,
  },
  serial: valueColumn(({ device }) => device.serialNumber),
  key: valueColumn(({ device }) => device.productKey),
  id: valueColumn(({ device }) => device.deviceId),
  status: {
    text: (language, { device, outcome }) => deviceStatus(language, device.status, outcome).word,
    render: (language, { device, outcome }) => [statusBadge(language, deviceStatus(language, device.status, outcome))],
    sortKey: ({ outcome }) => BY_URGENCY.indexOf(outcome),
  },
  error: {
    text: (_, { cause }) => (cause ? nameAndCode(cause.error) : ""),
    render: (language, { cause, otherRow }) => {
      if (cause === undefined) return [];
      const other = otherRow === undefined ? [] : [" ", language.table.seeRow(otherRow)];
      return [element("span", { class: "error-title" }, ...errorInBrief(language, cause.error), ...other)];
    },
    sortKey: ({ cause }) => (cause ? nameAndCode(cause.error).toUpperCase() : ""),
  },
};

/** In the order of the table. */
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];

function valueColumn(value: (listed: ListedDevice) => string | undefined): Column {
  return {
    text: (_, listed) => value(listed) ?? "",
    render: (language, listed) => [value(listed) ?? ""].filter(Boolean).map((text) => untrustedText(language, text)),
    sortKey: (listed) => (value(listed) ?? "").toUpperCase(),
  };
}
