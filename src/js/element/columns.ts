/**
 * The columns of the device table: what each shows, what is copied from it and what it is sorted by.
 */
import { type DeviceError, errorTitle } from "./device-error.js";
import type { ListedDevice } from "./device-list.js";
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { formatNumber } from "./format.js";
import { deviceStatus, type Outcome, statusBadge } from "./status.js";

/** A column of the device table, by the name that a page can put into its address. */
export type ColumnName = "row" | "serial" | "key" | "id" | "status" | "error";

interface Column {
  label: string;
  /** The value as it is, or nothing where there is none. */
  text: (listed: ListedDevice) => string;
  show: (listed: ListedDevice) => (Node | string)[];
  order: (listed: ListedDevice) => string | number;
}

/** What needs somebody comes first. */
const BY_URGENCY: Outcome[] = ["failed", "unknown", "pending", "succeeded"];

export const COLUMNS: Record<ColumnName, Column> = {
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
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];

function valueColumn(label: string, value: (listed: ListedDevice) => string | undefined): Column {
  return {
    label,
    text: (listed) => value(listed) ?? "",
    show: (listed) => [shown(value(listed))],
    order: (listed) => (value(listed) ?? "").toUpperCase(),
  };
}

function shown(text: string | undefined): Node | string {
  return text ? foreignText(text) : "–";
}

function error(error: DeviceError): (Node | string)[] {
  return [errorTitle(error), element("span", { class: "error-meaning" }, error.meaning, " ", error.action)];
}
