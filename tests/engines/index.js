/** One page in a real browser, driven the same way in Chromium, Firefox and WebKit. */
import { openChromiumPage } from "./chromium.js";
import { openFirefoxPage } from "./firefox.js";
import { openWebKitPage } from "./webkit.js";

/** @import { Driver, Engine, Page, Preferences } from "./types.js" */

/** The engines that the project is tested in. @type {Engine[]} */
export const engines = ["Chromium", "Firefox", "WebKit"];

/** How long one `evaluate` may take. The whole table of faults is a single call. */
const EVALUATE_TIMEOUT_MS = 300_000;

/** @type {Record<Engine, (preferences: Preferences, timeoutMs: number) => Promise<Driver>>} */
const OPENERS = { Chromium: openChromiumPage, Firefox: openFirefoxPage, WebKit: openWebKitPage };

/**
 * Starts a browser and opens one page in it.
 *
 * @param {Engine} engine
 * @param {string} url
 * @param {Preferences} [preferences]
 * @returns {Promise<Page>}
 */
export async function openPage(engine, url, preferences = {}) {
  const driver = await OPENERS[engine](preferences, EVALUATE_TIMEOUT_MS);
  await driver.goto(url);
  return withEvaluate(driver);
}

/**
 * Starts Chromium with a page and a DevTools session, which only Chromium has.
 *
 * @param {string} url
 * @returns {Promise<Page & { devtools: import("playwright-core").CDPSession }>}
 */
export async function openChromium(url) {
  const { devtools, ...driver } = await openChromiumPage({});
  await driver.goto(url);
  return { ...withEvaluate(driver), devtools };
}

/**
 * Adds `evaluate`. It passes values as JSON, because each protocol treats `undefined` and dates differently.
 *
 * @param {Driver} driver
 * @returns {Page}
 */
function withEvaluate({ run, ...driver }) {
  return {
    ...driver,
    evaluate: async (pageFunction, argument) => {
      const call = `(${pageFunction})(${JSON.stringify(argument) ?? ""})`;
      const json = await run(`(async () => JSON.stringify({ result: await ${call} }))()`);
      return JSON.parse(String(json)).result;
    },
  };
}
