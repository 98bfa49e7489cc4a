/**
 * The upload jobs of a simulated service, which progress over time.
 *
 * @import { Device } from "../../src/js/testing/devices.js"
 * @import { Job } from "../../src/js/testing/job.js"
 */
import { randomUUID } from "node:crypto";
import { batchUploadDetails, completed } from "../../src/js/testing/job.js";

/** How long a restarting job stays finished. */
const RESTART_AFTER_MS = 30_000;

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
