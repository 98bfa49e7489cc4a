/** A user requests the status of an upload and watches until it is done. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { inEveryEngine, requestStatus } from "./harness.js";

/** @import { User } from "../engines/user.js" */

const CANARY = "canary-7f3e.never~seen_anywhere";

inEveryEngine({}, (session) => {
  test("a job is shown and announced until it is finished", () =>
    session.open(
      async (user, server) => {
        await user.fill("Customer id", DEMO_CUSTOMER_ID);
        await user.fill("Access token", CANARY);
        const { trackingId } = server.upload(DEMO_CUSTOMER_ID, { devices: 25, seconds: 8 });
        await user.fill("Tracking id or Location", trackingId);
        await user.click("button", "Show status");

        await user.find("heading", /^\d+ of 25 devices done/);
        const firstProgress = await progressOf(user);
        await user.waitForAnnouncement(/^(Queued|Processing)\. \d+ of 25 devices done/);

        // Start close to the button, because the job takes only a few seconds.
        await user.click("field", "Search");
        await user.pressUntil("Tab", "button", /^Needs attention \d$/);

        await user.find("heading", "5 of 25 devices need attention, 1 was already registered");
        assert.equal((await user.focused())?.name, "Needs attention 5", "the focus stays where it is");
        assert.deepEqual(await progressOf(user), { done: 25, text: "25 of 25 devices done, 5 need attention" });
        assert.ok(firstProgress.done < 25);
        await user.waitForAnnouncement(
          /^Finished with errors\. 5 of 25 devices need attention, 1 was already registered\.$/,
        );

        const requests = server.requests.filter(({ url }) => url.includes(trackingId));
        assert.ok(requests.length >= 2);
        assert.ok(requests.every(({ authorization }) => authorization === `Bearer ${CANARY}`));
        assert.equal(
          server.requests.some(({ url }) => url.includes(CANARY)),
          false,
        );
        assert.doesNotMatch(await session.page.evaluate(tracesInPage, undefined), new RegExp(CANARY));
      },
      { demo: true },
    ));
});

inEveryEngine({}, (session) => {
  test("a row stays at its position on the screen while content above it grows", () =>
    session.open(
      async (user, server) => {
        const trackingId = "5ca1ab1e-0000-4000-8000-000000000000";
        /** @param {number} failed */
        const respondWith = (failed) =>
          server.responses.set(trackingId, {
            status: 200,
            headers: { "Content-Type": "application/json; charset=utf-8" },
            body: JSON.stringify({
              status: "processing",
              devicesStatus: Array.from({ length: 60 }, (_, index) => ({
                serialNumber: `SN-${index}`,
                // The last rows fail: rows far outside the viewport grow only when they are laid out again.
                ...(index >= 60 - failed
                  ? { status: "finished_with_errors", errorDescription: `Cause ${index}` }
                  : { status: "processing" }),
              })),
            }),
          });
        respondWith(1);
        await requestStatus(user, { trackingId });
        await user.find("heading", "1 of 60 devices done, 1 needs attention");
        const before = await session.page.evaluate(positionOfRow, { row: 50, scroll: true });
        respondWith(6);
        await user.find("heading", "6 of 60 devices done, 6 need attention");
        const after = await session.page.evaluate(positionOfRow, { row: 50, scroll: false });
        assert.ok(Math.abs(after - before) < 3, `from ${before} to ${after}`);
      },
      { demo: true },
    ));
});

/** Runs in the page. Returns the distance of a row from the top of the viewport, after scrolling to it if `scroll` is set. @param {{ row: number, scroll: boolean }} what */
async function positionOfRow({ row, scroll }) {
  const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const findRow = () =>
    document.querySelector("batch-upload-status")?.shadowRoot?.querySelectorAll("tbody tr")[row - 1];
  // Rows beyond the first screen are added after that is painted.
  for (let left = 100; left > 0 && !findRow(); left--) await wait(50);
  const found = findRow();
  if (!found) throw new Error(`There is no row ${row}.`);
  const currentTop = () => found.getBoundingClientRect().top;
  if (!scroll) return currentTop();

  found.scrollIntoView({ block: "center", behavior: "instant" });
  // Scrolling lays out the rows in between, which takes a while on a busy machine.
  for (let left = 10; left > 0; left--) {
    const top = currentTop();
    await wait(1_000);
    if (currentTop() === top) return top;
  }
  throw new Error(`Row ${row} keeps moving.`);
}

/** @param {User} user */
async function progressOf(user) {
  const { states } = await user.find("progressbar", "Devices done");
  return { done: Number(states["aria-valuenow"]), text: states["aria-valuetext"] };
}

/** Runs in the page. Returns everything in which a token could be left. */
async function tracesInPage() {
  return JSON.stringify([
    location.href,
    history.state,
    document.title,
    document.cookie,
    { ...localStorage },
    { ...sessionStorage },
    await indexedDB.databases(),
    await caches.keys(),
    window.name,
    document.documentElement.outerHTML,
  ]);
}
