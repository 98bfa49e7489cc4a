/** A user opens links to other batches while the page has a token. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { scenarioNamed } from "../../tools/simulator/scenarios.js";
import { followLink, inEveryEngine, linkTo, requestLinkedStatus } from "./harness.js";

/** Long enough for a request to be sent. */
const REQUEST_MS = 700;

inEveryEngine({}, (session) => {
  test("a link waits for the button; back and forward request again what the page has shown", () =>
    session.open(
      async (user, server) => {
        const [first, second] = [scenarioNamed("all-finished").trackingId, scenarioNamed("no-devices").trackingId];
        const requestCounts = () =>
          [first, second].map((id) => server.requests.filter(({ url }) => url.includes(id)).length);
        const before = requestCounts();
        const newRequests = () => requestCounts().map((count, index) => count - (before[index] ?? 0));

        await requestLinkedStatus(user);
        await user.find("heading", "All 19 devices succeeded");
        await followLink(session, second);
        await wait(REQUEST_MS);
        assert.deepEqual(newRequests(), [1, 0]);
        await user.click("button", "Show status");
        await user.find("heading", "The batch has no devices");

        // Without it, going back shows the answer that is still there.
        await user.click("button", new RegExp(`^Remove .*…${first.slice(-4)}`));
        await session.page.back();
        await user.find("heading", "All 19 devices succeeded");
        assert.deepEqual(newRequests(), [2, 1]);
      },
      { fragment: linkTo(scenarioNamed("all-finished").trackingId) },
    ));
});
