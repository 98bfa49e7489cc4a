/**
 * `npm start`: serves the page and a Partner Center, simulated or real, on one port of this machine.
 *
 * Nothing here or in what it imports needs `node_modules`, because on a fresh machine the build installs it.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { Handler } from "./listen.js"
 */
import { join } from "node:path";
import { build } from "./build.js";
import { createGateway } from "./gateway.js";
import { errorCode, listenOnLoopback } from "./listen.js";
import { HELP, MAX_PORT, readOptions, UsageError } from "./options.js";
import { project, UserError } from "./setup.js";
import { createSimulator } from "./simulator/index.js";
import { demo } from "./simulator/scenarios.js";
import { createSite, securityHeaders } from "./site.js";

/** @param {string[]} args */
async function start(args) {
  const { help, port, upstream } = readOptions(args);
  if (help) return console.log(HELP);

  // Open the port first: a first build takes minutes, and a port in use should be reported before it.
  let handle = sendBuildingNotice;
  const server = await openPort((request, response) => handle(request, response), port);
  await build();
  handle = createHandler(upstream);

  console.log(`\n  http://localhost:${server.port} shows the page.`);
  console.log(`  It talks to ${upstream?.origin ?? "a simulated Partner Center"}. Ctrl-C ends it.\n`);
}

/** @param {Handler} handle @param {number} port */
async function openPort(handle, port) {
  try {
    return await listenOnLoopback(handle, port);
  } catch (error) {
    if (errorCode(error) === "EADDRINUSE") {
      const other = port === MAX_PORT ? port - 1 : port + 1;
      throw new UserError(`Port ${port} is taken: choose another one, such as npm start -- --port ${other}.`);
    }
    if (errorCode(error) === "EACCES") {
      throw new UserError(
        `Port ${port} needs administrator rights: choose one above 1023, such as npm start -- --port 4173.`,
      );
    }
    throw error;
  }
}

/** @param {IncomingMessage} _request @param {ServerResponse} response @returns {unknown} */
function sendBuildingNotice(_request, response) {
  response.writeHead(503, {
    ...securityHeaders,
    "Content-Type": "text/plain; charset=utf-8",
    "Retry-After": "5",
  });
  return response.end("Still building: the terminal shows how far it is. Load this page again in a moment.");
}

/** Handles the service's own requests with the simulator or the gateway, and serves the page for all others. @param {URL | undefined} upstream */
function createHandler(upstream) {
  const service = upstream ? createGateway(upstream) : createSimulator();
  const site = createSite(join(project, "www"), (baseUrl) => (upstream ? { baseUrl } : { baseUrl, demo: demo() }));

  return async (/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
    if (!(await service.handle(request, response))) await site(request, response);
  };
}

try {
  await start(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError || error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exit(error instanceof UsageError ? 2 : 1);
}
