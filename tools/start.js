/**
 * `npm start`: the page and a Partner Center to talk to, the simulated one or the real one, on one port of this machine.
 *
 * What needs `node_modules` is imported late: on a fresh machine the build installs it.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { Handler } from "./listen.js"
 */
import { join } from "node:path";
import { build } from "./build.js";
import { errorCode, listenOnLoopback } from "./listen.js";
import { HELP, Misuse, readOptions } from "./options.js";
import { project, Stop } from "./setup.js";
import { createSimulator } from "./simulator/index.js";
import { demo } from "./simulator/scenarios.js";

/** @param {string[]} args */
async function start(args) {
  const { help, port, upstream } = readOptions(args);
  if (help) return console.log(HELP);

  // The port comes first: that it is taken should be told before the minutes that a first build takes.
  let handle = tellThatItBuilds;
  const server = await openPort((request, response) => handle(request, response), port);
  await build();
  handle = await createHandler(upstream);

  console.log(`\n  http://localhost:${server.port} shows the page.`);
  console.log(`  It talks to ${upstream?.origin ?? "a simulated Partner Center"}. Ctrl-C ends it.\n`);
}

/** @param {Handler} handle @param {number} port */
async function openPort(handle, port) {
  try {
    return await listenOnLoopback(handle, port);
  } catch (error) {
    if (errorCode(error) === "EADDRINUSE") {
      throw new Stop(`Port ${port} is taken: choose another one, such as npm start -- --port ${port + 1}.`);
    }
    if (errorCode(error) === "EACCES") {
      throw new Stop(`Port ${port} is not for everyone: choose one above 1023, such as npm start -- --port 4173.`);
    }
    throw error;
  }
}

/** @param {IncomingMessage} _request @param {ServerResponse} response @returns {unknown} */
function tellThatItBuilds(_request, response) {
  response.writeHead(503, { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "5" });
  return response.end("Still building: the terminal shows how far it is. Load this page again in a moment.");
}

/** The service in front, and the page for all that is not the service's. @param {URL | undefined} upstream */
async function createHandler(upstream) {
  const { createGateway } = await import("./gateway.js");
  const { createSite } = await import("./site.js");
  const service = upstream ? createGateway(upstream) : createSimulator();
  const site = createSite(join(project, "www"), (baseUrl) => (upstream ? { baseUrl } : { baseUrl, demo: demo() }));

  return async (/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
    if (!(await service.handle(request, response))) site(request, response);
  };
}

try {
  await start(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Stop || error instanceof Misuse)) throw error;
  console.error(error.message);
  process.exit(error instanceof Misuse ? 2 : 1);
}
