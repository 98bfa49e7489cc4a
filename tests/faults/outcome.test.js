/** Every fault in every engine: the package has the expected outcome, after the expected number of attempts, in time. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { engines } from "../engines/index.js";
import { defaultOptions, faults } from "./faults.js";
import { attemptsOf, expectedIn, measureOutcomes, OUTCOMES_FILE, renderOutcomes } from "./outcomes.js";

/** How late a timer may fire on a busy machine. */
const LATE_MS = 1500;

/** Timers start before the response is read and are cut to whole milliseconds. */
const EARLY_MS = 20;

const measured = await measureOutcomes();

for (const engine of engines) {
  describe(engine, () => {
    for (const [i, fault] of faults.entries()) {
      const expected = expectedIn(fault, engine);
      it(`${fault.name}: ${expected.outcome} after ${expected.attempts} attempts`, () => {
        const one = measured[engine][i];
        assert.ok(one);
        const { result, requests } = one;
        assert.equal(result.outcome, expected.outcome, JSON.stringify(result));
        assert.equal(attemptsOf(one), expected.attempts, "attempts");
        assert.equal(requests.length, expected.requests, "requests that reached the server");
        assert.ok(differentValues(requests, "ms-requestid") <= 1, "one MS-RequestId for the whole call");
        assert.equal(
          differentValues(requests, "authorization"),
          fault.providesTokens ? expected.attempts : Math.min(expected.requests, 1),
        );
        assert.ok(result.ms < (fault.options?.timeoutMs ?? defaultOptions.timeoutMs) + LATE_MS, `took ${result.ms} ms`);
        assert.ok(result.prototypesAreClean);
        if (expected.waitMs !== undefined) assertWaited(expected.waitMs, one);
        if (expected.retryAfterMs !== undefined) assert.equal(result.retryAfterMs, expected.retryAfterMs);
        if (expected.mentions !== undefined) assert.ok(result.text?.includes(expected.mentions), result.text);
        for (const [field, value] of Object.entries(expected.batch ?? {}))
          assert.deepEqual(result.batch?.[field], value, field);
      });
    }
  });
}

it("OUTCOMES.md has the measured outcomes", async () => {
  assert.equal(renderOutcomes(measured), await readFile(OUTCOMES_FILE, "utf8"), "node tests/faults/write-outcomes.js");
});

/** @param {import("./server.js").ReceivedRequest[]} requests @param {string} header */
function differentValues(requests, header) {
  return new Set(requests.map(({ headers }) => headers[header])).size;
}

/** @param {number} waitMs @param {import("./outcomes.js").Measured} measured */
function assertWaited(waitMs, { result, requests: [first, second] }) {
  assert.ok((result.waitsMs[0] ?? 0) >= waitMs, `onRetry reported ${result.waitsMs[0]} ms`);
  assert.ok(first && second && second.time - first.time >= waitMs - EARLY_MS, "the retry was too early");
}
