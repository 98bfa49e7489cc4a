/** Somebody asks what became of an upload, and watches until it is done. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { ask, inEveryEngine } from "./harness.js";

/** @import { Person } from "../engines/user.js" */

const CANARY = "canary-7f3e.never~seen_anywhere";

inEveryEngine({}, (visit) => {
  test("a job is watched until it is finished, in sight and in hearing", () =>
    visit.open(
      async (person, server) => {
        await person.fill("Customer id", DEMO_CUSTOMER_ID);
        await person.fill("Access token", CANARY);
        const { trackingId } = server.upload(DEMO_CUSTOMER_ID, { devices: 25, seconds: 8 });
        await person.fill("Tracking id or Location", trackingId);
        await person.click("button", "Show status");

        await person.find("heading", /^\d+ of 25 devices done/);
        const atFirst = await progressOf(person);
        await person.hear(/^(Queued|Processing)\. \d+ of 25 devices done/);

        // From nearby, as the job is done in a few seconds.
        await person.click("field", "Search");
        await person.pressUntil("Tab", "button", /^Failed \d$/);

        await person.find("heading", "6 of 25 devices failed");
        assert.equal((await person.focused())?.name, "Failed 6", "the keyboard stays where it is");
        assert.deepEqual(await progressOf(person), { done: 25, text: "25 of 25 devices done, 6 failed" });
        assert.ok(atFirst.done < 25);
        await person.hear(/^Finished with errors\. 6 of 25 devices failed\.$/);

        const requests = server.requests.filter(({ url }) => url.includes(trackingId));
        assert.ok(requests.length >= 2);
        assert.ok(requests.every(({ authorization }) => authorization === `Bearer ${CANARY}`));
        assert.equal(
          server.requests.some(({ url }) => url.includes(CANARY)),
          false,
        );
        assert.doesNotMatch(await visit.page.evaluate(tracesInPage, undefined), new RegExp(CANARY));
      },
      { demo: true },
    ));
});

inEveryEngine({}, (visit) => {
  test("what somebody looks at stays where it is while what is above it grows", () =>
    visit.open(
      async (person, server) => {
        const trackingId = "5ca1ab1e-0000-4000-8000-000000000000";
        /** @param {number} failed */
        const respondWith = (failed) =>
          server.responses.set(trackingId, {
            status: 200,
            headers: { "Content-Type": "application/json; charset=utf-8" },
            body: JSON.stringify({
              status: "processing",
              devicesStatus: Array.from({ length: 60 }, (_, place) => ({
                serialNumber: `SN-${place}`,
                // At the end, for a row that is far away grows only when it is laid out again.
                ...(place >= 60 - failed
                  ? { status: "finished_with_errors", errorDescription: `Cause ${place}` }
                  : { status: "processing" }),
              })),
            }),
          });
        respondWith(1);
        await ask(person, { trackingId });
        await person.find("heading", "1 of 60 devices done, 1 failed");
        const before = await visit.page.evaluate(placeOfRow, { row: 50, scroll: true });
        respondWith(6);
        await person.find("heading", "6 of 60 devices done, 6 failed");
        const after = await visit.page.evaluate(placeOfRow, { row: 50, scroll: false });
        assert.ok(Math.abs(after - before) < 3, `from ${before} to ${after}`);
      },
      { demo: true },
    ));
});

/** In the page: how far a row is from the top of the window; where it is scrolled to, once it is at rest there. @param {{ row: number, scroll: boolean }} what */
async function placeOfRow({ row, scroll }) {
  const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const rowNow = () => document.querySelector("batch-upload-status")?.shadowRoot?.querySelectorAll("tbody tr")[row - 1];
  // Those beyond the first screen come after it has been painted.
  for (let left = 100; left > 0 && !rowNow(); left--) await wait(50);
  const found = rowNow();
  if (!found) throw new Error(`There is no row ${row}.`);
  const placeNow = () => found.getBoundingClientRect().top;
  if (!scroll) return placeNow();

  found.scrollIntoView({ block: "center", behavior: "instant" });
  // Rows on the way there are laid out only then, which a busy machine takes its time for.
  for (let left = 10; left > 0; left--) {
    const place = placeNow();
    await wait(500);
    if (placeNow() === place) return place;
  }
  throw new Error(`Row ${row} does not come to rest.`);
}

/** @param {Person} person */
async function progressOf(person) {
  const { states } = await person.find("progressbar", "Devices done");
  return { done: Number(states["aria-valuenow"]), text: states["aria-valuetext"] };
}

/** In the page: where a token could be left behind. */
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
