/**
 * Which devices somebody looks at, and in which order.
 */

import { OUTCOME_NAMES, type Outcome } from "../status/status.js";
import { COLUMN_NAMES, type ColumnName } from "./columns.js";

/** The order of the device table. */
export interface Sort {
  /** What is sorted by. */
  column: ColumnName;
  /** Whether the last comes first. */
  descending: boolean;
}

/** Which devices are shown, and in which order: plain data, such as a page can put into its address. */
export interface View {
  /** What is searched for. */
  text: string;
  /** Devices with one of these outcomes, or all where there are none. */
  outcomes: Outcome[];
  /** Devices with one of these errors, by code or else by name, or all where there are none. */
  causes: string[];
  /** The order of the table. */
  sort: Sort;
}

/** A view as somebody may give it: what is missing, and names that do not exist, leave no device out. */
export interface ViewInit {
  /** What is searched for. */
  text?: string;
  /** Names of outcomes. */
  outcomes?: readonly string[];
  /** Codes or names of errors. */
  causes?: readonly string[];
  /** The order of the table. */
  sort?: {
    /** The name of a column. */
    column: string;
    /** Whether the last comes first. */
    descending?: boolean;
  };
}

const UPLOAD_ORDER: Sort = { column: "row", descending: false };

/** What leaves no device out. */
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

/** What the button of a column leads to: up, down, and back to the order of the upload. */
export function nextSort(sort: Sort, column: ColumnName): Sort {
  if (sort.column !== column) return { column, descending: false };
  return sort.descending ? UPLOAD_ORDER : { column, descending: true };
}

/** The list with the entry, or without it where it was there. */
export function toggled<Entry>(list: Entry[], entry: Entry): Entry[] {
  return list.includes(entry) ? list.filter((other) => other !== entry) : [...list, entry];
}
