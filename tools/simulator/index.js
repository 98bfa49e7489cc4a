/**
 * A simulated Partner Center: a real HTTP server that answers for device batch uploads as the service does.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { Device } from "./devices.js"
 */
import { listen } from "../listen.js";
import { corsHeaders, preflight } from "./cors.js";
import { madeUpDevices } from "./devices.js";
import { createJobs } from "./jobs.js";
import { send } from "./responses.js";
import { answerTo, DEFAULT_SECONDS, locationOf } from "./routes.js";

/**
 * @typedef {object} SimulatorOptions
 * @property {() => number} [now] the clock, in milliseconds since 1970; default `Date.now`
 * @property {boolean} [cors] whether pages of other origins may call it; default true
 */

/**
 * The service as a request handler, for a server that serves more than this.
 *
 * @param {SimulatorOptions} [options]
 */
export function createSimulator({ now = Date.now, cors = true } = {}) {
  const jobs = createJobs(now);

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async function answer(request, response) {
    const result = (cors ? preflight(request) : undefined) ?? (await answerTo(request, jobs));
    send(request, response, result, cors ? corsHeaders(request) : {});
  }

  return {
    /** Answers what belongs to the service, and tells whether it did. @param {IncomingMessage} request @param {ServerResponse} response */
    async handle(request, response) {
      if (!/^\/+v1\//i.test(request.url ?? "")) return false;
      await answer(request, response);
      return true;
    },

    answer,

    /**
     * Uploads devices and gives the tracking id of the job, and the `Location` as the service would send it.
     *
     * @param {string} customerId
     * @param {{ devices?: number | Device[], seconds?: number }} [upload] a number of made-up devices, or the devices
     *   themselves with their outcomes; and how long the whole job takes
     */
    upload(customerId, { devices = 25, seconds = DEFAULT_SECONDS } = {}) {
      const list = typeof devices === "number" ? madeUpDevices(devices) : devices;
      const trackingId = jobs.start(customerId, list, seconds);
      return { trackingId, location: locationOf(customerId, trackingId) };
    },
  };
}

/**
 * The service on a port of its own.
 *
 * @param {SimulatorOptions & { port?: number, host?: string }} [options] port 0, the default, takes a free one
 */
export async function startSimulator({ port = 0, host = "127.0.0.1", ...options } = {}) {
  const { answer, upload } = createSimulator(options);
  const server = await listen(answer, port, host);
  return { url: `http://${host}:${server.port}`, upload, close: server.close };
}
