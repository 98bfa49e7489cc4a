/** An engineer watches six uploads, and comes back to them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
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
        await user.click("field", "Remember these uploads in this browser");
      },
      { demo: true },
    ));

  test("what another tab adds is listed; the ends are told while another window is in front", () =>
    session.open(
      async (user, server) => {
        await user.click("field", "Remember these uploads in this browser");
        const { trackingId } = server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
        await requestStatus(user, { trackingId });
        await user.find("button", "Change");
        await session.page.evaluate(recordNotifications, undefined);
        await user.click("button", "Tell me when it’s done");

        await session.page.evaluate(addInAnotherTab, {
          customerId: DEMO_CUSTOMER_ID,
          trackingId: scenarioNamed("all-finished").trackingId,
          baseUrl: server.url.slice(0, -1),
          name: "Fabrikam",
        });
        await user.find("button", /^Fabrikam Added in another tab/);
        await user.click("button", /^Fabrikam Added in another tab/);
        await user.find("heading", "All 19 devices succeeded");

        server.responses.set(trackingId, {
          status: 200,
          headers: { "Content-Type": "application/json; charset=utf-8" },
          body: JSON.stringify({ status: "finished", devicesStatus: [{ serialNumber: "A1", status: "finished" }] }),
        });
        await waitForTitle(user, /^2 of 2 done · /);
        server.responses.clear();
        const told = await session.page.evaluate(readNotifications, undefined);
        assert.deepEqual(told, ["All 19 devices succeeded", "The device succeeded"]);
      },
      { demo: true },
    ));
});

/** @typedef {Window & { told?: string[] }} RecordingWindow */

/** Runs in the page. Another window is in front, and what would be told there is recorded. */
function recordNotifications() {
  document.hasFocus = () => false;
  /** @type {string[]} */
  const told = [];
  /** @type {RecordingWindow} */ (window).told = told;
  class Recorder extends EventTarget {
    static permission = "granted";
    static requestPermission = async () => "granted";
    /** @param {string} _ @param {NotificationOptions} options */
    constructor(_, { body = "" }) {
      super();
      told.push(body);
    }
  }
  Object.assign(window, { Notification: Recorder });
}

/** Runs in the page. */
function readNotifications() {
  return /** @type {RecordingWindow} */ (window).told ?? [];
}

/** Runs in the page. A frame shares the storage with it, as a tab does. @param {object} upload */
function addInAnotherTab(upload) {
  const key = "partner-center-batch-status.uploads";
  const frame = document.body.appendChild(document.createElement("iframe"));
  const storage = frame.contentWindow?.localStorage;
  storage?.setItem(key, JSON.stringify([...JSON.parse(storage.getItem(key) ?? "[]"), upload]));
}

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
