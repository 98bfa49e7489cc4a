/**
 * Numbers, times and durations as text.
 */

const LANGUAGE = "en-GB";

const numbers = new Intl.NumberFormat(LANGUAGE);

const DATE: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
const TIME: Intl.DateTimeFormatOptions = {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
};

const utcTimes = new Intl.DateTimeFormat(LANGUAGE, { ...DATE, ...TIME, timeZone: "UTC" });
const localDateTimes = new Intl.DateTimeFormat(LANGUAGE, { ...DATE, ...TIME });
const localTimes = new Intl.DateTimeFormat(LANGUAGE, TIME);
const distances = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });

export function formatNumber(number: number): string {
  return numbers.format(number);
}

/** "1 device", "2 devices". */
export function counted(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function formatUtc(time: Date): string {
  return utcTimes.format(time);
}

/** The time where the reader is; with the date only where that is another day. */
export function formatLocal(time: Date): string {
  const sameDay = time.getDate() === time.getUTCDate();
  return (sameDay ? localTimes : localDateTimes).format(time);
}

/** "12 seconds ago", "in 8 seconds", "2 minutes ago", "now". @param milliseconds from now, negative for the past */
export function formatRelative(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const size = Math.abs(seconds);
  if (size < 60) return distances.format(seconds, "second");
  if (size < 3600) return distances.format(Math.trunc(seconds / 60), "minute");
  return distances.format(Math.trunc(seconds / 3600), "hour");
}

/** The two largest units: "3 d 4 h", "2 h 5 min", "10 min 0 s", "57 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${unit(days, "d")} ${unit(hours % 24, "h")}`;
  if (hours > 0) return `${unit(hours, "h")} ${unit(minutes % 60, "min")}`;
  return minutes > 0 ? `${unit(minutes, "min")} ${unit(seconds % 60, "s")}` : unit(seconds, "s");
}

/** With a space between them that no line breaks at. */
function unit(count: number, name: string): string {
  return `${formatNumber(count)}\u00A0${name}`;
}
