/** Takes the screenshot of the page for the README: `node tools/screenshot.js`. */
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "./build.js";
import { listen } from "./listen.js";
import { findChromium, log, project } from "./setup.js";
import { createSimulator } from "./simulator/index.js";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN } from "./simulator/scenarios.js";
import { createSite } from "./site.js";

const SCREENSHOT = join(project, "tools", "screenshot.png");
/** Wide enough for the whole table, high enough for verdict, causes and the first devices. */
const WINDOW = { width: 1366, height: 1780 };
const UPLOAD = { devices: 25, seconds: 437 };
/** How long ago the upload started. It has been complete for half of that time. */
const STARTED_AGO_MS = 2 * UPLOAD.seconds * 1000;

await build();
let now = Date.now() - STARTED_AGO_MS;
const simulator = createSimulator({ now: () => now });
const site = createSite(join(project, "www"), (baseUrl) => ({ baseUrl }));
const server = await listen(
  async (request, response) => {
    if (!(await simulator.handle(request, response))) site(request, response);
  },
  0,
  "127.0.0.1",
);
const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: WINDOW, colorScheme: "light", deviceScaleFactor: 1.5 });
  const upload = simulator.upload(DEMO_CUSTOMER_ID, UPLOAD);
  now += UPLOAD.seconds * 1000;
  await page.goto(`http://127.0.0.1:${server.port}/#customer=${DEMO_CUSTOMER_ID}&tracking=${upload.trackingId}`);
  await page.getByLabel("Access token").fill(DEMO_TOKEN);
  await page.getByRole("button", { name: "Show status" }).click();
  // The form folds a moment after the answer.
  await page.getByRole("button", { name: "Change" }).waitFor();
  await page.getByRole("button", { name: /^\d+ Needs attention$/ }).click();
  await page.getByRole("table", { name: /^\d+ of/ }).waitFor();
  await page.evaluate(() => {
    scrollTo(0, 0);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: SCREENSHOT });
  log(`Wrote ${SCREENSHOT}`);
} finally {
  await browser.close();
  await server.close();
}
