/**
 * The page as its users have it: its files under the headers of `npm start`, a simulated Partner Center behind them, and Chromium.
 *
 * @import { Browser, BrowserContextOptions, Locator, Page } from "playwright-core"
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
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

/** Far from UTC, so that a time shown in the wrong zone is seen. */
const TIME_ZONE = "Europe/Istanbul";

/** High enough for a whole answer: the text of rows that are far from the screen is not laid out, and so not told by the browser. */
const WHOLE_ANSWER = { width: 1280, height: 1800 };

/** The page and the service behind it on one origin. */
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
      // A browser asks for the icon when it likes.
      if (url !== "/icon.svg") requests.push({ url, authorization: headers.authorization });
      const part = url.split("/").pop() ?? "";
      const replacement = responses.get(part);
      if (unanswered.has(part)) return;
      if (replacement) send(request, response, replacement);
      else if (!(await simulator.handle(request, response))) site(request, response);
    },
    0,
    "127.0.0.1",
  );

  return {
    url: `http://127.0.0.1:${server.port}/`,
    /** Every request that came, save for the icon, oldest first. */
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

/** What no page may do in any test: report an error, or run into the policy. @param {Page} page */
export async function collectProblems(page) {
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    // The browser itself writes this line about every answer that is an error.
    const ofTheBrowser = message.text().startsWith("Failed to load resource: the server responded with a status of");
    if (!ofTheBrowser) problems.push(`console: ${message.text()}`);
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

/** Server and browser for the tests of one file. */
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

  return {
    get server() {
      return server;
    },

    /**
     * Opens the page in a browser profile of its own, lets the test use it, and insists that it had no problem.
     *
     * @param {(page: Page, problems: string[]) => Promise<unknown>} use
     * @param {BrowserContextOptions & { demo?: boolean, fragment?: string }} [options]
     */
    async withPage(use, { demo: withDemo = false, fragment = "", ...options } = {}) {
      server.setDemo(withDemo);
      const context = await browser.newContext({ timezoneId: TIME_ZONE, viewport: WHOLE_ANSWER, ...options });
      try {
        const page = await context.newPage();
        const problems = await collectProblems(page);
        await page.goto(server.url + fragment);
        await ready(page);
        await use(page, problems);
        assert.deepEqual(problems, []);
      } finally {
        await context.close();
      }
    },
  };
}

/** The page has started once this note is gone. @param {Page} page */
export function ready(page) {
  return page.locator("#unready").waitFor({ state: "detached" });
}

/**
 * Fills the form as a person would, and asks.
 *
 * @param {Page} page
 * @param {{ scenario?: string, trackingId?: string, token?: string }} question
 */
export async function ask(page, { token = DEMO_TOKEN, scenario = "documented-sample", trackingId }) {
  await page.getByLabel("Customer id", { exact: true }).fill(DEMO_CUSTOMER_ID);
  await page.getByLabel("Tracking id or Location").fill(trackingId ?? scenarioNamed(scenario).trackingId);
  await page.getByLabel("Access token").fill(token);
  await page.getByRole("button", { name: "Show status" }).click();
}

/** In each of the page's languages. @param {Page} page */
export function answerOf(page) {
  return page.getByRole("region", { name: /^(Answer|Yanıt)$/ });
}

/** Waits for something to be there, and gives what a person reads in it, line by line. @param {Locator} place */
export async function textOf(place) {
  await place.waitFor();
  // The text of an element does not hold that of a shadow tree in it.
  const inShadow = place.locator("batch-upload-status .answer:visible");
  return [...(await place.allInnerTexts()), ...(await inShadow.allInnerTexts())]
    .filter((text) => text !== "")
    .join("\n")
    .replace(/\s*\n\s*/g, "\n")
    .replaceAll("\u00A0", " ");
}

/** What has the focus, in whatever shadow tree it is. @param {Page} page */
export function focusedOf(page) {
  return page.evaluateHandle(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused;
  });
}

/** The sentence that the answer begins with. @param {Page} page */
export function headlineOf(page) {
  return textOf(answerOf(page).getByRole("heading", { level: 2 }));
}

/** The terms and descriptions of the answer's lists. @param {Page} page @returns {Promise<Record<string, string>>} */
export async function factsOf(page) {
  const items = answerOf(page).locator("dl > div");
  await items.first().waitFor();
  const pairs = await items.evaluateAll((all) =>
    all.map((item) => [...item.children].map((child) => child.textContent?.trim().replaceAll("\u00A0", " ") ?? "")),
  );
  return Object.fromEntries(pairs);
}
