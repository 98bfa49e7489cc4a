/**
 * Runs user journeys on the page in every engine, with one server and one browser for the tests of a file.
 *
 * @import { Engine, Preferences } from "../engines/types.js"
 */
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN } from "../../tools/simulator/scenarios.js";
import { engines, openPage } from "../engines/index.js";
import { User } from "../engines/user.js";
import { startServer } from "../page/harness.js";

/** Not UTC, so that a time in the wrong zone is noticed. */
const TIME_ZONE = "Europe/Istanbul";

const DESKTOP = /** @type {const} */ ([1440, 900]);

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/**
 * Runs tests in each engine.
 *
 * @param {Preferences} preferences the user's settings
 * @param {(session: Session, engine: Engine) => void} tests
 */
export function inEveryEngine(preferences, tests) {
  // In parallel, because most of the time is spent waiting for browsers to start and jobs to progress.
  describe(["every engine", ...Object.keys(preferences)].join(", "), { concurrency: engines.length }, () => {
    for (const engine of engines) {
      describe(engine, { concurrency: 1 }, () => {
        const session = new Session();
        before(() => session.start(engine, preferences));
        after(() => session.end());
        tests(session, engine);
      });
    }
  });
}

export class Session {
  /** @type {Server | undefined} */
  #server;
  /** @type {User | undefined} */
  #user;

  /** @param {Engine} engine @param {Preferences} preferences */
  async start(engine, preferences) {
    this.#server = await startServer();
    this.#user = new User(await openPage(engine, "about:blank", { timeZone: TIME_ZONE, ...preferences }));
    await this.page.resize(...DESKTOP);
  }

  async end() {
    await this.#user?.page.close();
    await this.#server?.close();
  }

  get server() {
    assert.ok(this.#server);
    return this.#server;
  }

  get user() {
    assert.ok(this.#user);
    return this.#user;
  }

  get page() {
    return this.user.page;
  }

  /** Loads the page anew, and waits until it has started. */
  async load(url = this.server.url) {
    // Navigating to an address that differs only in its fragment would not load the page again.
    await this.page.goto("about:blank");
    await this.page.goto(url);
    while (!(await this.page.evaluate(() => document.getElementById("unready") === null, undefined))) await wait(20);
    await this.page.evaluate(collectProblems, undefined);
  }

  /**
   * Loads the page, runs the test on it, and asserts that the page reported no problem.
   *
   * @param {(user: User, server: Server) => Promise<void>} use
   * @param {{ fragment?: string, demo?: boolean, url?: string }} [options]
   */
  async open(use, { fragment = "", demo = false, url = this.server.url } = {}) {
    this.server.setDemo(demo);
    await this.load(url + fragment);
    await use(this.user, this.server);
    assert.deepEqual(await this.page.evaluate(readProblems, undefined), []);
  }
}

/** @typedef {Window & { problems?: string[] }} WindowWithProblems */

/** Runs in the page. The page collects its own errors, because WebKit's driver does not report them. */
function collectProblems() {
  /** @type {string[]} */
  const problems = [];
  /** @type {WindowWithProblems} */ (window).problems = problems;
  addEventListener("error", ({ message }) => problems.push(`uncaught: ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => problems.push(`uncaught: ${reason}`));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    problems.push(`policy: ${effectiveDirective} ${blockedURI}`),
  );
}

/** Runs in the page. */
function readProblems() {
  return /** @type {WindowWithProblems} */ (window).problems ?? ["the page was reloaded"];
}

/**
 * Fills the form and submits it.
 *
 * @param {User} user
 * @param {{ trackingId: string, token?: string }} request
 */
export async function requestStatus(user, { trackingId, token = DEMO_TOKEN }) {
  await openForm(user);
  await user.fill("Customer id", DEMO_CUSTOMER_ID);
  await user.fill("Tracking id or Location", trackingId);
  await user.fill("Access token", token);
  await user.click("button", "Show status");
}

/** Opens the form if it is folded to one line, as it is once there is an answer. @param {User} user */
export async function openForm(user) {
  if ((await user.queryAll("button", "Change")).length > 0) await user.click("button", "Change");
}

/**
 * Opens a link to another batch while the page is loaded, and submits the form that it fills. The token is there already.
 *
 * @param {Session} session
 * @param {string} trackingId
 */
export async function openLink(session, trackingId) {
  await followLink(session, trackingId);
  await session.user.click("button", "Show status");
}

/** Opens a link to another batch while the page is loaded, and waits until it fills the form. @param {Session} session @param {string} trackingId */
export async function followLink({ page, user, server }, trackingId) {
  await page.goto(server.url + linkTo(trackingId));
  while ((await user.find("field", "Tracking id or Location")).value !== trackingId) await wait(20);
}

/** Enters a token and submits the form, which the link has filled. @param {User} user */
export async function requestLinkedStatus(user) {
  await user.fill("Access token", DEMO_TOKEN);
  await user.click("button", "Show status");
}

/** Returns the fragment of a link to a batch. @param {string} trackingId */
export function linkTo(trackingId) {
  return `#customer=${DEMO_CUSTOMER_ID}&tracking=${trackingId}`;
}
