/** Chromium, driven by Playwright. */
import { chromium } from "playwright-core";
import { findChromium } from "../../tools/setup.js";
import { createDownloadFolder } from "./download-folder.js";

/** A container has no sandbox and no graphics card. The other flags turn off background requests. */
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @param {string[]} [flags] further ones */
export async function launchChromium(flags = []) {
  return chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS, ...flags] });
}

/**
 * @param {import("./types.js").Preferences} preferences
 * @returns {Promise<import("./types.js").Driver & { devtools: import("playwright-core").CDPSession }>}
 */
export async function openChromiumPage({ timeZone, language, dark, reducedMotion, forcedColors }) {
  const downloads = await createDownloadFolder();
  const browser = await launchChromium();
  const context = await browser.newContext({
    ...(timeZone && { timezoneId: timeZone }),
    ...(language && { locale: language }),
    colorScheme: dark ? "dark" : "light",
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    forcedColors: forcedColors ? "active" : "none",
  });
  const page = await context.newPage();
  page.on("download", (download) => download.saveAs(downloads.pathOf(download.suggestedFilename())));
  return {
    run: (expression) => page.evaluate(expression),
    goto: (url) => page.goto(url),
    back: () => page.goBack(),
    forward: () => page.goForward(),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    resize: (width, height) => page.setViewportSize({ width, height }),
    setOffline: (offline) => context.setOffline(offline),
    download: downloads.next,
    close: async () => {
      await browser.close();
      await downloads.remove();
    },
    devtools: await context.newCDPSession(page),
  };
}
