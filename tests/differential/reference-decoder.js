/**
 * A second decoder for the responses of the service, with the same rules as the package's own, in plain JavaScript over `JSON.parse`. It
 * shares no code with the package, so a mistake in one of them shows as a difference.
 *
 * @import { BatchUploadDetails, DeviceUploadDetails, ResourceAttributes } from "../../dist/index.js"
 *
 * @typedef {object} DecodedResponse
 * @property {BatchUploadDetails} details
 * @property {string[]} mismatches the paths of values with the wrong type; empty for a valid response
 */

/**
 * @param {string} text
 * @param {string} trackingId is used if the response has none
 * @returns {DecodedResponse}
 * @throws SyntaxError when the text is not JSON
 */
export function referenceDecode(text, trackingId) {
  /** @type {string[]} */
  const mismatches = [];
  const body = JSON.parse(inLowerCase(text.replace(/^\uFEFF/, "")));
  return { details: readDetails(body, trackingId, mismatches), mismatches };
}

/**
 * Writes every name in lower case, so that `JSON.parse` takes the last value of a name that is repeated in another case.
 *
 * @param {string} text
 * @throws SyntaxError when the text is not JSON
 */
function inLowerCase(text) {
  JSON.parse(text);
  // In valid JSON, a string before a colon is a name.
  return text.replaceAll(/("(?:[^"\\]|\\.)*")(\s*:)?/g, (all, string, colon) => {
    if (colon === undefined) return all;
    // toLowerCase alone would turn some other characters into ASCII letters, such as the Kelvin sign.
    const name = JSON.parse(string).replaceAll(/[A-Z]/g, (/** @type {string} */ letter) => letter.toLowerCase());
    return JSON.stringify(name) + colon;
  });
}

/** @param {unknown} value @param {string} trackingId @param {string[]} mismatches @returns {BatchUploadDetails} */
function readDetails(value, trackingId, mismatches) {
  if (!isObject(value)) {
    mismatches.push("");
    return { batchTrackingId: trackingId, status: "unknown", devicesStatus: [] };
  }
  const fields = [value.batchtrackingid, value.status, value.startedtime, value.completedtime, value.devicesstatus];
  const there = fields.filter((field) => field !== undefined && field !== null);
  // Nothing of a batch, or no more than a status that no batch has.
  if (there.length === 0 || (there.length === 1 && isUnknownStatus(value.status))) mismatches.push("");
  return {
    batchTrackingId: readText(value.batchtrackingid, "batchTrackingId", mismatches) ?? trackingId,
    status: readStatus(value.status, "status", mismatches),
    ...present("startedTime", readTime(value.startedtime, "startedTime", mismatches)),
    ...present("completedTime", readTime(value.completedtime, "completedTime", mismatches)),
    devicesStatus: readDevices(value.devicesstatus, mismatches),
    ...present("attributes", readAttributes(value.attributes, "attributes", mismatches)),
  };
}

/** @param {unknown} value @param {string[]} mismatches @returns {DeviceUploadDetails[]} */
function readDevices(value, mismatches) {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value))
    return value.map((device, index) => readDevice(device, `devicesStatus[${index}]`, mismatches));
  mismatches.push("devicesStatus");
  return [];
}

/** A null counts as a device without fields, so that the indices of the others stay the same. @param {unknown} value @param {string} path @param {string[]} mismatches @returns {DeviceUploadDetails} */
function readDevice(value, path, mismatches) {
  const device = value ?? {};
  if (!isObject(device)) {
    mismatches.push(path);
    return { status: "unknown" };
  }
  return {
    ...present("deviceId", readText(device.deviceid, `${path}.deviceId`, mismatches)),
    ...present("serialNumber", readText(device.serialnumber, `${path}.serialNumber`, mismatches)),
    ...present("productKey", readText(device.productkey, `${path}.productKey`, mismatches)),
    status: readStatus(device.status, `${path}.status`, mismatches),
    ...present("errorCode", readError(readTextOrNumber(device.errorcode, `${path}.errorCode`, mismatches))),
    ...present(
      "errorDescription",
      readError(readText(device.errordescription, `${path}.errorDescription`, mismatches)),
    ),
    ...present("attributes", readAttributes(device.attributes, `${path}.attributes`, mismatches)),
  };
}

