import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * A port of 127.0.0.1 that refuses connections until `close`. It is the near end of a connection of our own, so no
 * other program on the machine can begin to listen there, as one could on a port that was closed a moment ago: test
 * files run side by side, and one took such a port and answered.
 */
export async function holdRefusingPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const far = once(server, "connection");
  const near = connect(/** @type {import("node:net").AddressInfo} */ (server.address()).port, "127.0.0.1");
  await once(near, "connect");
  const [socket] = /** @type {[import("node:net").Socket]} */ (await far);
  const close = async () => {
    near.destroy();
    socket.destroy();
    server.close();
    await once(server, "close");
  };
  return { port: /** @type {number} */ (near.localPort), close };
}
