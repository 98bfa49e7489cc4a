/**
 * Which devices are wanted, and in which order.
 *
 * @import { ColumnName } from "./columns.js"
 * @import { Outcome } from "./status.js"
 *
 * @typedef {{ column: ColumnName, descending: boolean }} Sort
 *
 * @typedef {object} Filter
 * @property {string} text what is searched for
 * @property {Outcome[]} outcomes any of these, or all where there are none
 * @property {string[]} causes any of these, by their keys, or all where there are none
 * @property {Sort} sort
 */

/** @type {Sort} */
const UPLOAD_ORDER = { column: "row", descending: false };

/** What leaves no device out. @satisfies {Partial<Filter>} */
export const EVERYTHING = { text: "", outcomes: [], causes: [] };

/** Every device, in the order of the upload. @type {Filter} */
export const EVERY_DEVICE = { ...EVERYTHING, sort: UPLOAD_ORDER };

/** What the button of a column leads to: up, down, and back to the order of the upload. @param {Sort} sort @param {ColumnName} column @returns {Sort} */
export function nextSort(sort, column) {
  if (sort.column !== column) return { column, descending: false };
  return sort.descending ? UPLOAD_ORDER : { column, descending: true };
}

/**
 * The list with the entry, or without it where it was there.
 *
 * @template Entry
 * @param {Entry[]} list
 * @param {Entry} entry
 */
export function toggled(list, entry) {
  return list.includes(entry) ? list.filter((other) => other !== entry) : [...list, entry];
}
