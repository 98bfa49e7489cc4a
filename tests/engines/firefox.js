/** Firefox, driven by puppeteer over WebDriver BiDi. */
import puppeteer from "puppeteer-core";
import { createDownloadFolder } from "./download-folder.js";
import { findFirefox } from "./install.js";

/** @import { KeyInput } from "puppeteer-core" */

/**
 * @param {import("./types.js").Preferences} preferences
 * @param {number} timeoutMs how long a script may take
 * @returns {Promise<import("./types.js").Driver>}
 */
export async function openFirefoxPage(preferences, timeoutMs) {
  const downloads = await createDownloadFolder();
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: await findFirefox(),
    protocolTimeout: timeoutMs,
    defaultViewport: null,
    env: { ...process.env, ...(preferences.timeZone && { TZ: preferences.timeZone }) },
    // WebDriver BiDi has no commands for these yet.
    extraPrefsFirefox: { ...preferencesFor(preferences), ...downloadPreferences(downloads.path) },
  });
  const page = await browser.newPage();
  return {
    run: (expression) => page.evaluate(expression),
    goto: (url) => page.goto(url),
    back: () => page.goBack(),
    forward: () => page.goForward(),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    press: async (combination) => {
      const keys = /** @type {KeyInput[]} */ (combination.split("+"));
      for (const key of keys) await page.keyboard.down(key);
      for (const key of keys.reverse()) await page.keyboard.up(key);
    },
    resize: (width, height) => page.setViewport({ width, height }),
    setOffline: (offline) => page.setOfflineMode(offline),
    download: downloads.next,
    close: async () => {
      await browser.close();
      await downloads.remove();
    },
  };
}

/** @param {import("./types.js").Preferences} preferences */
function preferencesFor({ language, dark, reducedMotion, forcedColors }) {
  return {
    ...(language && { "intl.accept_languages": language }),
    "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
    "ui.prefersReducedMotion": reducedMotion ? 1 : 0,
    "browser.display.document_color_use": forcedColors ? 2 : 0,
  };
}

/** @param {string} folder */
function downloadPreferences(folder) {
  const CUSTOM_FOLDER = 2;
  return { "browser.download.folderList": CUSTOM_FOLDER, "browser.download.dir": folder };
}
