/**
 * The ids and the filter in the fragment of the page's address, `#customer=…&tracking=…&show=failed&error=808&find=…&sort=-serial`,
 * so that a link can be shared. A fragment is never sent to a server. Nothing else is in it: a base address in a link could lead a token to
 * somebody else's host.
 *
 * @import { Filter, Sort } from "./device-filter.js"
 *
 * @typedef {{ customerId: string, trackingId: string }} Ids
 */
import { COLUMN_NAMES } from "./columns.js";
import { EVERY_DEVICE } from "./device-filter.js";
import { OUTCOME_NAMES } from "./status.js";

/** @returns {Partial<Ids>} */
export function readFragment() {
  const parameters = parametersOf(location.hash);
  const customerId = parameters.get("customer");
  const trackingId = parameters.get("tracking");
  return { ...(customerId !== null && { customerId }), ...(trackingId !== null && { trackingId }) };
}

/** Whether the address is about this batch. @param {Ids} ids */
export function isInFragment({ customerId, trackingId }) {
  const ids = readFragment();
  return ids.customerId === customerId && ids.trackingId === trackingId;
}

/** Which devices the address asks for. @returns {Filter} */
export function readFilter() {
  const parameters = parametersOf(location.hash);
  const shown = parameters.getAll("show");
  return {
    text: parameters.get("find") ?? "",
    outcomes: OUTCOME_NAMES.filter((name) => shown.includes(name)),
    causes: [...new Set(parameters.getAll("error"))],
    sort: readSort(parameters.get("sort") ?? ""),
  };
}

/** @param {Ids} ids @param {Filter} filter */
export function writeFragment({ customerId, trackingId }, { text, outcomes, causes, sort }) {
  const parameters = new URLSearchParams({ customer: customerId, tracking: trackingId });
  for (const outcome of outcomes) parameters.append("show", outcome);
  for (const cause of causes) parameters.append("error", cause);
  if (text !== "") parameters.append("find", text);
  if (sort !== EVERY_DEVICE.sort) parameters.append("sort", `${sort.descending ? "-" : ""}${sort.column}`);

  const fragment = `#${parameters}`;
  if (location.hash === fragment) return;
  if (isSameSearch(parametersOf(location.hash), parameters)) history.replaceState(null, "", fragment);
  else history.pushState(null, "", fragment);
}

/** @param {string} text @returns {Sort} */
function readSort(text) {
  const descending = text.startsWith("-");
  const column = COLUMN_NAMES.find((name) => name === (descending ? text.slice(1) : text));
  return column === undefined ? EVERY_DEVICE.sort : { column, descending };
}

/** A search is one step back, however many letters it has. @param {URLSearchParams} before @param {URLSearchParams} after */
function isSameSearch(before, after) {
  const isSearch = before.has("find") && after.has("find");
  return isSearch && withoutSearch(before) === withoutSearch(after);
}

/** @param {URLSearchParams} parameters */
function withoutSearch(parameters) {
  const rest = new URLSearchParams(parameters);
  rest.delete("find");
  return rest.toString();
}

/** @param {string} fragment */
function parametersOf(fragment) {
  return new URLSearchParams(fragment.slice(1));
}
