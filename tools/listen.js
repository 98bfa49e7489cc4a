/**
 * HTTP servers that only this machine can reach.
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
 * @param {Handler} handle an error in it (the client may have disconnected) closes that connection only
 * @param {number} port 0 for any free port
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
    /** Closes the open connections too. */
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Listens at both addresses of `localhost`. A browser tries `::1` first, where it could otherwise find another program.
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

/** Returns the code of a system error, such as `EADDRINUSE`. @param {unknown} error */
export function errorCode(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Returns whether the host name of a URL is this machine. @param {string} hostname */
export function isLoopback(hostname) {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
