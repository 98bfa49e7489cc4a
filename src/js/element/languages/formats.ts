/**
 * Numbers, times and lists as a language writes them.
 */

const SECOND = 1000;

/**
 * From the largest to the smallest, with their lengths in seconds. Of years and months there have to be two: "45 days ago" says more than
 * "last month".
 */
const UNITS = [
  { name: "year", length: 31_557_600, least: 2 },
  { name: "month", length: 2_629_800, least: 2 },
  { name: "day", length: 86_400, least: 1 },
  { name: "hour", length: 3600, least: 1 },
  { name: "minute", length: 60, least: 1 },
  { name: "second", length: 1, least: 0 },
] as const;

const DATE = { day: "numeric", month: "short", year: "numeric" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit" } as const;
const TIME = { ...CLOCK, second: "2-digit", timeZoneName: "short" } as const;

/** A word for each plural category of a language; most have `one` and `other`. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * The formatters of a language.
 *
 * @param tag of the language, such as `"tr"`
 */
export function formatsOf(tag: string) {
  const numbers = lazy(() => new Intl.NumberFormat(tag));
  const percents = lazy(() => new Intl.NumberFormat(tag, { style: "percent" }));
  const plurals = lazy(() => new Intl.PluralRules(tag));
  const lists = lazy(() => new Intl.ListFormat(tag));
  const unitLists = lazy(() => new Intl.ListFormat(tag, { type: "unit" }));
  const distances = lazy(() => new Intl.RelativeTimeFormat(tag, { numeric: "auto" }));
  const utcTimes = lazy(() => new Intl.DateTimeFormat(tag, { ...DATE, ...TIME, timeZone: "UTC" }));
  const localDateTimes = lazy(() => new Intl.DateTimeFormat(tag, { ...DATE, ...TIME }));
  const localMinutes = lazy(() => new Intl.DateTimeFormat(tag, { ...DATE, ...CLOCK, timeZoneName: "short" }));
  const utcClock = lazy(() => new Intl.DateTimeFormat(tag, { ...TIME, timeZone: "UTC" }));

  const clockTimes = lazy(() => new Intl.DateTimeFormat(tag, CLOCK));
  const yearTimes = lazy(() => new Intl.DateTimeFormat(tag, { ...DATE, ...CLOCK }));
  const dayTimes = lazy(() => new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", ...CLOCK }));

  /** Full words: screen readers misread abbreviations ("10 m"), which are also ambiguous in Turkish. */
  const unit = (count: number, name: string) =>
    new Intl.NumberFormat(tag, { style: "unit", unit: name, unitDisplay: "long" }).format(count);

  const formats = {
    /** "12,345" */
    number: (value: number) => numbers().format(value),
    /** "42%", in Turkish "%42". Rounded down: only a complete batch shows 100 %. */
    percent: (part: number, whole: number) => percents().format(Math.floor((100 * part) / whole) / 100),
    /** The plural form for this number. */
    plural: (count: number, forms: PluralForms) => forms[plurals().select(count)] ?? forms.other,
    /** "1, 2 and 3" */
    list: (items: string[]) => lists().format(items),
    /** The local time of the user: "24 Nov 2026, 20:05:09 GMT+3" */
    local: (time: Date) => localDateTimes().format(time),
    /** The local time for people elsewhere, who need no seconds: "24 Nov 2026, 20:05 GMT+3" */
    minute: (time: Date) => localMinutes().format(time),
    /** The local time in short: "20:05" today, "24 Nov, 20:05" on another day, "24 Nov 2025, 20:05" in another year. */
    moment: (time: Date) => {
      const now = new Date();
      if (time.toDateString() === now.toDateString()) return clockTimes().format(time);
      return (time.getFullYear() === now.getFullYear() ? dayTimes() : yearTimes()).format(time);
    },
    /** "17:05:09 UTC", with the date only if it differs from the local one. */
    utc: (time: Date) => (time.getDate() === time.getUTCDate() ? utcClock() : utcTimes()).format(time),

    /** The two largest units: "2 years, 6 months", "3 days, 4 hours", "10 minutes", "57 seconds". */
    duration: (milliseconds: number) => {
      const seconds = Math.max(0, Math.round(milliseconds / SECOND));
      const [largest, next] = unitsFor(seconds);
      const count = Math.floor(seconds / largest.length);
      const rest = next === undefined ? 0 : Math.floor((seconds % largest.length) / next.length);
      const shown = [unit(count, largest.name), ...(next !== undefined && rest > 0 ? [unit(rest, next.name)] : [])];
      return unitLists().format(shown);
    },
    /** "12 seconds ago", "in 8 seconds", "now". @param milliseconds from now, negative for the past */
    relative: (milliseconds: number) => {
      const seconds = Math.round(milliseconds / SECOND);
      const [{ name, length }] = unitsFor(Math.abs(seconds));
      return distances().format(Math.trunc(seconds / length), name);
    },
  };
  return {
    ...formats,
    /** Makes the browser load the locale data that every result needs, which takes 40 ms, while the response is still on its way. */
    prepare: () => {
      const now = new Date();
      formats.number(0);
      formats.percent(0, 1);
      formats.plural(0, { other: "" });
      formats.utc(now);
      formats.local(now);
      formats.duration(0);
      formats.relative(0);
    },
  };
}

type Unit = (typeof UNITS)[number];

/** The largest unit that suits a time, and the next smaller one. */
function unitsFor(seconds: number): [largest: Unit, next?: Unit] {
  const index = UNITS.findIndex(({ length, least }) => seconds >= least * length);
  const [largest = UNITS[5], next] = UNITS.slice(index);
  return next === undefined ? [largest] : [largest, next];
}

/** Creates a formatter when it is first used: each takes up to a millisecond, and only one of the languages is used. */
function lazy<Value>(create: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= create();
    return value;
  };
}
