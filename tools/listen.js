/**
 * HTTP servers for this machine alone.
 *
 * @import { AddressInfo } from "node:net"
 * @import { IncomingMessage, ServerResponse } from "node:http"
 *
 * @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Handler
 */
import { createServer } from "node:http";

/**
 * Listens at one address.
 *
 * @param {Handler} handle an answer that fails, such as when the caller has gone, ends its connection and nothing else
 * @param {number} port 0 takes a free one
 * @param {string} host
 */
export async function listen(handle, port, host) {
  const server = createServer(async (request, response) => {
    try {
      await handle(request, response);
    } catch {
      response.destroy();
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(undefined));
  });
  return {
    port: /** @type {AddressInfo} */ (server.address()).port,
    /** Ends the open connections too. */
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Listens at both addresses that `localhost` stands for: a browser tries `::1` first, and what another program has there
 * would be taken for ours.
 *
 * @param {Handler} handle
 * @param {number} port
 */
export async function listenOnLoopback(handle, port) {
  const ipv4 = await listen(handle, port, "127.0.0.1");
  try {
    const ipv6 = await listen(handle, ipv4.port, "::1");
    return { port: ipv4.port, close: () => Promise.all([ipv4.close(), ipv6.close()]) };
  } catch (error) {
    if (errorCode(error) !== "EADDRINUSE") return ipv4; // this machine has no IPv6
    await ipv4.close();
    throw error;
  }
}

/** The code of an error of the operating system, such as `EADDRINUSE`. @param {unknown} error */
export function errorCode(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Whether a host name of a URL stands for this machine. @param {string} hostname */
export function isLoopback(hostname) {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
