/** The example app for Yew, in Chromium, with the simulated service. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { buildExample, createExampleHandler } from "../../tools/example.js";
import { listen } from "../../tools/listen.js";
import { createSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { launchChromium } from "../engines/chromium.js";
import { collectProblems } from "../page/harness.js";

let now = Date.now();
const simulator = createSimulator({ now: () => now });
/** @type {Awaited<ReturnType<typeof listen>>} */
let server;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  server = await listen(await createExampleHandler(await buildExample(), simulator), 0, "127.0.0.1");
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/**
 * Opens the app in a new page, runs the test on it, and asserts that the page reported no problem.
 *
 * @param {string} query
 * @param {(page: import("playwright-core").Page) => Promise<unknown>} use
 */
async function withApp(query, use) {
  const page = await browser.newPage();
  const problems = await collectProblems(page);
  await page.goto(`http://127.0.0.1:${server.port}/${query}`);
  await use(page);
  assert.deepEqual(problems, []);
  await page.close();
}

test("without a query it shows the demo upload", () =>
  withApp("", async (page) => {
    await page.getByText("of 25 devices done").waitFor();
    assert.equal(await page.getByRole("progressbar").count(), 1);
  }));

test("it follows an upload to its end and shows every device", () => {
  const { trackingId } = simulator.upload(DEMO_CUSTOMER_ID, { seconds: 20 });
  now += 10_000;
  return withApp(`?trackingId=${trackingId}`, async (page) => {
    await page.getByText("10 of 25 devices done, 2 failed").waitFor();
    now += 10_000;
    await page.getByText("25 of 25 devices done, 6 failed").waitFor();
    assert.equal(await page.getByRole("progressbar").count(), 0);
    const rows = await page.getByRole("row").allInnerTexts();
    assert.equal(rows.length, 1 + 25);
    assert.equal(rows[4], "4\t5CG0SNQ4W3\tfinished with errors\t808 ZtdDeviceAssignedToOtherTenant");
  });
});

test("it shows a failure and what to do", () =>
  withApp(`?trackingId=${scenarioNamed("no-relationship").trackingId}`, async (page) => {
    const alert = page.getByRole("alert");
    await alert.getByText("Partner Center refused the request (HTTP status 403).").waitFor();
    await alert.getByText("Your partner tenant has no reseller relationship with this customer").waitFor();
  }));
