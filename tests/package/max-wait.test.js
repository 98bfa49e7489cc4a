/** A watch whose time is over says that the batch is still going on, whatever took the time. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { init, watchBatchUploadStatus } from "../../dist/index.js";
import { project } from "../../tools/setup.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";

const MAX_WAIT_MS = 1_500;
/** Longer than the quarter of a second in which other limits are told by the facade. */
const LOADING_MS = 900;

/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let service;
before(async () => {
  service = await startSimulator();
});
after(() => service?.close());

/** @param {() => Promise<unknown>} consume takes this long for the first details */
function watch(consume) {
  const { trackingId } = service.upload(DEMO_CUSTOMER_ID, { seconds: 3_600 });
  const options = { baseUrl: service.url, maxWaitMs: MAX_WAIT_MS };
  return (async () => {
    for await (const _ of watchBatchUploadStatus(DEMO_CUSTOMER_ID, trackingId, "a.token", options)) await consume();
  })();
}

describe("a watch ends with max-wait", () => {
  const expected = { code: "timeout", reason: "max-wait" };

  it("where the WebAssembly was slow to load", async () => {
    const bytes = await readFile(join(project, "dist", "partner-center-batch-status.wasm"));
    const loading = init(wait(LOADING_MS).then(() => bytes));
    await assert.rejects(
      watch(() => Promise.resolve()),
      expected,
    );
    await loading;
  });

  it("where the consumer took longer than the watch", () =>
    assert.rejects(
      watch(() => wait(2 * MAX_WAIT_MS)),
      expected,
    ));
});