/** @param {unknown} value @param {string} path @param {string[]} mismatches @returns {ResourceAttributes | undefined} */
function readAttributes(value, path, mismatches) {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) {
    mismatches.push(path);
    return undefined;
  }
  return {
    ...present("objectType", readText(value.objecttype, `${path}.objectType`, mismatches)),
    ...present("etag", readText(value.etag, `${path}.etag`, mismatches)),
  };
}

/** @param {unknown} value @param {string} path @param {string[]} mismatches @returns {string | undefined} */
function readText(value, path, mismatches) {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (value !== undefined && value !== null) mismatches.push(path);
  return undefined;
}

/** Reads a code or a name of an error: 0 and None are those of no error. @param {string | undefined} text */
function readError(text) {
  return text === undefined || /^(0|none)$/i.test(text) ? undefined : text;
}

/** @param {unknown} value @param {string} path @param {string[]} mismatches @returns {string | undefined} */
function readTextOrNumber(value, path, mismatches) {
  return readText(Number.isInteger(value) ? String(value) : value, path, mismatches);
}

/** @type {Record<string, string>} */
const STATUS_BY_LETTERS = {
  "": "unknown",
  unknown: "unknown",
  queued: "queued",
  processing: "processing",
  inprogress: "processing",
  finished: "finished",
  finishedwitherrors: "finished_with_errors",
};
const STATUS_BY_NUMBER = ["unknown", "queued", "processing", "finished", "finished_with_errors"];

/** @param {unknown} value @param {string} path @param {string[]} mismatches @returns {string} */
function readStatus(value, path, mismatches) {
  if (typeof value === "number" && value in STATUS_BY_NUMBER) return STATUS_BY_NUMBER[value] ?? "unknown";
  const word = readTextOrNumber(value, path, mismatches);
  if (word === undefined) return "unknown";
  // toLowerCase alone would turn some other characters into ASCII letters, such as the Kelvin sign.
  const letters = word.replaceAll(/[-_ ]/g, "").replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return Object.hasOwn(STATUS_BY_LETTERS, letters) ? (STATUS_BY_LETTERS[letters] ?? word) : word;
}

/** @param {unknown} status */
function isUnknownStatus(status) {
  /** @type {string[]} */
  const mismatches = [];
  const word = readStatus(status, "", mismatches);
  return status !== null && status !== undefined && mismatches.length === 0 && !STATUS_BY_NUMBER.includes(word);
}

const TIME = /^(\d{4}-\d\d-\d\d)(?:[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?)?$/;

/** @param {unknown} value @param {string} path @param {string[]} mismatches @returns {Date | undefined} */
function readTime(value, path, mismatches) {
  const text = readText(value, path, mismatches);
  if (text === undefined || text.startsWith("0001-01-01")) return undefined;
  const [, day, clock = "00:00:00", fraction = "", zone = "Z"] = TIME.exec(text) ?? [];
  const time = new Date(`${day}T${clock}.${fraction.padEnd(3, "0").slice(0, 3)}${zone.toUpperCase()}`);
  // Date.parse accepts the 31st of a shorter month, as a day of the next month, and 24:00, as the start of the next day.
  const isDay = new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day?.slice(8));
  if (!Number.isNaN(time.getTime()) && isDay && !clock.startsWith("24")) return time;
  mismatches.push(path);
  return undefined;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns an object with the field if it has a value, and otherwise an empty object.
 *
 * @template {string} Name
 * @template Value
 * @param {Name} name
 * @param {Value | undefined} value
 */
function present(name, value) {
  return /** @type {{ [Key in Name]?: Value }} */ (value === undefined ? {} : { [name]: value });
}
