/**
 * A second decoder for the answers of the service: the same rules as the package's own, in plain JavaScript over `JSON.parse`. It shares no
 * code with the package, so what both say of an answer is what the rules say.
 *
 * @import { BatchUploadDetails, DeviceUploadDetails, ResourceAttributes } from "../../dist/index.js"
 *
 * @typedef {object} Reading
 * @property {BatchUploadDetails} details
 * @property {string[]} misfits the paths of what can't stand where it stands; empty for an answer that fits
 */

/**
 * @param {string} text
 * @param {string} trackingId stands in where the answer names none
 * @returns {Reading}
 * @throws SyntaxError when the text is not JSON
 */
export function read(text, trackingId) {
  /** @type {string[]} */
  const misfits = [];
  const answer = JSON.parse(text.replace(/^\uFEFF/, ""));
  return { details: readDetails(answer, trackingId, misfits), misfits };
}

/** @param {unknown} value @param {string} trackingId @param {string[]} misfits @returns {BatchUploadDetails} */
function readDetails(value, trackingId, misfits) {
  if (!isObject(value)) {
    misfits.push("");
    return { batchTrackingId: trackingId, status: "unknown", devicesStatus: [] };
  }
  return {
    batchTrackingId: readText(value.batchTrackingId, "batchTrackingId", misfits) ?? trackingId,
    status: readStatus(value.status, "status", misfits),
    ...present("startedTime", readTime(value.startedTime, "startedTime", misfits)),
    ...present("completedTime", readTime(value.completedTime, "completedTime", misfits)),
    devicesStatus: readDevices(value.devicesStatus, misfits),
    ...present("attributes", readAttributes(value.attributes, "attributes", misfits)),
  };
}

/** @param {unknown} value @param {string[]} misfits @returns {DeviceUploadDetails[]} */
function readDevices(value, misfits) {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((device, index) => readDevice(device, `devicesStatus[${index}]`, misfits));
  misfits.push("devicesStatus");
  return [];
}

/** A null keeps its place. @param {unknown} value @param {string} path @param {string[]} misfits @returns {DeviceUploadDetails} */
function readDevice(value, path, misfits) {
  const device = value ?? {};
  if (!isObject(device)) {
    misfits.push(path);
    return { status: "unknown" };
  }
  return {
    ...present("deviceId", readText(device.deviceId, `${path}.deviceId`, misfits)),
    ...present("serialNumber", readText(device.serialNumber, `${path}.serialNumber`, misfits)),
    ...present("productKey", readText(device.productKey, `${path}.productKey`, misfits)),
    status: readStatus(device.status, `${path}.status`, misfits),
    ...present("errorCode", readTextOrNumber(device.errorCode, `${path}.errorCode`, misfits)),
    ...present("errorDescription", readText(device.errorDescription, `${path}.errorDescription`, misfits)),
    ...present("attributes", readAttributes(device.attributes, `${path}.attributes`, misfits)),
  };
}

/** @param {unknown} value @param {string} path @param {string[]} misfits @returns {ResourceAttributes | undefined} */
function readAttributes(value, path, misfits) {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) {
    misfits.push(path);
    return undefined;
  }
  return {
    ...present("objectType", readText(value.objectType, `${path}.objectType`, misfits)),
    ...present("etag", readText(value.etag, `${path}.etag`, misfits)),
  };
}

/** @param {unknown} value @param {string} path @param {string[]} misfits @returns {string | undefined} */
function readText(value, path, misfits) {
  if (typeof value === "string") return value;
  if (value !== undefined && value !== null) misfits.push(path);
  return undefined;
}

/** @param {unknown} value @param {string} path @param {string[]} misfits @returns {string | undefined} */
function readTextOrNumber(value, path, misfits) {
  return readText(Number.isInteger(value) ? String(value) : value, path, misfits);
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

/** @param {unknown} value @param {string} path @param {string[]} misfits @returns {string} */
function readStatus(value, path, misfits) {
  if (typeof value === "number" && value in STATUS_BY_NUMBER) return STATUS_BY_NUMBER[value] ?? "unknown";
  const word = readTextOrNumber(value, path, misfits);
  if (word === undefined) return "unknown";
  // Not toLowerCase alone, which makes ASCII letters of some others, such as the Kelvin sign.
  const letters = word.replaceAll(/[-_ ]/g, "").replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return Object.hasOwn(STATUS_BY_LETTERS, letters) ? (STATUS_BY_LETTERS[letters] ?? word) : word;
}

const TIME = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?$/;

/** @param {unknown} value @param {string} path @param {string[]} misfits @returns {Date | undefined} */
function readTime(value, path, misfits) {
  const text = readText(value, path, misfits);
  if (text === undefined || text === "" || text.startsWith("0001-01-01")) return undefined;
  const [, day, clock, fraction = "", zone = "Z"] = TIME.exec(text) ?? [];
  const time = new Date(`${day}T${clock}.${fraction.padEnd(3, "0").slice(0, 3)}${zone.toUpperCase()}`);
  // Date.parse takes the 31st of a shorter month for a day of the next one.
  const isDay = new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day?.slice(8));
  if (!Number.isNaN(time.getTime()) && isDay) return time;
  misfits.push(path);
  return undefined;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A field, where it has a value.
 *
 * @template {string} Name
 * @template Value
 * @param {Name} name
 * @param {Value | undefined} value
 */
function present(name, value) {
  return /** @type {{ [Key in Name]?: Value }} */ (value === undefined ? {} : { [name]: value });
}
