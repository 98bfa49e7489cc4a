/**
 * The devices that leave the page, and how they were chosen: in words, and in the name of a file.
 */
import { exportedLine, fileNamePart } from "../files/exported-text.js";
import type { Language } from "../languages/language.js";
import { type DeviceError, errorsOfCause } from "../status/device-error.js";
import type { Upload } from "../status/upload.js";
import { DeviceList } from "./device-list.js";
import type { ListedDevice } from "./listed-device.js";
import { type Filters, NO_FILTERS } from "./view.js";

export interface Selection {
  /** What the devices were chosen by. */
  filters: Filters;
  devices: ListedDevice[];
}

/** Longer than two causes with their codes. */
const MAX_WHAT_LENGTH = 100;

/** Longer than a serial number, and shorter than a token, which no name of a file may show. */
const MAX_SEARCH_LENGTH = 24;

/** The first group of a GUID: files of two customers differ. */
const SHORT_ID_LENGTH = 8;

export const FAILED: Filters = { ...NO_FILTERS, outcomes: ["failed"] };

/** The devices that need attention, in the order of the upload. */
export function selectFailed(language: Language, upload: Upload): Selection {
  return select(language, upload, FAILED);
}

/** The devices with this cause, in the order of the upload. @param key of the cause in a view */
export function selectCause(language: Language, upload: Upload, key: string): Selection {
  return select(language, upload, { ...NO_FILTERS, causes: [key] });
}

function select(language: Language, { details, summary }: Upload, filters: Filters): Selection {
  const list = new DeviceList(language, details.devicesStatus, summary.errors);
  return { filters, devices: list.query(filters) };
}

/** Whether devices can be left out. */
export function isFiltered({ text, outcomes, causes }: Filters): boolean {
  return text.trim() !== "" || outcomes.length > 0 || causes.length > 0;
}

/** Such as "Needs attention, Hardware hash not valid (InvalidZtdHardwareHash 802)". */
export function selectionInWords(language: Language, selection: Selection): string {
  const { text, outcomes } = selection.filters;
  const words = [
    ...outcomes.map((outcome) => language.outcomes[outcome]),
    ...causesOf(selection).map((cause) => (typeof cause === "string" ? cause : errorInWords(cause))),
    ...(text.trim() === "" ? [] : [language.exporting.searchedFor(text.trim())]),
  ];
  return words.length > 0 ? exportedLine(words.join(", ")) : language.exporting.everyDevice;
}

/** Such as "InvalidZtdHardwareHash-802_12-devices_2026-11-28_0127ed8e", without an extension. The end is the start of the tracking id. */
export function selectionFileName(language: Language, { trackingId }: Upload, selection: Selection, now: Date): string {
  const { exporting, filter, outcomes, causes } = language;
  const { filters, devices } = selection;
  const search = filters.text.trim();
  const what = [
    ...filters.outcomes.map((outcome) => [outcomes[outcome].toLowerCase()]),
    ...causesOf(selection).map((cause) => (typeof cause === "string" ? [cause] : wordsOf(cause))),
    ...(search === "" ? [] : [[filter.search.toLowerCase(), shortSearch(search)]]),
  ];
  const parts = what.map(
    (words) =>
      words.map(fileNamePart).filter(Boolean).join("-") || fileNamePart(causes.unexplained.title.toLowerCase()),
  );
  const subject =
    parts
      .join("_")
      .slice(0, MAX_WHAT_LENGTH)
      .replace(/[-_]+$/, "") || fileNamePart(exporting.fileOfAll);
  const upload = fileNamePart(trackingId).slice(0, SHORT_ID_LENGTH).toLowerCase();
  return [subject, fileNamePart(exporting.fileOfDevices(devices.length)), localDay(now), upload].join("_");
}

/** The name and the code of an error, which each have their room in a name, or its title if the service has sent neither. */
function wordsOf({ title = "", name, code = "" }: DeviceError): string[] {
  return name === "" && code === "" ? [title.toLowerCase()] : [...new Set([name, code])];
}

/** What fits into a name: the search, its first value, or nothing. */
function shortSearch(search: string): string {
  const [firstValue = ""] = search.split(/[\s,;]+/);
  return [search, firstValue].find(({ length }) => length <= MAX_SEARCH_LENGTH) ?? "";
}

/** The errors that the filters name, or the name itself if none of the devices has the error. */
function causesOf({ filters, devices }: Selection): (DeviceError | string)[] {
  const known = [...new Set(devices.flatMap(({ cause }) => cause ?? []))];
  return filters.causes.flatMap((name): (DeviceError | string)[] => {
    const meant = errorsOfCause(name, known);
    return meant.length > 0 ? meant.map(({ error }) => error) : [name];
  });
}

function errorInWords(error: DeviceError): string {
  const facts = [error.title === undefined ? "" : error.name, error.code].filter(Boolean).join(" ");
  const label = error.title ?? error.name;
  return facts === "" ? label : `${label} (${facts})`;
}

/** The day of the user's own calendar, so that files of a day sort together. */
function localDay(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, "yyyy-mm-dd".length);
}
