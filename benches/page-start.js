/** Times the start of the page: from the navigation until the form can be used. */
import { join } from "node:path";
import { listen } from "../tools/listen.js";
import { createSite } from "../tools/site.js";

/**
 * @import { Browser, Page } from "playwright-core"
 *
 * @typedef {object} Starts of one build of the page
 * @property {string} name
 * @property {number} requests of one start, the document included
 * @property {number[]} times milliseconds, round by round
 */

/** @typedef {Window & { usableAt?: number }} TimedWindow */

/**
 * Opens each build in turn, with empty caches.
 *
 * @param {Browser} browser
 * @param {Record<string, string>} folders the root folders of checkouts in which the page is built, by name
 * @param {{ latencyMs: number, rounds: number }} options the latency is added to every request, by the browser
 * @returns {Promise<Starts[]>}
 */
export async function timeStarts(browser, folders, { latencyMs, rounds }) {
  const builds = await Promise.all(Object.entries(folders).map(([name, folder]) => serve(name, folder)));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const build of round % 2 === 0 ? builds : builds.toReversed()) {
        build.requests = 0;
        build.times.push(await timeStart(browser, build.url, latencyMs));
      }
    }
  } finally {
    for (const { close } of builds) await close();
  }
  return builds;
}

/** @param {string} name @param {string} folder */
async function serve(name, folder) {
  const site = createSite(join(folder, "www"), (baseUrl) => ({ baseUrl }));
  const build = { name, requests: 0, times: /** @type {number[]} */ ([]), url: "", close: async () => {} };
  const { port, close } = await listen(
    (request, response) => {
      build.requests++;
      return site(request, response);
    },
    0,
    "127.0.0.1",
  );
  return Object.assign(build, { url: `http://127.0.0.1:${port}/`, close });
}

/** @param {Browser} browser @param {string} url @param {number} latencyMs */
async function timeStart(browser, url, latencyMs) {
  const context = await browser.newContext({ locale: "en-GB" });
  try {
    const page = await context.newPage();
    await addLatency(page, latencyMs);
    await page.addInitScript(watchForUsable);
    await page.goto(url, { waitUntil: "networkidle" });
    const usableAt = await page.evaluate(() => /** @type {TimedWindow} */ (window).usableAt);
    if (usableAt === undefined) throw new Error(`The page at ${url} did not start.`);
    return usableAt;
  } finally {
    await context.close();
  }
}

/** @param {Page} page @param {number} latency in milliseconds */
export async function addLatency(page, latency) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const unlimited = { downloadThroughput: -1, uploadThroughput: -1 };
  await session.send("Network.emulateNetworkConditions", { offline: false, latency, ...unlimited });
}

/** Runs in the page. The page removes a note once it has started. */
function watchForUsable() {
  let hasNote = false;
  new MutationObserver((_, observer) => {
    const isThere = document.getElementById("unready") !== null;
    if (hasNote && !isThere) {
      /** @type {TimedWindow} */ (window).usableAt = performance.now();
      observer.disconnect();
    }
    hasNote = isThere;
  }).observe(document, { childList: true, subtree: true });
}
