/** Serves the bundles, the code that runs in the page, and responses of any size, on a free port of this machine. */
import { join } from "node:path";
import sirv from "sirv";
import { listenOnLoopback } from "../tools/listen.js";
import { project } from "../tools/setup.js";
import { generateDevices } from "../tools/simulator/devices.js";
import { batchUploadDetails } from "../tools/simulator/jobs.js";
import { success } from "../tools/simulator/responses.js";

const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const EMPTY_PAGE = "<!doctype html><title>Benchmarks</title>";
/** The size of the response for a cold start. */
const COLD_START_DEVICES = 10;

/** Cross-origin isolation. With it, a page's clock has a resolution of 5 µs instead of 100 µs. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/** @param {string} bundles the folder */
export async function startServer(bundles) {
  const compressed = sirv(bundles, { brotli: true });
  const files = sirv(join(project, "benches"), {
    onNoMatch: (_, response) => response.writeHead(404).end(),
  });

  const { port, close } = await listenOnLoopback((request, response) => {
    for (const [name, value] of Object.entries(ISOLATED)) response.setHeader(name, value);
    const path = request.url ?? "";
    if (path === "/") return void response.writeHead(200, { "Content-Type": "text/html" }).end(EMPTY_PAGE);
    const [, devices] = /^\/responses\/(\d+)$/.exec(path) ?? [];
    if (devices !== undefined || path.includes("/batchJobStatus/")) {
      const { status, headers, body } = finishedJob(Number(devices ?? COLD_START_DEVICES));
      // A kept-alive connection would time out while a measurement blocks this process.
      return void response.writeHead(status, { ...headers, Connection: "close" }).end(body);
    }
    compressed(request, response, () => files(request, response));
  }, 0);

  const url = `http://localhost:${port}`;
  return { url, responseUrl: (/** @type {number} */ devices) => `${url}/responses/${devices}`, close };
}

/** Returns a response like the service's, with a byte order mark. A quarter of the devices failed. @param {number} devices */
function finishedJob(devices) {
  const submitted = Date.UTC(2026, 0, 1);
  const seconds = 600;
  const job = { trackingId: TRACKING_ID, devices: generateDevices(devices), submitted, seconds };
  return success(JSON.stringify(batchUploadDetails(job, submitted + seconds * 1_000)));
}
