/**
 * The fragment of the page's URL: the ids and the view, so that a link can be shared. For example
 * `#customer=…&tracking=…&show=failed&error=808+ZtdDeviceAssignedToOtherTenant&find=…&sort=-serial`. A fragment is never sent to a server. It
 * contains nothing else: with a base address in it, a link could send a token to somebody else's host.
 *
 * @import { View, ViewInit } from "./partner-center-batch-status/element/index.js"
 *
 * @typedef {{ customerId: string, trackingId: string }} Ids
 */

/** The default order: left out of the fragment. */
const DEFAULT_ORDER = "attention";

/** A view has at most 50 errors of at most 1,088 characters, and a search of at most 16,384 (element/devices/view.ts). Each character has nine in a URL at most. */
const MAX_VALUE_LENGTH = 1088;
const MAX_SEARCH_LENGTH = 16 * 1024;
const MAX_LENGTH = (52 * MAX_VALUE_LENGTH + MAX_SEARCH_LENGTH) * "%E2%82%AC".length;

/**
 * The state of the history entries that the page makes itself, after a click in it. An entry that a link, another window or the address bar
 * makes has no state. Pages of other origins can navigate this one to any fragment, but they can't set the state.
 */
const OWN_ENTRY = { isOwn: true };

/** Whether the page itself made the current history entry. */
export function isOwnEntry() {
  return history.state?.isOwn === true;
}

/** The ids in the fragment. @returns {Partial<Ids>} */
export function readIds() {
  const parameters = parseFragment(location.hash);
  const [customerId, trackingId] = ["customer", "tracking"].map((name) =>
    parameters.get(name)?.slice(0, MAX_VALUE_LENGTH),
  );
  return { ...(customerId !== undefined && { customerId }), ...(trackingId !== undefined && { trackingId }) };
}

/** Whether the fragment has these ids. @param {Ids} ids */
export function fragmentMatches({ customerId, trackingId }) {
  const ids = readIds();
  return ids.customerId === customerId && ids.trackingId === trackingId;
}

/** The view in the fragment. It may contain names that do not exist. @returns {ViewInit} */
export function readView() {
  const parameters = parseFragment(location.hash);
  const sort = parameters.get("sort") ?? "";
  const descending = sort.startsWith("-");
  return {
    text: parameters.get("find") ?? "",
    outcomes: parameters.getAll("show"),
    causes: parameters.getAll("error"),
    sort: { column: descending ? sort.slice(1) : sort, descending },
  };
}

/** Writes the ids and the view to the fragment, and marks the history entry as the page's own. @param {Ids} ids @param {View} view */
export function writeFragment({ customerId, trackingId }, { text, outcomes, causes, sort }) {
  const parameters = new URLSearchParams({ customer: customerId, tracking: trackingId });
  for (const outcome of outcomes) parameters.append("show", outcome);
  for (const cause of causes) parameters.append("error", cause);
  // A part of a longer one would find other devices.
  if (text !== "" && text.length <= MAX_SEARCH_LENGTH) parameters.append("find", text);
  const order = `${sort.descending ? "-" : ""}${sort.column}`;
  if (order !== DEFAULT_ORDER) parameters.append("sort", order);

  const fragment = `#${parameters}`;
  if (location.hash === fragment && isOwnEntry()) return;
  const isSameEntry = location.hash === fragment || onlySearchDiffers(parseFragment(location.hash), parameters);
  if (isSameEntry) history.replaceState(OWN_ENTRY, "", fragment);
  else history.pushState(OWN_ENTRY, "", fragment);
}

/** Empties the fragment, when no upload is shown. */
export function clearFragment() {
  if (location.hash !== "") history.pushState(OWN_ENTRY, "", location.pathname + location.search);
}

/**
 * Whether two fragments differ in the text of their search alone. Then the history entry is replaced, so that one step back undoes the
 * whole search.
 *
 * @param {URLSearchParams} before
 * @param {URLSearchParams} after
 */
function onlySearchDiffers(before, after) {
  const isSearch = before.has("find") && after.has("find");
  return isSearch && withoutSearch(before) === withoutSearch(after);
}

/** @param {URLSearchParams} parameters */
function withoutSearch(parameters) {
  const rest = new URLSearchParams(parameters);
  rest.delete("find");
  return rest.toString();
}

/** Reads what the page can have written. The rest of a longer fragment is not read. @param {string} fragment */
function parseFragment(fragment) {
  return new URLSearchParams(fragment.slice(1, MAX_LENGTH));
}
