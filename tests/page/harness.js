/**
 * Serves the page as `npm start` does, with a simulated Partner Center, and opens it in Chromium.
 *
 * @import { Browser, BrowserContextOptions, Locator, Page } from "playwright-core"
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
 * @typedef {BrowserContextOptions & { demo?: boolean, fragment?: string }} PageOptions
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { createSimulator } from "../../tools/simulator/index.js";
import { send } from "../../tools/simulator/responses.js";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN, demo, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { createSite } from "../../tools/site.js";
import { launchChromium } from "../engines/chromium.js";

/** Not UTC, so that a time in the wrong zone is noticed. */
const TIME_ZONE = "Europe/Istanbul";

/** High enough for a whole answer: the browser does not report the text of rows far outside the viewport, which it does not lay out. */
const VIEWPORT = { width: 1280, height: 1800 };

/** Options of a group of tests in which axe-core takes the time, and no other time matters: two pages use both cores of a small machine. */
export const SIDE_BY_SIDE = { concurrency: 2 };

/** Starts a server with the page and the service on one origin. */
export async function startServer() {
  /** @type {{ url: string, authorization: string | undefined }[]} */
  const requests = [];
  /** @type {Map<string, SimulatedResponse>} */
  const responses = new Map();
  /** @type {Set<string>} */
  const unanswered = new Set();
  const simulator = createSimulator();
  let isDemo = false;
  const site = createSite(join(project, "www"), (baseUrl) => (isDemo ? { baseUrl, demo: demo() } : { baseUrl }));

  const server = await listen(
    async (request, response) => {
      const { url = "", headers } = request;
      // The browser may request an icon at any time.
      if (!/^\/icon[a-z-]*\.svg$/.test(url)) requests.push({ url, authorization: headers.authorization });
      const segment = url.split("/").pop() ?? "";
      const replacement = responses.get(segment);
      if (unanswered.has(segment)) return;
      if (replacement) send(request, response, replacement);
      else if (!(await simulator.handle(request, response))) site(request, response);
    },
    0,
    "127.0.0.1",
  );

  return {
    url: `http://127.0.0.1:${server.port}/`,
    /** All requests except those for icons, oldest first. */
    requests,
    upload: simulator.upload,
    /** Replacements for the server's own responses, by the last segment of the path. */
    responses,
    /** The last path segments whose requests get no response. */
    unanswered,
    /** Sets whether the page's settings are those of a demo. @param {boolean} on */
    setDemo(on) {
      isDemo = on;
    },
    close: server.close,
  };
}

