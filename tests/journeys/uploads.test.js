/** An engineer watches six uploads, and comes back to them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { inEveryEngine, requestStatus } from "./harness.js";

/** @import { User } from "../engines/user.js" */

inEveryEngine({}, (session) => {
  test("six uploads have names and an order, go on with a new token, and are there again after a reload", () =>
    session.open(
      async (user, server) => {
        const ids = [3600, 3600, 0, 3600, 0, 3600].map(
          (seconds) => server.upload(DEMO_CUSTOMER_ID, { seconds }).trackingId,
        );
        const running = ids.filter((_, index) => index !== 2 && index !== 4);
        await user.click("field", "Remember these uploads in this browser");
        for (const trackingId of ids) {
          await requestStatus(user, { trackingId });
          await user.find("button", "Change");
        }
        await waitForTitle(user, /^10 need attention · 2 of 6 done · /);
        const states = (await user.queryAll("button", /^4702…c793 · .* devices /)).map(({ name }) => name);
        assert.deepEqual(
          states.map((name) => /need attention|done/.exec(name)?.[0]),
          ["need attention", "need attention", "done", "done", "done", "done"],
        );

        await user.click("button", `Rename ${states[2]?.split(" ").slice(0, 3).join(" ")}`);
        await session.page.type("Contoso, wave 2");
        await session.page.press("Enter");
        await user.find("button", /^Contoso, wave 2 Queued 0 of 25 devices done/);

        for (const trackingId of running) server.responses.set(trackingId, { status: 401 });
        await waitForCount(user, /Needs a new token .*0 of 25 devices done/, 4);
        await waitForTitle(user, /^New token needed · /);
        server.responses.clear();
        await user.fill("Access token", "a-new-token");
        await session.page.press("Tab");
        await waitForCount(user, /Needs a new token/, 0);
        await waitForTitle(user, /^10 need attention · 2 of 6 done · /);

        await user.click("button", "Remove Contoso, wave 2 from the list");
        await waitForTitle(user, /^10 need attention · 2 of 5 done · /);
        await user.click("button", "Undo");
        await user.find("button", /^Contoso, wave 2 .*0 of 25 devices done/);

        await session.load();
        await user.find("button", /^Contoso, wave 2 Needs a token/);
        await waitForCount(user, /Needs a token/, 6);
      },
      { demo: true },
    ));
});

/** @param {User} user @param {RegExp} title */
async function waitForTitle(user, title) {
  for (let left = 100; left > 0; left--) {
    if (title.test(await user.page.evaluate(() => document.title, undefined))) return;
    await wait(150);
  }
  assert.match(await user.page.evaluate(() => document.title, undefined), title);
}

/** @param {User} user @param {RegExp} name @param {number} count */
async function waitForCount(user, name, count) {
  for (let left = 60; left > 0 && (await user.queryAll("button", name)).length !== count; left--) await wait(150);
  assert.equal((await user.queryAll("button", name)).length, count, String(name));
}
