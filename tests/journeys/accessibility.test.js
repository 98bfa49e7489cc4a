/** Every state of the page is accessible, light and dark, at the width of a phone and of a desktop. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { axeViolations } from "../engines/user.js";
import { inEveryEngine, openLink, requestStatus } from "./harness.js";

/** @import { Session } from "./harness.js" */

const WIDTHS = [320, 1440];

/** @type {Record<string, (session: Session) => Promise<unknown>>} visited one after the other on one page */
const states = {
  "everything expanded": async ({ user }) => {
    await user.click("text", "Advanced");
    await user.click("text", "How to get a token");
  },
  "bad fields": async ({ user }) => {
    await user.click("button", "Show status");
    await user.find("text", "Paste an access token.");
  },
  loading: async (session) => {
    const { trackingId } = session.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    session.server.unanswered.add(trackingId);
    await requestStatus(session.user, { trackingId });
    await session.user.find("button", "Pause");
    assert.equal((await session.user.queryAll("heading", /done/)).length, 0);
  },
  "in progress": async (session) => {
    const { trackingId } = session.server.upload(DEMO_CUSTOMER_ID, { devices: 4, seconds: 3600 });
    await requestStatus(session.user, { trackingId });
    await session.user.find("heading", "0 of 4 devices done");
  },
  "some devices": async (session) => {
    const { trackingId } = session.server.upload(DEMO_CUSTOMER_ID, { devices: 8, seconds: 0 });
    await openLink(session, trackingId);
    await session.user.click("button", "Needs attention 1");
    await session.user.find("table", /^1 of 8 devices/);
  },
  "no such device": async ({ user }) => {
    await user.fill("Search", "no such device");
    await user.find("button", "Show all devices");
  },
  ...Object.fromEntries(
    Object.entries({
      "mixed-outcomes": "3 of 12 devices need attention, 2 were already registered, 1 is a duplicate",
      "already-registered": "All 12 devices are registered, 3 already were",
      "no-devices": "The batch has no devices",
      "unknown-status": "The result of the device is unknown",
      "hostile-texts": "1 of 4 devices needs attention",
      "no-relationship": "This token has no access to this customer",
      throttled: "Partner Center is busy: too many requests",
    }).map(([scenario, headline]) => [
      scenario,
      async (/** @type {Session} */ session) => {
        await openLink(session, scenarioNamed(scenario).trackingId);
        await session.user.find("heading", headline);
      },
    ]),
  ),
};

for (const preferences of [{}, { dark: true, reducedMotion: true }]) {
  inEveryEngine(preferences, (session) => {
    test("no state has accessibility violations or overflows", (t) =>
      session.open(async () => {
        for (const [name, open] of Object.entries(states)) {
          await t.test(name, async () => {
            await open(session);
            for (const width of WIDTHS) {
              await session.page.resize(width, 900);
              assert.deepEqual(await axeViolations(session.page), [], `${width} wide`);
              assert.equal(await session.page.evaluate(widthOfContent, undefined), width);
            }
            if (preferences.reducedMotion) assert.equal(await session.page.evaluate(countAnimations, undefined), 0);
          });
        }
      }));
  });
}

/** Runs in the page. Returns the width of the content, scroll bar included. */
function widthOfContent() {
  return document.documentElement.scrollWidth + innerWidth - document.documentElement.clientWidth;
}

/** Runs in the page. */
function countAnimations() {
  return document.getAnimations().length;
}
