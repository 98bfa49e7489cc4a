/** One page in a real browser, driven the same way in Chromium, Firefox and WebKit. */
import { openChromiumPage } from "./chromium.js";
import { openFirefoxPage } from "./firefox.js";
import { openWebKitPage } from "./webkit.js";

/**
 * @typedef {"Chromium" | "Firefox" | "WebKit"} Engine
 *
 * @typedef {object} Preferences the user's settings in the browser or the system, applied when the browser starts
 * @property {string} [timeZone] such as `Europe/Istanbul`
 * @property {string} [language] such as `tr-TR`; not in WebKit, which uses the locales of the C library, and a container has only English
 * @property {boolean} [dark]
 * @property {boolean} [reducedMotion]
 * @property {boolean} [forcedColors] not in WebKit, which has no such mode
 *
 * @typedef {object} DownloadedFile
 * @property {string} name
 * @property {Buffer} bytes
 * @property {string} text the bytes decoded as UTF-8
 *
 * @typedef {object} Driver what each engine implements with its own protocol. Mouse and keyboard input is real, not events dispatched by a script.
 * @property {(expression: string) => Promise<unknown>} run evaluates an expression and awaits the result
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} back
 * @property {() => Promise<unknown>} forward
 * @property {(x: number, y: number) => Promise<unknown>} click at a point of the viewport
 * @property {(text: string) => Promise<unknown>} type
 * @property {(key: string) => Promise<unknown>} press a key as `KeyboardEvent.key` names it, also `Shift+Tab` or `Control+a`
 * @property {(width: number, height: number) => Promise<unknown>} resize sets the size of the viewport
 * @property {() => Promise<DownloadedFile>} download waits for a download and returns the file
 * @property {() => Promise<void>} close closes the browser too
 * @property {(offline: boolean) => Promise<unknown>} [setOffline] turns the network off or on, and `navigator.onLine` with it; not in WebKit, because
 *   WebDriver has no command for it
 *
 * @typedef {object} Evaluator
 * @property {<A, R>(run: (argument: A) => R | Promise<R>, argument: A) => Promise<R>} evaluate
 *   Runs a function in the page. It can't use variables of this process; argument and result are passed as JSON.
 *
 * @typedef {Omit<Driver, "run"> & Evaluator} Page
 */

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
