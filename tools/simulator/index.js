/**
 * A simulated Partner Center: a real HTTP server that responds like the service's operations for device batch uploads.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { Device } from "../../src/js/testing/devices.js"
 */
import { generateDevices } from "../../src/js/testing/devices.js";
import { listen } from "../listen.js";
import { serviceHeaders } from "../refuse.js";
import { corsHeaders, preflight } from "./cors.js";
import { createJobs } from "./jobs.js";
import { send } from "./responses.js";
import { DEFAULT_SECONDS, locationOf, respondTo } from "./routes.js";

/**
 * @typedef {object} SimulatorOptions
 * @property {() => number} [now] the clock, in milliseconds since 1970; default `Date.now`
 * @property {boolean} [cors] whether pages of other origins may call it; default true
 */

/**
 * Creates the service as a request handler, for a server that also serves other things.
 *
 * @param {SimulatorOptions} [options]
 */
export function createSimulator({ now = Date.now, cors = true } = {}) {
  const jobs = createJobs(now);

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async function respond(request, response) {
    const result = (cors ? preflight(request) : undefined) ?? (await respondTo(request, jobs));
    send(request, response, result, { ...serviceHeaders, ...(cors ? corsHeaders(request) : {}) });
  }

  return {
    /** Handles a request if it is for the service. Returns whether it did. @param {IncomingMessage} request @param {ServerResponse} response */
    async handle(request, response) {
      if (!/^\/+v1\//i.test(request.url ?? "")) return false;
      await respond(request, response);
      return true;
    },

    respond,

    /**
     * Uploads devices. Returns the tracking id of the job, and the `Location` that the service would send.
     *
     * @param {string} customerId
     * @param {{ devices?: number | Device[], seconds?: number }} [upload] how many devices to generate, or the devices
     *   themselves with their outcomes; and how long the whole job takes
     */
    upload(customerId, { devices = 25, seconds = DEFAULT_SECONDS } = {}) {
      const list = typeof devices === "number" ? generateDevices(devices) : devices;
      const trackingId = jobs.start(customerId, list, seconds);
      return { trackingId, location: locationOf(customerId, trackingId) };
    },
  };
}

/**
 * Starts the service on its own port.
 *
 * @param {SimulatorOptions & { port?: number, host?: string }} [options] port 0, the default, is any free port
 */
export async function startSimulator({ port = 0, host = "127.0.0.1", ...options } = {}) {
  const { respond, upload } = createSimulator(options);
  const server = await listen(respond, port, host);
  return { url: `http://${host}:${server.port}`, upload, close: server.close };
}
