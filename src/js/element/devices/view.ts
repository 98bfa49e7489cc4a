/**
 * Which devices are shown, and in which order.
 */

import { wellFormed } from "../dom/untrusted-text.js";
import { viewText } from "../status/device-error.js";
import { OUTCOME_NAMES, type Outcome } from "../status/status.js";
import { COLUMN_NAMES, type ColumnName } from "./columns.js";

/** The order of the device table. */
export interface Sort {
  /**
   * The column to sort by; or `attention`, until somebody chooses: the order of the upload, and in a complete batch first what needs attention.
   */
  column: ColumnName | typeof ATTENTION;
  /** Whether the order is descending. */
  descending: boolean;
}

/** Which devices are shown. */
export interface Filters {
  /** The search text. Empty: no search. */
  text: string;
  /** The outcomes of the devices to show. Empty: all of them. */
  outcomes: Outcome[];
  /** The errors of the devices to show, each by its code and its name with a space between. Empty: all devices. */
  causes: string[];
}

/** Which devices are shown, and in which order. Plain data, which a page can put into its URL. */
export interface View extends Filters {
  /** The order of the table. */
  sort: Sort;
}

/** The order of the rows by the values of a column. */
export interface Order {
  column: ColumnName;
  descending: boolean;
}

/**
 * A view as a page may set it, for example from its URL. What is missing, `null` or of another type is ignored, and so are names of outcomes and
 * columns that do not exist.
 */
export interface ViewInit {
  /** The search text. Default, and instead of one of more than 16,384 characters: no search. */
  text?: string | null | undefined;
  /** Names of outcomes. Default: all devices. */
  outcomes?: readonly string[] | null | undefined;
  /** Errors, at most 50: code and name with a space between, or the name alone. Default: all devices. */
  causes?: readonly string[] | null | undefined;
  /** The order of the table. Default: the order of the upload, and in a complete batch first what needs attention. */
  sort?:
    | {
        /** The name of a column, or `attention` for the default. */
        column: string;
        /** Whether the order is descending. Default: `false`. */
        descending?: boolean | null | undefined;
      }
    | null
    | undefined;
}

/** More than 1,500 serial numbers, and less than browsers take as an address. */
const MAX_SEARCH_LENGTH = 16 * 1024;

/** A link can hold any number of names. Each error becomes a button: 50,000 of them blocked the page for five seconds. */
const MAX_NAMES = 50;

const ATTENTION = "attention";
const DEFAULT_SORT: Sort = { column: ATTENTION, descending: false };

export const UPLOAD_ORDER: Order = { column: "row", descending: false };
export const ATTENTION_FIRST: Order = { column: "status", descending: false };

/** Filters that leave no device out. */
export const NO_FILTERS: Filters = { text: "", outcomes: [], causes: [] };

/** Every device, in the default order. */
export const DEFAULT_VIEW: View = { ...NO_FILTERS, sort: DEFAULT_SORT };

/** Reads a view that comes from outside: its parts are checked, and its size is bounded. */
export function readView(view: ViewInit | null | undefined): View {
  const { text, outcomes, causes, sort } = view ?? {};
  const names = strings(outcomes);
  const column = COLUMN_NAMES.find((name) => name === sort?.column);
  return {
    text: typeof text === "string" ? searchText(text) : "",
    outcomes: OUTCOME_NAMES.filter((name) => names.includes(name)),
    causes: [...new Set(strings(causes))],
    sort: column === undefined ? DEFAULT_SORT : { column, descending: sort?.descending === true },
  };
}

/** The search, or none if it is too long: a part of it would find other devices. */
function searchText(text: string): string {
  return text.length > MAX_SEARCH_LENGTH ? "" : wellFormed(text);
}

/** The first texts of a list, each as `viewText` has it. */
function strings(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  const texts = list.slice(0, MAX_NAMES).filter((entry): entry is string => typeof entry === "string");
  return texts.map(viewText);
}

/** Whether two views show the same devices, in whichever order. */
export function hasSameFilters({ sort: _, ...filters }: View, { sort: __, ...others }: View): boolean {
  return JSON.stringify(filters) === JSON.stringify(others);
}

/** The order that a sort means. @param byDefault what it means until somebody chooses */
export function orderOf({ column, descending }: Sort, byDefault = UPLOAD_ORDER): Order {
  return column === ATTENTION ? byDefault : { column, descending };
}

/**
 * The sort after a click on the header of a column: ascending, descending, and back to the default. The column of the default can be chosen, too:
 * then its order stays when the batch is complete, and files have it.
 */
export function nextSort(order: Order, column: ColumnName, byDefault: Order): Sort {
  if (order.column !== column) return { column, descending: false };
  if (!order.descending) return { column, descending: true };
  return byDefault.column === column ? { column, descending: false } : DEFAULT_SORT;
}

/** The list without the entry if it contains it, and with it otherwise. */
export function toggled<Entry>(list: Entry[], entry: Entry): Entry[] {
  return list.includes(entry) ? list.filter((other) => other !== entry) : [...list, entry];
}
