/**
 * The page as somebody uses it, in every engine: one server and one browser for the tests of a file.
 *
 * @import { Engine, Preferences } from "../engines/index.js"
 */
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN } from "../../tools/simulator/scenarios.js";
import { engines, openPage } from "../engines/index.js";
import { Person } from "../engines/user.js";
import { startServer } from "../page/harness.js";

/** Far from UTC, so that a time shown in the wrong zone is seen. */
const TIME_ZONE = "Europe/Istanbul";

const DESKTOP = /** @type {const} */ ([1440, 900]);

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/**
 * Runs tests in each engine.
 *
 * @param {Preferences} preferences what the person has set
 * @param {(visit: Visit, engine: Engine) => void} tests
 */
export function inEveryEngine(preferences, tests) {
  // Side by side, for each mostly waits: for its browser to start, for a job to move on.
  describe(["every engine", ...Object.keys(preferences)].join(", "), { concurrency: engines.length }, () => {
    for (const engine of engines) {
      describe(engine, { concurrency: 1 }, () => {
        const visit = new Visit();
        before(() => visit.begin(engine, preferences));
        after(() => visit.end());
        tests(visit, engine);
      });
    }
  });
}

export class Visit {
  /** @type {Server | undefined} */
  #server;
  /** @type {Person | undefined} */
  #person;

  /** @param {Engine} engine @param {Preferences} preferences */
  async begin(engine, preferences) {
    this.#server = await startServer();
    this.#person = new Person(await openPage(engine, "about:blank", { timeZone: TIME_ZONE, ...preferences }));
    await this.page.resize(...DESKTOP);
  }

  async end() {
    await this.#person?.page.close();
    await this.#server?.close();
  }

  get server() {
    assert.ok(this.#server);
    return this.#server;
  }

  get person() {
    assert.ok(this.#person);
    return this.#person;
  }

  get page() {
    return this.person.page;
  }

  /**
   * Opens the page anew, lets somebody use it, and insists that it had no problem.
   *
   * @param {(person: Person, server: Server) => Promise<void>} use
   * @param {{ fragment?: string, demo?: boolean, url?: string }} [options]
   */
  async open(use, { fragment = "", demo = false, url = this.server.url } = {}) {
    this.server.setDemo(demo);
    // An address that differs in its fragment alone would not be loaded.
    await this.page.goto("about:blank");
    await this.page.goto(url + fragment);
    while (!(await this.page.evaluate(() => document.getElementById("unready") === null, undefined))) await wait(20);
    await this.page.evaluate(collectProblems, undefined);
    await use(this.person, this.server);
    assert.deepEqual(await this.page.evaluate(problemsOf, undefined), []);
  }
}

/** @typedef {Window & { problems?: string[] }} Watched */

/** In the page: WebKit's driver tells of no errors, so the page itself has to. */
function collectProblems() {
  /** @type {string[]} */
  const problems = [];
  /** @type {Watched} */ (window).problems = problems;
  addEventListener("error", ({ message }) => problems.push(`uncaught: ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => problems.push(`uncaught: ${reason}`));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    problems.push(`policy: ${effectiveDirective} ${blockedURI}`),
  );
}

/** In the page. */
function problemsOf() {
  return /** @type {Watched} */ (window).problems ?? ["the page was loaded anew"];
}

/**
 * Fills the form, and asks.
 *
 * @param {Person} person
 * @param {{ trackingId: string, token?: string }} question
 */
export async function ask(person, { trackingId, token = DEMO_TOKEN }) {
  await person.fill("Customer id", DEMO_CUSTOMER_ID);
  await person.fill("Tracking id or Location", trackingId);
  await person.fill("Access token", token);
  await person.click("button", "Show status");
}

/**
 * Follows a link to another batch while the page is open: it asks for that at once.
 *
 * @param {Visit} visit
 * @param {string} trackingId
 */
export async function follow(visit, trackingId) {
  await visit.page.goto(visit.server.url + linkTo(trackingId));
}

/** Asks for the batch of the link that the page was opened with. @param {Person} person */
export async function askByLink(person) {
  await person.fill("Access token", DEMO_TOKEN);
  await person.click("button", "Show status");
}

/** The link that somebody is sent who is to look at a batch. @param {string} trackingId */
export function linkTo(trackingId) {
  return `#customer=${DEMO_CUSTOMER_ID}&tracking=${trackingId}`;
}
