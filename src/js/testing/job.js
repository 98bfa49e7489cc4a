/**
 * What the service says about an upload job at each time: queued, then one device after another, then finished or finished_with_errors.
 *
 * @import { Device } from "./devices.js"
 *
 * @typedef {object} Job
 * @property {string} trackingId
 * @property {Device[]} devices
 * @property {number} submitted milliseconds since 1970
 * @property {number} seconds its whole duration
 */

/** The share of its duration that a job is queued. */
const QUEUED_SHARE = 0.15;

/** What .NET writes for a DateTime that was never set. */
const UNSET_TIME = "0001-01-01T00:00:00";

/** When a job that needs no clock was submitted, and how long it took. */
export const FINISHED_JOB = { submitted: Date.UTC(2024, 4, 14, 9, 30), seconds: 360 };

/**
 * Returns the BatchUploadDetails of a job at a point in time.
 *
 * @param {Job} job
 * @param {number} now
 */
export function batchUploadDetails(job, now) {
  const total = job.devices.length;
  const phase = phaseOf(job, now);
  const processed =
    phase === "processing" ? Math.floor(total * processedShare(job, now)) : phase === "queued" ? 0 : total;
  return {
    batchTrackingId: job.trackingId,
    status: phase === "complete" ? finalStatus(job.devices.some((device) => device.error)) : phase,
    startedTime: phase === "queued" ? UNSET_TIME : serviceTime(started(job)),
    completedTime: phase === "complete" ? serviceTime(completed(job)) : UNSET_TIME,
    devicesStatus: job.devices.map((device, index) => {
      if (index < processed) return deviceUploadDetails(device);
      const { serialNumber, productKey } = device;
      const status = index === processed && phase === "processing" ? "processing" : "queued";
      return { serialNumber, productKey, status, attributes: { objectType: "DeviceUploadDetails" } };
    }),
    attributes: { objectType: "BatchUploadDetails" },
  };
}

/** @param {Device} device */
function deviceUploadDetails({ error, ...device }) {
  return {
    ...device,
    status: finalStatus(error !== undefined),
    ...error,
    attributes: { objectType: "DeviceUploadDetails" },
  };
}

/** @param {boolean} failed */
function finalStatus(failed) {
  return failed ? "finished_with_errors" : "finished";
}

/** @param {Job} job @param {number} now */
function phaseOf(job, now) {
  if (now >= completed(job)) return "complete";
  return now < started(job) ? "queued" : "processing";
}

/** @param {Job} job @param {number} now */
function processedShare(job, now) {
  return (now - started(job)) / (completed(job) - started(job));
}

/** @param {Job} job */
function started(job) {
  return job.submitted + job.seconds * 1000 * QUEUED_SHARE;
}

/** @param {Job} job */
export function completed(job) {
  return job.submitted + job.seconds * 1000;
}

/** Formats a time as the service does: UTC without a zone, in whole seconds. @param {number} time */
function serviceTime(time) {
  return new Date(time).toISOString().slice(0, "0001-01-01T00:00:00".length);
}
