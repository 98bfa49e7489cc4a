/** The page's table beside Tabulator, both with a search over all of 10,000 devices: how soon they are seen, and what a key finds. */
import { join } from "node:path";
import sirv from "sirv";
import { inPage } from "../tests/package/runtimes.js";
import { ask, ready } from "../tests/page/harness.js";
import { listen } from "../tools/listen.js";
import { project } from "../tools/setup.js";
import { generateDevices } from "../tools/simulator/devices.js";
import { createSimulator } from "../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID } from "../tools/simulator/scenarios.js";
import { createSite } from "../tools/site.js";

/**
 * @import { Browser, Page } from "playwright-core"
 * @import { Run } from "../tests/package/runtimes.js"
 * @import { Table } from "./paint-timing.js"
 *
 * @typedef {object} Contestant
 * @property {string} name
 * @property {string} path of its page
 * @property {Table} table where the page has its rows
 * @property {(page: Page, trackingId: string) => Promise<unknown>} ask makes the page ask for the devices
 *
 * @typedef {object} Times milliseconds, round by round
 * @property {string} name of the contestant
 * @property {number[]} firstRows from the last byte of the answer to the first rows painted
 * @property {number[][]} keys for each key from its press to what it finds painted
 */

const DEVICES = generateDevices(10_000);

/** How a serial number ends, and how a product key and a device id begin: each letter finds other devices than the one before. */
const SEARCHES = ["KWRM4", "51788", "238e2"];
const KEYS = SEARCHES.flatMap((search) =>
  [...search].map((letter, place) => ({ letter, isFirst: place === 0, text: search.slice(0, place + 1) })),
);
/** As fast typists type. */
const BETWEEN_KEYS_MS = 100;

/** @type {Contestant[]} */
const CONTESTANTS = [
  {
    name: "this package's page",
    path: "",
    table: { host: "batch-upload-status", row: "tbody tr", serial: "th" },
    async ask(page, trackingId) {
      await ready(page);
      await ask(page, { trackingId });
    },
  },
  {
    name: "Tabulator",
    path: "benches/peers/tabulator.html",
    table: { row: ".tabulator-row", serial: "[tabulator-field=serialNumber]" },
    async ask(page, trackingId) {
      await page.getByLabel("Address").fill(`/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${trackingId}`);
      await page.getByRole("button").click();
    },
  },
];

/**
 * Opens the pages in turn, each time anew, and uses them as a person would.
 *
 * @param {Browser} browser
 * @param {{ width: number, height: number }} viewport
 * @param {number} rounds
 * @returns {Promise<Times[]>} the package's first
 */
export async function timeTables(browser, viewport, rounds) {
  const server = await startServer();
  const series = CONTESTANTS.map((contestant) => ({ contestant, times: noTimes(contestant) }));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const { contestant, times } of round % 2 === 0 ? series : series.toReversed()) {
        const context = await browser.newContext({ viewport, locale: "en-US" });
        const page = await context.newPage();
        await page.goto(server.url + contestant.path);
        await time(page, contestant, server.trackingId, times);
        await context.close();
      }
    }
  } finally {
    await server.close();
  }
  return series.map(({ times }) => times);
}

/** @param {Contestant} contestant @returns {Times} */
function noTimes({ name }) {
  return { name, firstRows: [], keys: KEYS.map(() => []) };
}

/** @param {Page} page @param {Contestant} contestant @param {string} trackingId @param {Times} times */
async function time(page, { ask, table }, trackingId, { firstRows, keys }) {
  /** @type {Run<typeof import("./paint-timing.js")>} */
  const run = inPage(page, "benches/paint-timing.js");
  await run("watchAnswer", table, serialsWith(""));
  await ask(page, trackingId);
  firstRows.push(await run("measure"));

  await page.getByRole("searchbox").focus();
  for (const [place, { letter, isFirst, text }] of KEYS.entries()) {
    await page.waitForTimeout(BETWEEN_KEYS_MS);
    if (isFirst) await page.keyboard.press("ControlOrMeta+A");
    await run("watchKey", table, serialsWith(text));
    await page.keyboard.press(letter);
    keys[place]?.push(await run("measure"));
  }
}

/** The serial numbers of the devices that have this in them. @param {string} text */
function serialsWith(text) {
  const found = DEVICES.filter(({ serialNumber, productKey, deviceId, error }) =>
    [serialNumber, productKey, deviceId, error?.errorCode, error?.errorDescription].some((value) =>
      value?.toUpperCase().includes(text.toUpperCase()),
    ),
  );
  return found.map(({ serialNumber = "" }) => serialNumber);
}

/** The package's page and the library's on one origin, with a simulated Partner Center behind them. */
async function startServer() {
  const simulator = createSimulator();
  const { trackingId } = simulator.upload(DEMO_CUSTOMER_ID, { devices: DEVICES, seconds: 0 });
  const site = createSite(join(project, "www"), (baseUrl) => ({ baseUrl }));
  const folders = Object.entries({
    "/benches": sirv(join(project, "benches")),
    "/tabulator": sirv(join(project, "node_modules", "tabulator-tables", "dist")),
  });
  const { port, close } = await listen(
    async (request, response) => {
      if (await simulator.handle(request, response)) return;
      const { url = "" } = request;
      const [folder, serve] = folders.find(([folder]) => url.startsWith(`${folder}/`)) ?? ["", site];
      request.url = url.slice(folder.length);
      serve(request, response);
    },
    0,
    "127.0.0.1",
  );
  return { url: `http://127.0.0.1:${port}/`, trackingId, close };
}
