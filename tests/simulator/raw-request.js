/** @import { IncomingHttpHeaders } from "node:http" */
import { request } from "node:http";
import { text } from "node:stream/consumers";

/**
 * Sends a request with exactly this path and these headers. `fetch` forbids some headers and normalizes the path.
 *
 * @param {number} port
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string> }} [options]
 * @returns {Promise<{ status: number, reason: string, headers: IncomingHttpHeaders, body: string }>}
 */
export function rawRequest(port, path, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, async (response) => {
      const { statusCode = 0, statusMessage = "" } = response;
      const body = await text(response).catch((error) => `cut off: ${error.code}`);
      resolve({ status: statusCode, reason: statusMessage, headers: response.headers, body });
    });
    outgoing.on("error", reject).end();
  });
}
