/**
 * The page as its users have it: real files under the real headers, a simulated Partner Center behind them, and Chromium.
 *
 * @import { BrowserContextOptions, Page } from "playwright-core"
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { listen } from "../../tools/listen.js";
import { findChromium, project } from "../../tools/setup.js";
import { createSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN, demo, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { createSite } from "../../tools/site.js";

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The server for the page and for the service behind it: one origin, as `npm start` does it. */
export async function startServer() {
  /** @type {{ url: string, headers: Record<string, string | string[] | undefined> }[]} */
  const requests = [];
  const simulator = createSimulator();
  let settings = (/** @type {string} */ baseUrl) => /** @type {object} */ ({ baseUrl });
  const site = createSite(join(project, "www"), (baseUrl) => settings(baseUrl));
  const server = await listen(
    async (request, response) => {
      requests.push({ url: request.url ?? "", headers: request.headers });
      if (!(await simulator.handle(request, response))) site(request, response);
    },
    0,
    "127.0.0.1",
  );
  return {
    url: `http://127.0.0.1:${server.port}/`,
    /** Every request that came, oldest first. */
    requests,
    upload: simulator.upload,
    /** From now on the page is told to talk to a demonstration, or not. @param {boolean} on */
    demonstrate(on) {
      settings = (baseUrl) => (on ? { baseUrl, demo: demo() } : { baseUrl });
    },
    close: server.close,
  };
}

export async function startBrowser() {
  return chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
}

/** What a page may not do in any test: report an error, or run into the policy. @param {Page} page */
export async function collectProblems(page) {
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    // The browser itself writes this line about every answer that is an error.
    const ofTheBrowser = message.text().startsWith("Failed to load resource: the server responded with a status of");
    if (["error", "warning"].includes(message.type()) && !ofTheBrowser) problems.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("reportViolation", (/** @type {string} */ what) => problems.push(`policy: ${what}`));
  await page.addInitScript(() => {
    const { reportViolation } = /** @type {Window & { reportViolation?: (what: string) => void }} */ (window);
    addEventListener("securitypolicyviolation", (event) => {
      reportViolation?.(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return problems;
}

/**
 * Server and browser for the tests of one file, and pages that are checked at the end of each test.
 */
export function usePage() {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof startBrowser>>} */
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  return {
    get server() {
      return server;
    },
    /**
     * Opens the page, lets the test use it, and insists that it had no problem.
     *
     * @param {(page: Page) => Promise<void>} use
     * @param {{ context?: BrowserContextOptions, demo?: boolean, fragment?: string }} [options]
     */
    async withPage(use, { context = {}, demo: demonstrated = false, fragment = "" } = {}) {
      server.demonstrate(demonstrated);
      const browserContext = await browser.newContext({ timezoneId: "Europe/Istanbul", ...context });
      try {
        const page = await browserContext.newPage();
        const problems = await collectProblems(page);
        await openPage(page, server.url + fragment);
        await use(page);
        assert.deepEqual(problems, []);
      } finally {
        await browserContext.close();
      }
    },
  };
}

/** @param {Page} page @param {string} url */
export async function openPage(page, url) {
  await page.goto(url);
  await page.locator("#unready").waitFor({ state: "detached" });
}

/**
 * Fills the form as a person would and asks.
 *
 * @param {Page} page
 * @param {{ scenario?: string, trackingId?: string, customerId?: string, token?: string, baseUrl?: string }} question
 */
export async function ask(page, question) {
  const { customerId = DEMO_CUSTOMER_ID, token = DEMO_TOKEN, scenario = "documented-sample", baseUrl } = question;
  const { trackingId = scenarioNamed(scenario).trackingId } = question;
  await page.getByLabel("Customer id").fill(customerId);
  await page.getByLabel("Tracking id or Location").fill(trackingId);
  await page.getByLabel("Access token").fill(token);
  if (baseUrl !== undefined) {
    await page.getByText("More", { exact: true }).click();
    await page.getByLabel("Base address").fill(baseUrl);
  }
  await page.getByRole("button", { name: "Show status" }).click();
}

/** The heading of the answer: what the page has to say in one sentence. @param {Page} page */
export function answerHeading(page) {
  return page.getByRole("region", { name: "Answer" }).getByRole("heading", { level: 2 });
}
