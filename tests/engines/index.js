/** One page in a real browser engine, the same few lines for Chromium, Firefox and WebKit. */
import puppeteer from "puppeteer-core";
import { launchChromium } from "./chromium.js";
import { findFirefox } from "./install.js";
import { openWebKit } from "./webkit.js";

/**
 * @typedef {"Chromium" | "Firefox" | "WebKit"} Engine
 *
 * @typedef {object} Page
 * @property {<A, R>(run: (argument: A) => R | Promise<R>, argument: A) => Promise<R>} evaluate
 *   Runs a function inside the page. It sees nothing of this process; argument and result travel as JSON.
 * @property {() => Promise<void>} close ends the browser too
 *
 * @typedef {object} OpenedPage what an engine has to do for it
 * @property {(expression: string) => Promise<unknown>} run evaluates an expression and waits for its promise
 * @property {() => Promise<void>} close
 */

/** Every engine that the project is tested in. @type {Engine[]} */
export const engines = ["Chromium", "Firefox", "WebKit"];

/** What a call may take: a whole table of faults is one. */
const EVALUATE_LIMIT_MS = 300_000;

/**
 * Starts a browser and opens one page in it.
 *
 * @param {Engine} engine
 * @param {string} url
 * @returns {Promise<Page>}
 */
export async function openPage(engine, url) {
  if (engine === "Chromium") return openChromium(url);
  if (engine === "Firefox") return withEvaluate(await openFirefox(url));
  return withEvaluate(await openWebKit(url, EVALUATE_LIMIT_MS));
}

/**
 * Chromium, which alone lets a test look inside.
 *
 * @param {string} url
 * @returns {Promise<Page & { devtools: import("playwright-core").CDPSession }>}
 */
export async function openChromium(url) {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(url);
  const devtools = await page.context().newCDPSession(page);
  return {
    ...withEvaluate({ run: (expression) => page.evaluate(expression), close: () => browser.close() }),
    devtools,
  };
}

/** @param {string} url @returns {Promise<OpenedPage>} */
async function openFirefox(url) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: await findFirefox(),
    protocolTimeout: EVALUATE_LIMIT_MS,
  });
  const page = await browser.newPage();
  await page.goto(url);
  return { run: (expression) => page.evaluate(expression), close: () => browser.close() };
}

/**
 * JSON both ways, for each protocol has its own idea of `undefined` and of dates.
 *
 * @param {OpenedPage} page
 * @returns {Page}
 */
function withEvaluate({ run, close }) {
  return {
    evaluate: async (inPage, argument) => {
      const call = `(${inPage})(${JSON.stringify(argument) ?? ""})`;
      const json = await run(`(async () => JSON.stringify({ result: await ${call} }))()`);
      return JSON.parse(String(json)).result;
    },
    close,
  };
}