/** Collects what must not happen in any test: errors, console messages and violations of the policy. @param {Page} page */
export async function collectProblems(page) {
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    // The browser logs this line for every error response.
    const isFromBrowser = message.text().startsWith("Failed to load resource: the server responded with a status of");
    if (!isFromBrowser) problems.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("reportViolation", (/** @type {string} */ violation) =>
    problems.push(`policy: ${violation}`),
  );
  await page.addInitScript(() => {
    const { reportViolation } = /** @type {Window & { reportViolation?: (violation: string) => void }} */ (window);
    addEventListener("securitypolicyviolation", (event) => {
      reportViolation?.(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return problems;
}

/** Provides a server and a browser for the tests of one file. */
export function usePage() {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {Browser} */
  let browser;
  before(async () => {
    server = await startServer();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens the page in a new browser profile. @param {PageOptions} [options] */
  async function open({ demo: withDemo = false, fragment = "", ...options } = {}) {
    server.setDemo(withDemo);
    const context = await browser.newContext({ timezoneId: TIME_ZONE, viewport: VIEWPORT, ...options });
    const page = await context.newPage();
    const problems = await collectProblems(page);
    await page.goto(server.url + fragment);
    await ready(page);
    return { page, problems };
  }

  return {
    get server() {
      return server;
    },

    /**
     * Opens the page in a new browser profile, runs the test on it, and asserts that the page reported no problem.
     *
     * @param {(page: Page, problems: string[]) => Promise<unknown>} use
     * @param {PageOptions} [options]
     */
    async withPage(use, options) {
      const { page, problems } = await open(options);
      try {
        await use(page, problems);
        assert.deepEqual(problems, []);
      } finally {
        await page.context().close();
      }
    },

    /**
     * Opens one page for all tests of a group, each of which sets what it needs of it: opening takes most of a second, a row of a table a
     * tenth of one. Only after a test that failed is another one opened. Returns the function that runs a test, as `withPage` does.
     *
     * @param {(page: Page) => Promise<unknown>} [prepare] what is done once
     */
    onOnePage(prepare) {
      /** @type {Awaited<ReturnType<typeof open>> | undefined} */
      let opened;
      after(() => opened?.page.context().close());

      /** @param {(page: Page) => Promise<unknown>} use */
      return async (use) => {
        const isNew = opened === undefined;
        opened ??= await open();
        const { page, problems } = opened;
        try {
          if (isNew) await prepare?.(page);
          await use(page);
          assert.deepEqual(problems, []);
        } catch (error) {
          opened = undefined;
          await page.context().close();
          throw error;
        }
      };
    },
  };
}

/** Makes the page believe that another tab is in front, or this one. @param {Page} page @param {boolean} isHidden */
export function setHidden(page, isHidden) {
  return page.evaluate((hidden) => {
    // In a headless browser every page is visible.
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  }, isHidden);
}

/** Waits until the page has started: it then removes this note. @param {Page} page */
export function ready(page) {
  return page.locator("#unready").waitFor({ state: "detached" });
}

/** Loads the page again as in a new profile, which takes a third of opening one. @param {Page} page */
export async function startAnew(page) {
  await page.evaluate(() => localStorage.clear());
  await page.goto(page.url().replace(/#.*/, ""));
  await ready(page);
}

/** Switches the page to a language, which it may have to load. @param {Page} page @param {{ tag: string }} language */
export async function switchLanguage(page, { tag }) {
  await page.locator(`#languages button[lang=${tag}]`).click();
  await page.locator(`html[lang=${tag}]`).waitFor();
}

/**
 * Fills the form as a user does, and submits it.
 *
 * @param {Page} page
 * @param {{ scenario?: string, trackingId?: string, token?: string }} request
 */
export async function requestStatus(page, request) {
  await fillForm(page, request);
  await page.getByRole("button", { name: "Show status" }).click();
}

/** Fills in the form for an upload. @param {Page} page @param {Parameters<typeof requestStatus>[1]} request */
export async function fillForm(page, { token = DEMO_TOKEN, scenario = "documented-sample", trackingId }) {
  // The form folds to one line a moment after an answer, and then has a button that opens it.
  const change = page.getByRole("button", { name: "Change", exact: true });
  await page.addLocatorHandler(change, () => change.click());
  await page.getByLabel("Customer id", { exact: true }).fill(DEMO_CUSTOMER_ID);
  await page.removeLocatorHandler(change);
  await page.getByLabel("Tracking id or Location").fill(trackingId ?? scenarioNamed(scenario).trackingId);
  await page.getByLabel("Access token").fill(token);
}

/** The service does not answer until the returned function is called. @param {Page} page */
export async function delayAnswer(page) {
  let answer = () => {};
  const answered = new Promise((resolve) => {
    answer = () => resolve(undefined);
  });
  await page.route(/batchJobStatus/, (route) => answered.then(() => route.continue()));
  return answer;
}

/** The region with the answer, in any of the page's languages. @param {Page} page */
export function answerOf(page) {
  return page.getByRole("region", { name: /^(Answer|Yanıt)$/ });
}

/** Waits for an element and returns its visible text, line by line. @param {Locator} element */
export async function textOf(element) {
  await element.waitFor();
  // The text of an element does not include that of a shadow tree in it.
  const inShadow = element.locator("batch-upload-status .answer:visible");
  return [...(await element.allInnerTexts()), ...(await inShadow.allInnerTexts())]
    .filter((text) => text !== "")
    .join("\n")
    .replace(/\s*\n\s*/g, "\n")
    .replaceAll("\u00A0", " ");
}

/** Returns the element with the focus, in shadow trees too. @param {Page} page */
export function focusedOf(page) {
  return page.evaluateHandle(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused;
  });
}

/** Returns the heading of the answer. @param {Page} page */
export function headlineOf(page) {
  return textOf(answerOf(page).getByRole("heading", { level: 2 }));
}

/** Returns the terms and descriptions in the answer's lists. @param {Page} page @returns {Promise<Record<string, string>>} */
export async function factsOf(page) {
  const items = answerOf(page).locator("dl > div");
  await items.first().waitFor();
  const pairs = await items.evaluateAll((all) =>
    all.map((item) => [...item.children].map((child) => child.textContent?.trim().replaceAll("\u00A0", " ") ?? "")),
  );
  return Object.fromEntries(pairs);
}

/** Returns the counts of the devices by outcome, in any of the page's languages. @param {Page} page @returns {Promise<Record<string, string>>} */
export async function countsOf(page) {
  const list = answerOf(page).getByRole("list", { name: /^(Devices by outcome|Sonuca göre cihazlar)$/ });
  const counts = list.filter({ visible: true }).getByRole("button");
  await counts.first().waitFor();
  const pairs = await counts.evaluateAll((all) =>
    all.map((count) => {
      const number = count.querySelector("strong")?.textContent ?? "";
      return [count.textContent?.replace(number, "").trim(), number];
    }),
  );
  return Object.fromEntries(pairs);
}
