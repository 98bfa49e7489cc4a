/** Every fault through the real package in every engine: the right outcome, after the right number of attempts, in time. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { engines } from "../engines/index.js";
import { faults, usualOptions } from "./faults.js";
import { attemptsOf, measureOutcomes, OUTCOMES_FILE, renderOutcomes, wantIn } from "./outcomes.js";

/** How late a timer of a busy machine may be. */
const LATE_MS = 1500;

/** Timers count from before the answer was read and are cut to whole milliseconds. */
const EARLY_MS = 20;

const measured = await measureOutcomes();

for (const engine of engines) {
  describe(engine, () => {
    for (const [i, fault] of faults.entries()) {
      const want = wantIn(fault, engine);
      it(`${fault.name}: ${want.outcome} after ${want.attempts}`, () => {
        const one = measured[engine][i];
        assert.ok(one);
        const { result, requests } = one;
        assert.equal(result.outcome, want.outcome, JSON.stringify(result));
        assert.equal(attemptsOf(one), want.attempts, "attempts");
        assert.equal(requests.length, want.requests, "requests that reached the server");
        assert.ok(differentValues(requests, "ms-requestid") <= 1, "one MS-RequestId for the whole call");
        assert.equal(
          differentValues(requests, "authorization"),
          fault.providesTokens ? want.attempts : Math.min(want.requests, 1),
        );
        assert.ok(result.ms < (fault.options?.timeoutMs ?? usualOptions.timeoutMs) + LATE_MS, `took ${result.ms} ms`);
        assert.ok(result.prototypesAreClean);
        if (want.waitMs !== undefined) assertWaited(want.waitMs, one);
        if (want.retryAfterMs !== undefined) assert.equal(result.retryAfterMs, want.retryAfterMs);
        if (want.mentions !== undefined) assert.ok(result.text?.includes(want.mentions), result.text);
        for (const [field, value] of Object.entries(want.batch ?? {}))
          assert.deepEqual(result.batch?.[field], value, field);
      });
    }
  });
}

it("OUTCOMES.md tells what was measured", async () => {
  assert.equal(renderOutcomes(measured), await readFile(OUTCOMES_FILE, "utf8"), "node tests/faults/write-outcomes.js");
});

/** @param {import("./server.js").AskedFor[]} requests @param {string} header */
function differentValues(requests, header) {
  return new Set(requests.map(({ headers }) => headers[header])).size;
}

/** @param {number} waitMs @param {import("./outcomes.js").Measured} measured */
function assertWaited(waitMs, { result, requests: [first, second] }) {
  assert.ok((result.waitsMs[0] ?? 0) >= waitMs, `announced ${result.waitsMs[0]} ms`);
  assert.ok(first && second && second.time - first.time >= waitMs - EARLY_MS, "the server was asked too soon");
}
