/**
 * The columns of the device table: what each shows, what is copied from it and what it is sorted by; its names are the language’s.
 */

import { element } from "../dom/dom.js";
import { foreignText } from "../dom/foreign-text.js";
import type { Language } from "../languages/language.js";
import { type DeviceError, errorTitle } from "../status/device-error.js";
import { deviceStatus, type Outcome, statusBadge } from "../status/status.js";
import type { ListedDevice } from "./listed-device.js";

/** A column of the device table, by the name that a page can put into its address. */
export type ColumnName = "row" | "serial" | "key" | "id" | "status" | "error";

interface Column {
  /** The value as it is, or nothing where there is none. */
  text: (language: Language, listed: ListedDevice) => string;
  show: (language: Language, listed: ListedDevice) => (Node | string)[];
  order: (listed: ListedDevice) => string | number;
}

/** What needs somebody comes first. */
const BY_URGENCY: Outcome[] = ["failed", "unknown", "pending", "succeeded"];

export const COLUMNS: Record<ColumnName, Column> = {
  row: {
    text: (_, { row }) => String(row),
    show: ({ format }, { row }) => [format.number(row)],
    order: ({ row }) => row,
  },
  serial: valueColumn(({ device }) => device.serialNumber),
  key: valueColumn(({ device }) => device.productKey),
  id: valueColumn(({ device }) => device.deviceId),
  status: {
    text: (language, { device }) => deviceStatus(language, device.status).word,
    show: (language, { device }) => [statusBadge(language, deviceStatus(language, device.status))],
    order: ({ outcome }) => BY_URGENCY.indexOf(outcome),
  },
  error: {
    text: (_, { cause }) => (cause ? [cause.error.name, cause.error.code].filter(Boolean).join(" ") : ""),
    show: (language, { cause }) => (cause ? error(language, cause.error) : []),
    order: ({ cause }) => (cause ? cause.error.name.toUpperCase() : ""),
  },
};

/** In the order of the table. */
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];

function valueColumn(value: (listed: ListedDevice) => string | undefined): Column {
  return {
    text: (_, listed) => value(listed) ?? "",
    show: (language, listed) => [shown(language, value(listed))],
    order: (listed) => (value(listed) ?? "").toUpperCase(),
  };
}

function shown(language: Language, text: string | undefined): Node | string {
  return text ? foreignText(language, text) : "–";
}

function error(language: Language, error: DeviceError): (Node | string)[] {
  return [errorTitle(language, error), element("span", { class: "error-meaning" }, error.meaning, " ", error.action)];
}
