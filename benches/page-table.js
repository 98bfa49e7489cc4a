/** Compares the page's table with Tabulator, both with a search over 10,000 devices: the time to the first rows, and from a key to its result. */
import { join } from "node:path";
import sirv from "sirv";
import { generateDevices } from "../src/js/testing/devices.js";
import { inPage } from "../tests/package/runtimes.js";
import { ready, requestStatus } from "../tests/page/harness.js";
import { listen } from "../tools/listen.js";
import { project } from "../tools/setup.js";
import { createSimulator } from "../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID } from "../tools/simulator/scenarios.js";
import { createSite } from "../tools/site.js";

/**
 * @import { Browser, Page } from "playwright-core"
 * @import { Run } from "../tests/package/runtimes.js"
 * @import { Device } from "../src/js/testing/devices.js"
 * @import { Table } from "./paint-timing.js"
 *
 * @typedef {object} Contestant
 * @property {string} name
 * @property {string} path of its page
 * @property {Table} table where the rows of the page are
 * @property {(device: Device) => number} place of a device among those that are listed: lower ones first, equal ones in the order of the upload
 * @property {(page: Page, trackingId: string) => Promise<unknown>} requestDevices makes the page request the devices
 *
 * @typedef {object} Times milliseconds, round by round
 * @property {string} name of the contestant
 * @property {number[]} firstRows from the last byte of the response until the first rows are painted
 * @property {number[][]} keys for each key, from its press until the result is painted
 */

const DEVICES = generateDevices(10_000);

/** The end of a serial number, and the beginnings of a product key and a device id. Each letter changes the result of the one before. */
const SEARCHES = ["KWRM4", "51788", "238e2"];
const KEYS = SEARCHES.flatMap((search) =>
  [...search].map((letter, index) => ({ letter, isFirst: index === 0, text: search.slice(0, index + 1) })),
);
/** The interval of a fast typist. */
const BETWEEN_KEYS_MS = 100;

/** @type {Contestant[]} */
const CONTESTANTS = [
  {
    name: "this package's page",
    path: "",
    table: { host: "batch-upload-status", row: "tbody tr", serial: "th" },
    // What needs attention comes first, then what was registered already.
    place: ({ error }) => (error === undefined ? 2 : error.errorCode === "806" ? 1 : 0),
    async requestDevices(page, trackingId) {
      await ready(page);
      await requestStatus(page, { trackingId });
    },
  },
  {
    name: "Tabulator",
    path: "benches/peers/tabulator.html",
    table: { row: ".tabulator-row", serial: "[tabulator-field=serialNumber]" },
    place: () => 0,
    async requestDevices(page, trackingId) {
      await page.getByLabel("Address").fill(`/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${trackingId}`);
      await page.getByRole("button").click();
    },
  },
];

/**
 * Loads the pages in turn and uses them as a user does.
 *
 * @param {Browser} browser
 * @param {{ width: number, height: number }} viewport
 * @param {number} rounds
 * @returns {Promise<Times[]>} the package's own first
 */
export async function timeTables(browser, viewport, rounds) {
  const server = await startServer();
  const series = CONTESTANTS.map((contestant) => ({ contestant, times: emptyTimes(contestant) }));
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
function emptyTimes({ name }) {
  return { name, firstRows: [], keys: KEYS.map(() => []) };
}

/** @param {Page} page @param {Contestant} contestant @param {string} trackingId @param {Times} times */
async function time(page, { requestDevices, table, place }, trackingId, { firstRows, keys }) {
  /** @type {Run<typeof import("./paint-timing.js")>} */
  const run = inPage(page, "benches/paint-timing.js");
  await run("watchResponse", table, serialsWith("", place));
  await requestDevices(page, trackingId);
  firstRows.push(await run("measure"));

  await page.getByRole("searchbox").focus();
  for (const [index, { letter, isFirst, text }] of KEYS.entries()) {
    await page.waitForTimeout(BETWEEN_KEYS_MS);
    if (isFirst) await page.keyboard.press("ControlOrMeta+A");
    await run("watchKey", table, serialsWith(text, place));
    await page.keyboard.press(letter);
    keys[index]?.push(await run("measure"));
  }
}

/** Returns the serial numbers of the devices that match a text. @param {string} text @param {Contestant["place"]} place */
function serialsWith(text, place) {
  const found = DEVICES.filter(({ serialNumber, productKey, deviceId, error }) =>
    [serialNumber, productKey, deviceId, error?.errorCode, error?.errorDescription].some((value) =>
      value?.toUpperCase().includes(text.toUpperCase()),
    ),
  );
  return found.toSorted((one, other) => place(one) - place(other)).map(({ serialNumber = "" }) => serialNumber);
}

/** Starts a server with the package's page, the library's page and a simulated Partner Center on one origin. */
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
