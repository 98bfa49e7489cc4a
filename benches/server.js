/** Serves the bundles, the code that runs in the page, and responses of any size, on a free port of this machine. */
import { join } from "node:path";
import sirv from "sirv";
import { generateDevices } from "../src/js/testing/devices.js";
import { batchUploadDetails } from "../src/js/testing/job.js";
import { success } from "../src/js/testing/responses.js";
import { listenOnLoopback } from "../tools/listen.js";
import { project } from "../tools/setup.js";

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
    const [, devices, letters] = /^\/responses\/(\d+)(\?international)?$/.exec(path) ?? [];
    if (devices !== undefined || path.includes("/batchJobStatus/")) {
      const job = finishedJob(Number(devices ?? COLD_START_DEVICES), letters !== undefined);
      const { status, headers, body } = success(JSON.stringify(job));
      // A kept-alive connection would time out while a measurement blocks this process.
      return void response.writeHead(status, { ...headers, Connection: "close" }).end(body);
    }
    compressed(request, response, () => files(request, response));
  }, 0);

  const url = `http://localhost:${port}`;
  const responseUrl = (/** @type {number} */ devices, isInternational = false) =>
    `${url}/responses/${devices}${isInternational ? "?international" : ""}`;
  return { url, responseUrl, close };
}

/**
 * The details of a batch, a quarter of whose devices failed.
 *
 * @param {number} count
 * @param {boolean} isInternational whether serial numbers and product keys have letters beyond ASCII
 */
function finishedJob(count, isInternational) {
  const submitted = Date.UTC(2026, 0, 1);
  const seconds = 600;
  const devices = generateDevices(count);
  const job = {
    trackingId: TRACKING_ID,
    devices: isInternational ? devices.map(internationalized) : devices,
    submitted,
    seconds,
  };
  return batchUploadDetails(job, submitted + seconds * 1_000);
}

const WORDS = ["Müller Größe", "İstanbul ığüşçö", "📦🚀", "Çağrı Öztürk"];

/** @param {ReturnType<typeof generateDevices>[number]} device @param {number} index */
function internationalized(device, index) {
  const serialNumber = `${WORDS[index % WORDS.length]} ${device.serialNumber}`;
  const productKey = `${device.productKey} ${WORDS[(index + 1) % WORDS.length]}`;
  return { ...device, serialNumber, productKey };
}
