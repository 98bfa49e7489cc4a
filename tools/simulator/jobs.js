/**
 * Upload jobs that progress over time: queued, then one device after another, then finished or finished_with_errors.
 *
 * @import { Device } from "./devices.js"
 *
 * @typedef {object} Job
 * @property {string} trackingId
 * @property {Device[]} devices
 * @property {number} submitted milliseconds since 1970
 * @property {number} seconds its whole duration
 */
import { randomUUID } from "node:crypto";

/** The share of its duration that a job is queued. */
const QUEUED_SHARE = 0.15;

/** How long a restarting job stays finished. */
const RESTART_AFTER_MS = 30_000;

/** What .NET writes for a DateTime that was never set. */
const UNSET_TIME = "0001-01-01T00:00:00";

/** Pages of any origin may upload, so what is kept has a limit: the oldest jobs make room for the newest one. */
const MAX_JOBS = 1000;
const MAX_BYTES = 64 * 1024 * 1024;

/** What a device takes in memory, apart from its texts. */
const BYTES_PER_DEVICE = 250;

/**
 * The jobs of one simulated service.
 *
 * @param {() => number} now the clock, in milliseconds since 1970
 */
export function createJobs(now) {
  /** Oldest first. @type {Map<string, Job & { bytes: number }>} */
  const jobs = new Map();
  let bytes = 0;

  /** @param {string} customerId @param {Omit<Job, "submitted">} job */
  function submit(customerId, job) {
    const newest = key(customerId, job.trackingId);
    remove(newest);
    const added = { ...job, submitted: now(), bytes: sizeOf(job.devices) };
    jobs.set(newest, added);
    bytes += added.bytes;
    for (const id of jobs.keys()) {
      if ((jobs.size <= MAX_JOBS && bytes <= MAX_BYTES) || id === newest) break;
      remove(id);
    }
  }

  /** @param {string} id */
  function remove(id) {
    bytes -= jobs.get(id)?.bytes ?? 0;
    jobs.delete(id);
  }

  /** @param {string} customerId @param {string} trackingId */
  function find(customerId, trackingId) {
    return jobs.get(key(customerId, trackingId));
  }

  return {
    /**
     * Starts a job and returns its tracking id.
     *
     * @param {string} customerId
     * @param {Device[]} devices
     * @param {number} seconds
     */
    start(customerId, devices, seconds) {
      const trackingId = randomUUID();
      submit(customerId, { trackingId, devices, seconds });
      return trackingId;
    },

    /** Estimates how long the details of a job are. @param {string} customerId @param {string} trackingId */
    bytes(customerId, trackingId) {
      return find(customerId, trackingId)?.bytes ?? 0;
    },

    /** Returns the details of a job, or nothing if the customer has no such job. @param {string} customerId @param {string} trackingId */
    details(customerId, trackingId) {
      const job = find(customerId, trackingId);
      return job && batchUploadDetails(job, now());
    },

    /**
     * Returns the details of a job that starts with the first request for it, and restarts when it has been finished for a
     * while, so that a demonstration can be repeated.
     *
     * @param {string} customerId
     * @param {Omit<Job, "submitted">} plan
     */
    restartingDetails(customerId, plan) {
      const job = find(customerId, plan.trackingId);
      if (job === undefined || now() >= completed(job) + RESTART_AFTER_MS) submit(customerId, plan);
      return this.details(customerId, plan.trackingId);
    },
  };
}

/** Estimates what devices take in memory, in bytes. @param {Device[]} devices */
function sizeOf(devices) {
  return devices.reduce((sum, { serialNumber = "", productKey = "" }) => {
    return sum + BYTES_PER_DEVICE + 2 * (serialNumber.length + productKey.length);
  }, 0);
}

/** @param {string} customerId @param {string} trackingId */
function key(customerId, trackingId) {
  return `${customerId}/${trackingId}`.toLowerCase();
}

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
function completed(job) {
  return job.submitted + job.seconds * 1000;
}

/** Formats a time as the service does: UTC without a zone, in whole seconds. @param {number} time */
function serviceTime(time) {
  return new Date(time).toISOString().slice(0, "0001-01-01T00:00:00".length);
}
