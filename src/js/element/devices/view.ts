/**
 * Which devices are shown, and in which order.
 */

import { OUTCOME_NAMES, type Outcome } from "../status/status.js";
import { COLUMN_NAMES, type ColumnName } from "./columns.js";

/** The order of the device table. */
export interface Sort {
  /** The column to sort by. */
  column: ColumnName;
  /** Whether the order is descending. */
  descending: boolean;
}

/** Which devices are shown, and in which order. Plain data, which a page can put into its URL. */
export interface View {
  /** The search text. Empty: no search. */
  text: string;
  /** The outcomes of the devices to show. Empty: all of them. */
  outcomes: Outcome[];
  /** The errors of the devices to show, by code, or by name where there is no code. Empty: all devices. */
  causes: string[];
  /** The order of the table. */
  sort: Sort;
}

/** A view as a page may set it. Names of outcomes and columns that do not exist are ignored. */
export interface ViewInit {
  /** The search text. Default: no search. */
  text?: string;
  /** Names of outcomes. Default: all devices. */
  outcomes?: readonly string[];
  /** Codes or names of errors. Default: all devices. */
  causes?: readonly string[];
  /** The order of the table. Default: the order of the upload. */
  sort?: {
    /** The name of a column. */
    column: string;
    /** Whether the order is descending. Default: `false`. */
    descending?: boolean;
  };
}

const UPLOAD_ORDER: Sort = { column: "row", descending: false };

/** Filters that leave no device out. */
export const NO_FILTERS = { text: "", outcomes: [], causes: [] } satisfies Partial<View>;

/** Every device, in the order of the upload. */
export const DEFAULT_VIEW: View = { ...NO_FILTERS, sort: UPLOAD_ORDER };

export function readView({ text = "", outcomes = [], causes = [], sort }: ViewInit): View {
  const column = COLUMN_NAMES.find((name) => name === sort?.column);
  return {
    text,
    outcomes: OUTCOME_NAMES.filter((name) => outcomes.includes(name)),
    causes: [...new Set(causes)],
    sort: column === undefined ? UPLOAD_ORDER : { column, descending: sort?.descending ?? false },
  };
}

/** The order after a click on the header of a column: ascending, descending, and back to the order of the upload. */
export function nextSort(sort: Sort, column: ColumnName): Sort {
  if (sort.column !== column) return { column, descending: false };
  return sort.descending ? UPLOAD_ORDER : { column, descending: true };
}

/** The list without the entry if it contains it, and with it otherwise. */
export function toggled<Entry>(list: Entry[], entry: Entry): Entry[] {
  return list.includes(entry) ? list.filter((other) => other !== entry) : [...list, entry];
}
