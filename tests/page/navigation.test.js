/** Nothing is requested because somebody else navigates the page. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import sirv from "sirv";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { createSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { launchChromium } from "../engines/chromium.js";
import { ready } from "./harness.js";

/** @import { Browser, FrameLocator, Page } from "playwright-core" */

const TOKEN = "canary-7f3e.never~seen_anywhere";
/** Long enough for a request to be sent. */
const REQUEST_MS = 700;

/** @type {string[]} */
const requests = [];
/** A static host that sends no headers, so that other pages can open and frame the page. @type {Awaited<ReturnType<typeof listen>>} */
let host;
/** Another origin. @type {Awaited<ReturnType<typeof listen>>} */
let stranger;
/** @type {Browser} */
let browser;

before(async () => {
  const simulator = createSimulator();
  const files = sirv(join(project, "www"), { dev: true });
  host = await listen(
    async (request, response) => {
      const { url = "", headers } = request;
      if (url === "/settings.json") return void response.end(JSON.stringify({ baseUrl: `http://${headers.host}` }));
      if (url.includes("batchJobStatus")) requests.push(url);
      if (!(await simulator.handle(request, response))) files(request, response);
    },
    0,
    "127.0.0.1",
  );
  stranger = await listen(
    (_, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end("<!doctype html><title>Stranger</title>");
    },
    0,
    "127.0.0.1",
  );
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await Promise.all([host?.close(), stranger?.close()]);
});

/** @param {string} [scenario] */
function addressOf(scenario) {
  const address = `http://127.0.0.1:${host.port}/`;
  if (scenario === undefined) return address;
  return `${address}#customer=${DEMO_CUSTOMER_ID}&tracking=${scenarioNamed(scenario).trackingId}`;
}

/** @param {string} scenario */
function requestsFor(scenario) {
  return requests.filter((url) => url.includes(scenarioNamed(scenario).trackingId)).length;
}

/** Waits until a navigation has filled the form. @param {Page | FrameLocator} page @param {string} scenario */
function waitForFormWith(page, scenario) {
  return page.locator("#tracking").evaluate(async (field, expected) => {
    while (/** @type {HTMLInputElement} */ (field).value !== expected)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }, scenarioNamed(scenario).trackingId);
}

/**
 * Runs a test on a page of another origin.
 *
 * @param {(stranger: Page) => Promise<void>} use
 */
async function withStranger(use) {
  requests.length = 0;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${stranger.port}/`);
    await use(page);
  } finally {
    await context.close();
  }
}

/** @typedef {Window & { opened?: Window | null }} Opener */

/** Opens the page from another origin, with a token in its field. @param {Page} page @param {string} address */
async function openFrom(page, address) {
  const open = (/** @type {string} */ url) => {
    /** @type {Opener} */ (window).opened = window.open(url);
  };
  const [opened] = await Promise.all([page.waitForEvent("popup"), page.evaluate(open, address)]);
  await ready(opened);
  await opened.getByLabel("Access token").fill(TOKEN);
  return opened;
}

/** Runs in the opener. @param {string} url */
function assignLocation(url) {
  const { opened } = /** @type {Opener} */ (window);
  if (opened) opened.location.href = url;
}

/** Runs in the opener. @param {string} url */
function replaceLocation(url) {
  /** @type {Opener} */ (window).opened?.location.replace(url);
}

describe("a page of another origin that opened this one", () => {
  const navigations = { "assigns its location": assignLocation, "replaces its location": replaceLocation };
  for (const [what, navigate] of Object.entries(navigations)) {
    test(`and ${what}: the form is filled and waits for the button`, () =>
      withStranger(async (page) => {
        const opened = await openFrom(page, addressOf());
        for (const scenario of ["all-finished", "no-devices"]) {
          await page.evaluate(navigate, addressOf(scenario));
          await waitForFormWith(opened, scenario);
        }
        await wait(REQUEST_MS);
        assert.deepEqual(requests, []);
        assert.equal(await opened.getByLabel("Access token").inputValue(), TOKEN);

        await opened.getByRole("button", { name: "Show status" }).click();
        await opened.getByRole("heading", { name: "The batch has no devices" }).waitFor();
        assert.deepEqual([requestsFor("all-finished"), requestsFor("no-devices")], [0, 1]);
      }));
  }

  test("and navigates it between two steps of its own history", () =>
    withStranger(async (page) => {
      const opened = await openFrom(page, addressOf("all-finished"));
      await opened.getByRole("button", { name: "Show status" }).click();
      await opened.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
      await page.evaluate(assignLocation, addressOf("no-devices"));
      await waitForFormWith(opened, "no-devices");
      await opened.goBack();
      await opened.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
      await opened.goForward();
      await waitForFormWith(opened, "no-devices");
      await wait(REQUEST_MS);
      assert.deepEqual([requestsFor("all-finished"), requestsFor("no-devices")], [1, 0]);
    }));
});

/** Requests two uploads and removes the first from the list, so that going back has to request it again. @param {Page | FrameLocator} page */
async function requestTwo(page) {
  await page.getByLabel("Access token").fill(TOKEN);
  for (const scenario of ["all-finished", "no-devices"]) {
    if (scenario === "no-devices") await page.getByRole("button", { name: "Change" }).click();
    await page.getByLabel("Customer id", { exact: true }).fill(DEMO_CUSTOMER_ID);
    await page.getByLabel("Tracking id or Location").fill(scenarioNamed(scenario).trackingId);
    await page.getByRole("button", { name: "Show status" }).click();
    await page.getByRole("heading", { level: 2, name: scenario === "no-devices" ? "no devices" : "All 19" }).waitFor();
  }
  const { trackingId } = scenarioNamed("all-finished");
  await page.getByRole("button", { name: new RegExp(`^Remove .*…${trackingId.slice(-4)}`) }).click();
}

describe("the page's own history", () => {
  for (const fragment of ["", `#customer=${DEMO_CUSTOMER_ID}&tracking=${scenarioNamed("all-finished").trackingId}`]) {
    test(`requests again what it showed, opened ${fragment ? "by a link to it" : "empty"}`, () =>
      withStranger(async (page) => {
        await page.goto(addressOf() + fragment);
        await ready(page);
        await requestTwo(page);
        await page.goBack();
        await page.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
        assert.deepEqual([requestsFor("all-finished"), requestsFor("no-devices")], [2, 1]);
      }));
  }
});

describe("in a frame of another origin", () => {
  /** @type {[what: string, navigate: (page: Page) => Promise<unknown>][]} */
  const navigations = [
    [
      "an address that the frame is given",
      (page) =>
        page.evaluate(
          (url) => void document.querySelector("iframe")?.setAttribute("src", url),
          addressOf("all-finished"),
        ),
    ],
    ["a step back, which the page around it can take", (page) => page.evaluate(() => history.back())],
  ];
  for (const [what, navigate] of navigations) {
    test(`nothing is requested by ${what}`, () =>
      withStranger(async (page) => {
        await page.evaluate((url) => {
          const frame = document.createElement("iframe");
          Object.assign(frame, { src: url, width: 1200, height: 1200 });
          document.body.append(frame);
        }, addressOf());
        const frame = page.frameLocator("iframe");
        await frame.locator("#unready").waitFor({ state: "detached" });
        await requestTwo(frame);
        await navigate(page);
        await waitForFormWith(frame, "all-finished");
        await wait(REQUEST_MS);
        assert.deepEqual([requestsFor("all-finished"), requestsFor("no-devices")], [1, 1]);
      }));
  }
});
