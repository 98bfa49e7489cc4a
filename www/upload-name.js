/**
 * What an upload is called while it has no name of its own, and what that does not say. Ids can come from this browser's storage, which other
 * pages of the host can write to, so all of it is one visible line.
 *
 * @import { Ids } from "./fragment.js"
 */
import { language } from "./language.js";
import { sanitize } from "./partner-center-batch-status/element/parts.js";
import { tokenEndText } from "./token-end.js";

/** How many characters at each end of an id tell it from others. */
const SHORT_ID_PART = 4;
const MINUTE_MS = 60_000;

/** @param {Ids} ids @param {Date | undefined} started */
export function defaultName({ customerId, trackingId }, started) {
  const time = started ? [language.format.moment(started)] : [];
  return [shortId(customerId), shortId(trackingId), ...time].join(" · ");
}

/**
 * The customer, unless the name says it, how long ago the upload started or, while that is not known, was added to the list, and when its token
 * ends, if that is soon.
 *
 * @param {{ customerId: string | undefined, started: Date | undefined, added: Date | undefined, tokenEnd: Date | undefined }} upload
 */
export function aboutUpload({ customerId, started, added, tokenEnd }) {
  const { watched } = language.page;
  const time = started ?? added;
  const ago = started ? watched.started : watched.added;
  return [
    ...(customerId === undefined ? [] : [watched.customer(shortId(customerId))]),
    ...(time ? [ago(distance(time))] : []),
    ...(tokenEnd ? [tokenEndText(tokenEnd)] : []),
  ];
}

/** From now, negative for the past. The clocks of two machines differ, so a time can lie in the future. @param {Date} time */
function distance(time) {
  const ms = time.getTime() - Date.now();
  // The list is not updated with every second.
  return ms > -MINUTE_MS ? 0 : ms;
}

/** Both ends of an id. @param {string} id */
export function shortId(id) {
  const isShort = id.length <= 2 * SHORT_ID_PART + 1;
  return sanitize(language, isShort ? id : `${id.slice(0, SHORT_ID_PART)}…${id.slice(-SHORT_ID_PART)}`);
}
