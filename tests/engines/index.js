/** One page in a real browser engine, driven the same way in Chromium, Firefox and WebKit. */
import { openChromiumPage } from "./chromium.js";
import { openFirefoxPage } from "./firefox.js";
import { openWebKitPage } from "./webkit.js";

/**
 * @typedef {"Chromium" | "Firefox" | "WebKit"} Engine
 *
 * @typedef {object} Preferences what somebody has set in the browser or in the system, since before it started
 * @property {string} [timeZone] such as `Europe/Istanbul`
 * @property {string} [language] such as `tr-TR`; WebKit takes its language from the C library, and a container has none but English
 * @property {boolean} [dark]
 * @property {boolean} [reducedMotion]
 * @property {boolean} [forcedColors] WebKit has no such mode
 *
 * @typedef {object} Saved a file that was downloaded
 * @property {string} name
 * @property {Buffer} bytes
 * @property {string} text the same as UTF-8
 *
 * @typedef {object} Driver what each engine does in its own protocol. Mouse and keyboard are the browser's, not events made by a script.
 * @property {(expression: string) => Promise<unknown>} run evaluates an expression and waits for its promise
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} back
 * @property {() => Promise<unknown>} forward
 * @property {(x: number, y: number) => Promise<unknown>} click at a place of the viewport
 * @property {(text: string) => Promise<unknown>} type
 * @property {(key: string) => Promise<unknown>} press a key as `KeyboardEvent.key` names it, also `Shift+Tab` or `Control+a`
 * @property {(width: number, height: number) => Promise<unknown>} resize makes the viewport this large
 * @property {() => Promise<Saved>} download gives the file that is being saved, once it is complete
 * @property {() => Promise<void>} close ends the browser too
 * @property {(offline: boolean) => Promise<unknown>} [setOffline] takes the page off the network and back, also as `navigator.onLine` tells it;
 *   WebDriver has no command for that, so WebKit stays on it
 *
 * @typedef {object} Evaluating
 * @property {<A, R>(run: (argument: A) => R | Promise<R>, argument: A) => Promise<R>} evaluate
 *   Runs a function inside the page. It sees nothing of this process; argument and result travel as JSON.
 *
 * @typedef {Omit<Driver, "run"> & Evaluating} Page
 */

/** Every engine that the project is tested in. @type {Engine[]} */
export const engines = ["Chromium", "Firefox", "WebKit"];

/** What a call may take: a whole table of faults is one. */
const EVALUATE_LIMIT_MS = 300_000;

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
  const driver = await OPENERS[engine](preferences, EVALUATE_LIMIT_MS);
  await driver.goto(url);
  return withEvaluate(driver);
}

/**
 * Chromium, which alone lets a test look inside.
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
 * JSON both ways, for each protocol has its own idea of `undefined` and of dates.
 *
 * @param {Driver} driver
 * @returns {Page}
 */
function withEvaluate({ run, ...driver }) {
  return {
    ...driver,
    evaluate: async (inPage, argument) => {
      const call = `(${inPage})(${JSON.stringify(argument) ?? ""})`;
      const json = await run(`(async () => JSON.stringify({ result: await ${call} }))()`);
      return JSON.parse(String(json)).result;
    },
  };
}
