/** At least a thousand calls with random faults and aborts: each settles, and nothing is left behind. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openChromium } from "../engines/index.js";
import { faults } from "./faults.js";
import { startFaultServer } from "./server.js";
import { startSite } from "./site.js";

/** @typedef {{ wasmBytes: number[], heapBytes: number }} Round what is left at the end of a round */

/** Over this many rounds nothing may grow. */
const ROUNDS = 4;
/**
 * Earlier rounds let caches and the wasm memory reach their size, which depends on when large responses coincide. With a leak they
 * never stop growing.
 */
const MAX_ROUNDS = 12;
const CALLS_PER_ROUND = 250;

/** Allows for code that the engine compiles meanwhile. A leak would be larger: a leaked future is 400 bytes, times the calls of three rounds. */
const HEAP_NOISE_BYTES = 150_000;

test("1,000 calls leave nothing behind", async (t) => {
  const seed = Number(process.env.SOAK_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`SOAK_SEED=${seed}`);
  const site = await startSite();
  const server = await startFaultServer(faults);
  const page = await openChromium(site.url);
  try {
    const targets = faults.map(({ name, options = {} }) => ({ baseUrl: server.baseUrl(name), options }));
    /** @type {Round[]} */
    const rounds = [];
    for (let round = 0; round < MAX_ROUNDS && !isStable(rounds); round++) {
      const plan = { seed: seed + round, calls: CALLS_PER_ROUND, targets };
      const { tally, timers, wasmBytes } = await page.evaluate(soakInPage, plan);
      t.diagnostic(JSON.stringify(tally));
      assertSettled(tally);
      assert.equal(timers, 0, "timers");
      assert.equal(wasmBytes.length, 1, "the wasm was started once");
      assert.equal(await countListeners(page.devtools), 0, "listeners on the callers' signals");
      rounds.push({ wasmBytes, heapBytes: await heapBytes(page.devtools) });
    }
    const [warm, last] = [rounds.at(-ROUNDS), rounds.at(-1)];
    assert.ok(warm && last);
    t.diagnostic(JSON.stringify(rounds));
    assert.deepEqual(last.wasmBytes, warm.wasmBytes, "the memory of the wasm");
    assert.ok(last.heapBytes - warm.heapBytes < HEAP_NOISE_BYTES, "the heap grew");
  } finally {
    await page.close();
    await server.close();
    await site.close();
  }
});

/** @param {Round[]} rounds */
function isStable(rounds) {
  const latest = rounds.slice(-ROUNDS).map(({ wasmBytes }) => String(wasmBytes));
  return latest.length === ROUNDS && new Set(latest).size === 1;
}

/** @param {Record<string, number>} tally */
function assertSettled(tally) {
  const count = Object.values(tally).reduce((sum, one) => sum + one, 0);
  assert.equal(count, CALLS_PER_ROUND);
  const unexpected = Object.keys(tally).filter((outcome) => outcome.startsWith("unexpected"));
  assert.deepEqual(unexpected, []);
}

/** @param {import("./soak-page.js").Plan} plan */
async function soakInPage(plan) {
  const path = "/tests/faults/soak-page.js";
  const { soak } = /** @type {typeof import("./soak-page.js")} */ (await import(path));
  return soak(plan);
}

/**
 * Counts the listeners on the signals of the last round, with DevTools.
 *
 * @param {import("playwright-core").CDPSession} devtools
 */
async function countListeners(devtools) {
  const objectGroup = "signals";
  const { result } = await devtools.send("Runtime.evaluate", { expression: "soakedSignals", objectGroup });
  const signals = await devtools.send("Runtime.getProperties", {
    objectId: result.objectId ?? "",
    ownProperties: true,
  });
  let count = 0;
  for (const { value, enumerable } of signals.result) {
    if (!enumerable) continue;
    const { listeners } = await devtools.send("DOMDebugger.getEventListeners", { objectId: value?.objectId ?? "" });
    count += listeners.length;
  }
  await devtools.send("Runtime.releaseObjectGroup", { objectGroup });
  return count;
}

/** @param {import("playwright-core").CDPSession} devtools */
async function heapBytes(devtools) {
  await devtools.send("HeapProfiler.collectGarbage");
  return (await devtools.send("Runtime.getHeapUsage")).usedSize;
}
