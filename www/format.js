/**
 * Numbers, times and durations as text.
 */

const LANGUAGE = "en-GB";

const numbers = new Intl.NumberFormat(LANGUAGE);

/** @type {Intl.DateTimeFormatOptions} */
const DATE = { day: "numeric", month: "short", year: "numeric" };
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" };

const utcTimes = new Intl.DateTimeFormat(LANGUAGE, { ...DATE, ...TIME, timeZone: "UTC" });
const localDateTimes = new Intl.DateTimeFormat(LANGUAGE, { ...DATE, ...TIME });
const localTimes = new Intl.DateTimeFormat(LANGUAGE, TIME);
const localClock = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "medium" });

/** @param {number} number */
export function formatNumber(number) {
  return numbers.format(number);
}

/** "1 device", "2 devices". @param {number} count @param {string} noun */
export function counted(count, noun) {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** @param {Date} time */
export function formatUtc(time) {
  return utcTimes.format(time);
}

/** The time where the reader is; with the date only where that is another day. @param {Date} time */
export function formatLocal(time) {
  const sameDay = time.getDate() === time.getUTCDate();
  return (sameDay ? localTimes : localDateTimes).format(time);
}

/** The time of day where the reader is. @param {Date} time */
export function formatClock(time) {
  return localClock.format(time);
}

/** The two largest units: "3 d 4 h", "2 h 5 min", "10 min 0 s", "57 s". @param {number} milliseconds */
export function formatDuration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${unit(days, "d")} ${unit(hours % 24, "h")}`;
  if (hours > 0) return `${unit(hours, "h")} ${unit(minutes % 60, "min")}`;
  return minutes > 0 ? `${unit(minutes, "min")} ${unit(seconds % 60, "s")}` : unit(seconds, "s");
}

/** With a space between them that no line breaks at. @param {number} count @param {string} name */
function unit(count, name) {
  return `${formatNumber(count)}\u00A0${name}`;
}
