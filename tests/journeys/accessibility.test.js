/** Every state of the page can be used by everyone, by daylight and in the dark, on a phone and on a desk. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { axeViolations } from "../engines/user.js";
import { ask, follow, inEveryEngine } from "./harness.js";

/** @import { Visit } from "./harness.js" */

const WIDTHS = [320, 1440];

/** @type {Record<string, (visit: Visit) => Promise<unknown>>} one after the other, on one page */
const states = {
  "everything folded out": async ({ person }) => {
    await person.click("text", "More");
    await person.click("text", "How to get a token");
  },
  "bad fields": async ({ person }) => {
    await person.click("button", "Show status");
    await person.find("text", "Paste an access token.");
  },
  loading: async (visit) => {
    const { trackingId } = visit.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    visit.server.unanswered.add(trackingId);
    await ask(visit.person, { trackingId });
    await visit.person.find("button", "Pause");
    assert.equal((await visit.person.look("heading", /done/)).length, 0);
  },
  "in progress": async (visit) => {
    const { trackingId } = visit.server.upload(DEMO_CUSTOMER_ID, { devices: 4, seconds: 3600 });
    await ask(visit.person, { trackingId });
    await visit.person.find("heading", "0 of 4 devices done");
  },
  "some devices": async (visit) => {
    const { trackingId } = visit.server.upload(DEMO_CUSTOMER_ID, { devices: 8, seconds: 0 });
    await follow(visit, trackingId);
    await visit.person.click("button", "Failed 2");
    await visit.person.find("table", /^2 of 8 devices/);
  },
  "no such device": async ({ person }) => {
    await person.fill("Search", "no such device");
    await person.find("button", "Show all devices");
  },
  ...Object.fromEntries(
    Object.entries({
      "no-devices": "The batch has no devices",
      "unknown-status": "0 of 1 device done",
      "hostile-texts": "1 of 4 devices failed",
      "no-relationship": "The token may not see this customer",
      throttled: "Too many requests for now",
    }).map(([scenario, headline]) => [
      scenario,
      async (/** @type {Visit} */ visit) => {
        await follow(visit, scenarioNamed(scenario).trackingId);
        await visit.person.find("heading", headline);
      },
    ]),
  ),
};

for (const preferences of [{}, { dark: true, reducedMotion: true }]) {
  inEveryEngine(preferences, (visit) => {
    test("nothing disturbs", (t) =>
      visit.open(async () => {
        for (const [name, reach] of Object.entries(states)) {
          await t.test(name, async () => {
            await reach(visit);
            for (const width of WIDTHS) {
              await visit.page.resize(width, 900);
              assert.deepEqual(await axeViolations(visit.page), [], `${width} wide`);
              assert.equal(await visit.page.evaluate(widthOfContent, undefined), width);
            }
            if (preferences.reducedMotion) assert.equal(await visit.page.evaluate(movingParts, undefined), 0);
          });
        }
      }));
  });
}

/** In the page: the room that a scroll bar takes is the page's too. */
function widthOfContent() {
  return document.documentElement.scrollWidth + innerWidth - document.documentElement.clientWidth;
}

/** In the page. */
function movingParts() {
  return document.getAnimations().length;
}
