import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * Reserves a port of 127.0.0.1 that refuses connections until `close`.
 *
 * The port is the local end of a connection to a server of this function, so no other program can listen on it. A port
 * that was just closed can be taken: a test file that ran at the same time once did so and responded.
 */
export async function holdRefusingPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const accepted = once(server, "connection");
  const client = connect(/** @type {import("node:net").AddressInfo} */ (server.address()).port, "127.0.0.1");
  await once(client, "connect");
  const [socket] = /** @type {[import("node:net").Socket]} */ (await accepted);
  const close = async () => {
    client.destroy();
    socket.destroy();
    server.close();
    await once(server, "close");
  };
  return { port: /** @type {number} */ (client.localPort), close };
}
