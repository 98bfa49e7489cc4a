/** Runs one place: writes its project, builds it, and waits for the verdict of the check. */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import sirv from "sirv";
import { listen } from "../listen.js";
import { PASSED } from "./check/verdict.js";
import { runCommand, startCommand } from "./command.js";
import { writeProject } from "./project.js";

/**
 * @import { Browser } from "playwright-core"
 * @import { Place } from "./place.js"
 * @import { Versions } from "./versions.js"
 *
 * @typedef {object} Inputs the same for every place
 * @property {string} tarball
 * @property {string} baseUrl
 * @property {Versions} versions
 * @property {Browser} browser
 */

/** How long a place may take, after its packages are installed. */
const PLACE_TIMEOUT_MS = 420_000;

/** How long a page may take to show its verdict. A dev server compiles in that time. */
const PAGE_TIMEOUT_MS = 60_000;

const POLL_MS = 100;

/** Fails with the reason if the place does not work. @param {Place} place @param {Inputs} inputs */
export async function runPlace(place, inputs) {
  const folder = await writeProject(place, inputs);
  const signal = AbortSignal.timeout(PLACE_TIMEOUT_MS);
  if (place.build) await runCommand(place.build, folder, signal);
  if (place.run) expectPassed(await runCommand(place.run, folder, signal));
  if (place.site) await visitSite(place, join(folder, place.site), inputs.browser);
  if (place.serve) await visitServer(place, place.serve, folder, inputs.browser, signal);
}

/** Serves a folder and opens its pages. @param {Place} place @param {string} site @param {Browser} browser */
async function visitSite(place, site, browser) {
  const files = sirv(site, { dev: true });
  const server = await listen(
    (request, response) => files(request, response, () => void response.writeHead(404).end()),
    0,
    "127.0.0.1",
  );
  try {
    await visit(place, `http://127.0.0.1:${server.port}`, browser);
  } finally {
    await server.close();
  }
}

/**
 * Starts the server of a place, and opens its pages.
 *
 * @param {Place} place
 * @param {(port: number) => string} serve
 * @param {string} folder
 * @param {Browser} browser
 * @param {AbortSignal} signal
 */
async function visitServer(place, serve, folder, browser, signal) {
  const port = await freePort();
  const server = startCommand(serve(port), folder, signal);
  const url = `http://localhost:${port}`;
  try {
    while (!(await answers(url))) {
      if (server.hasEnded()) await server.end();
      signal.throwIfAborted();
      await wait(POLL_MS);
    }
    await visit(place, url, browser);
  } catch (error) {
    throw new Error(`${error}\n${server.output().trim()}`);
  } finally {
    await server.stop();
  }
}

/** @param {Place} place @param {string} url @param {Browser} browser */
async function visit({ pages, answers = [] }, url, browser) {
  for (const path of answers) expectPassed(await (await fetch(url + path)).text());
  for (const path of pages ?? (answers.length > 0 ? [] : ["/"])) expectPassed(await titleOf(url + path, browser));
}

/** Opens a page and returns the verdict, with what went wrong in the page if it is another one. @param {string} url @param {Browser} browser */
async function titleOf(url, browser) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(url, { timeout: PAGE_TIMEOUT_MS });
    const hasVerdict = () => document.title.startsWith("The check ");
    await page.waitForFunction(hasVerdict, undefined, { timeout: PAGE_TIMEOUT_MS }).catch(() => {});
    return [await page.title(), ...problems].join("\n");
  } finally {
    await context.close();
  }
}

/** Fails with the verdict, or with all of the text where it has none. @param {string} text */
function expectPassed(text) {
  if (text.includes(PASSED)) return;
  const [verdict = text.trim() || "There is no verdict."] = /The check failed: [^<\n]*/.exec(text) ?? [];
  throw new Error(verdict);
}

/** @param {string} url */
function answers(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

async function freePort() {
  const server = await listen(() => {}, 0, "127.0.0.1");
  await server.close();
  return server.port;
}
