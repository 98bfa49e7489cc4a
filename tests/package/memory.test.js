/** What an answer may cost in memory: 32 MiB of the worst ones need less than 400 MiB beyond the idle process, and disturb no other call. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { runProcess } from "./process.js";

const LIMIT_MIB = 400;
const OUTCOMES = {
  numbers: "malformed",
  "empty objects": "too-large",
  nulls: "too-large",
  "small devices": "finished",
  "usual devices": "finished",
  "one text": "finished",
  "escapes in a text": "finished",
  "open brackets": "incomplete-response",
};

suite("32 MiB", { timeout: 240_000 }, () => {
  for (const [answer, expected] of Object.entries(OUTCOMES)) {
    test(`of ${answer}: ${expected}`, async () => {
      const { output, errors, exitCode } = await runProcess("memory-in-process.js", [answer]);
      assert.deepEqual({ errors, exitCode }, { errors: "", exitCode: 0 });
      const { mebibytes, ...outcomes } = JSON.parse(output);
      assert.deepEqual(outcomes, { outcome: expected, other: "finished", next: "finished" });
      assert.ok(mebibytes < LIMIT_MIB, `${mebibytes} MiB`);
    });
  }
});
