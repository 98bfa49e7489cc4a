/** An empty page that can import the built package, on a different origin than the fault server. */
import { once } from "node:events";
import { createServer } from "node:http";
import sirv from "sirv";
import { project } from "../../tools/setup.js";

const PAGE = `<!doctype html><meta charset="utf-8"><title>Faults</title>
<script type="importmap">{ "imports": { "partner-center-batch-status": "/dist/index.js" } }</script>`;

/** Starts a server with the page and with every file of the project at its own path. */
export async function startSite() {
  const serveFile = sirv(project, { dev: true });
  const server = createServer((request, response) => {
    if (request.url === "/") response.setHeader("Content-Type", "text/html").end(PAGE);
    else serveFile(request, response, () => void response.writeHead(404).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
