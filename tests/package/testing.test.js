/**
 * The simulated Partner Center for portals' tests (`partner-center-batch-status/testing`), from the tarball: what a call ends with in each
 * scenario, and that a whole watch passes in the virtual time of the usual test runners.
 *
 * @import { ScenarioName, SimulatedPartnerCenter } from "../../dist/testing/index.js"
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import FakeTimers from "@sinonjs/fake-timers";
import sirv from "sirv";
import { listen } from "../../tools/listen.js";
import { project, run } from "../../tools/setup.js";
import { launchChromium } from "../engines/chromium.js";
import { install, PACKAGE, pack, temporaryFolder } from "./pack.js";
import { FAILURES, SUCCESSES } from "./scenario-tables.js";

const folder = await temporaryFolder("testing");
after(folder.remove);
await writeFile(join(folder.path, "package.json"), '{ "private": true, "type": "module" }');
const installed = await install(folder.path, (await pack(folder.path)).tarball);
/** @param {string} file */
const urlOf = (file) => pathToFileURL(join(installed, "dist", file)).href;

/** @type {typeof import("../../dist/index.js")} */
const { getBatchUploadStatus, init, PartnerCenterError, waitForBatchUpload } = await import(urlOf("index.js"));
/** @type {typeof import("../../dist/testing/index.js")} */
const { scenarioNames, simulatePartnerCenter } = await import(urlOf("testing/index.js"));

const TOKEN = "a.token.of-a-test";
/** @type {Record<string, { code: string }>} */
const TROUBLES = {
  "no-connection": { code: "network" },
  "no-answer": { code: "timeout" },
  "cut-off": { code: "incomplete-response" },
  stalled: { code: "timeout" },
};
const ENDLESS = /** @type {const} */ (["no-answer", "stalled"]);
const WHOLE_JOB = ["queued", "processing", "processing", "processing", "finished_with_errors"];

/** @param {SimulatedPartnerCenter} service @param {import("../../dist/index.js").GetBatchUploadStatusOptions} [options] */
function getStatus({ fetch, baseUrl, customerId, trackingId }, options) {
  return getBatchUploadStatus(customerId, trackingId, TOKEN, { fetch, baseUrl, maxRetries: 0, ...options });
}

describe("each scenario ends a call as the real service would:", () => {
  for (const [name, expected] of Object.entries(SUCCESSES)) {
    it(name, async () => expected(await getStatus(simulatePartnerCenter({ scenario: named(name) }))));
  }
  for (const [name, { hint, answeredByService: _, ...expected }] of Object.entries(FAILURES)) {
    it(name, async () => {
      const error = await failureOf(getStatus(simulatePartnerCenter({ scenario: named(name) })));
      const fields = Object.keys(expected).map((field) => [field, error[/** @type {keyof typeof error} */ (field)]]);
      assert.deepEqual(Object.fromEntries(fields), expected);
      assert.match(error.hint ?? "", hint);
    });
  }
  for (const [name, { code }] of Object.entries(TROUBLES)) {
    it(name, async () => {
      const service = simulatePartnerCenter({ scenario: named(name) });
      assert.equal((await failureOf(getStatus(service, { attemptTimeoutMs: 100 }))).code, code);
    });
  }

  it("and the tables have every scenario", () => {
    const names = [SUCCESSES, FAILURES, TROUBLES].flatMap(Object.keys);
    assert.deepEqual(names.sort(), [...scenarioNames].sort());
  });
});

describe("a running job", () => {
  it("moves one step with each request, each upload for itself", async () => {
    const service = simulatePartnerCenter({ devices: 20, steps: 2 });
    const other = { ...service, trackingId: "00000000-0000-4000-8000-000000000001" };
    const seen = [];
    for (const upload of [service, service, other, service, service]) {
      const { batchTrackingId, status, devicesStatus } = await getStatus(upload);
      assert.equal(batchTrackingId, upload.trackingId);
      seen.push(`${status} ${devicesStatus.filter((device) => device.status.startsWith("finished")).length}`);
    }
    assert.deepEqual(seen, ["queued 0", "processing 8", "queued 0", ...Array(2).fill("finished_with_errors 20")]);
  });

  it("moves by hand alone, if the test wants that", async () => {
    const service = simulatePartnerCenter({ autoAdvance: false });
    const seen = [];
    for (const steps of [0, 0, 1, 1, 1, 1]) {
      service.advance(steps);
      seen.push((await getStatus(service)).status);
    }
    assert.deepEqual(seen, ["queued", ...WHOLE_JOB]);
  });

  it("can have devices of the test's own", async () => {
    const error = { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant" };
    const service = simulatePartnerCenter({ devices: [{ serialNumber: "A" }, { serialNumber: "B", error }], steps: 0 });
    const { status, devicesStatus } = await getStatus(service);
    assert.equal(status, "finished_with_errors");
    const rows = devicesStatus.map(({ serialNumber, status, errorCode }) => [serialNumber, status, errorCode]);
    assert.deepEqual(rows, [
      ["A", "finished", undefined],
      ["B", "finished_with_errors", "808"],
    ]);
  });
});

describe("the service", () => {
  it("fails once where the test says so, then goes on", async () => {
    const service = simulatePartnerCenter({ scenario: "all-finished" });
    service.answerOnce("audience-retired", "no-connection");
    assert.equal((await failureOf(getStatus(service))).code, "unauthorized");
    assert.equal((await failureOf(getStatus(service))).code, "network");
    assert.equal((await getStatus(service)).status, "finished");
    service.scenario = "role-missing";
    assert.equal((await failureOf(getStatus(service))).code, "forbidden");
  });

  it("shows the requests", async () => {
    const service = simulatePartnerCenter();
    const baseUrl = `${service.baseUrl}/gateway`;
    await getStatus(service, { baseUrl, locale: "tr-TR", authorizationHeader: "X-Token" });
    const requests = service.requests.map(({ method, url, headers }) => [
      `${method} ${url}`,
      headers.get("X-Token"),
      headers.get("X-Locale"),
    ]);
    const url = `${baseUrl}/v1/customers/${service.customerId}/batchJobStatus/${service.trackingId}`;
    assert.deepEqual(requests, [[`GET ${url}`, `Bearer ${TOKEN}`, "tr-TR"]]);
  });

  it("refuses what the real one refuses, in place of the global fetch", async () => {
    const { fetch, baseUrl, customerId, trackingId } = simulatePartnerCenter();
    const path = `${baseUrl}/v1/customers/${customerId}/batchJobStatus/${trackingId}`;
    const headers = { Authorization: `Bearer ${TOKEN}` };
    assert.equal((await fetch(path, { headers })).status, 200);
    assert.equal((await fetch(path)).status, 401);
    assert.equal((await fetch(path.replace(customerId, "contoso"), { headers })).status, 400);
    assert.equal((await fetch(`${baseUrl}/elsewhere`, { headers })).status, 404);
  });

  for (const scenario of ENDLESS) {
    it(`ends a request with the call: ${scenario}`, async () => {
      const service = simulatePartnerCenter({ scenario });
      const controller = new AbortController();
      const call = getStatus(service, { signal: controller.signal });
      setTimeout(() => controller.abort(new Error("left")), 50);
      await assert.rejects(call, { message: "left" });
      assert.ok(service.requests[0]?.signal.aborted);
    });
  }

  it("does not remember that another one throttles", async () => {
    assert.equal((await failureOf(getStatus(simulatePartnerCenter({ scenario: "throttled" })))).code, "throttled");
    assert.equal((await getStatus(simulatePartnerCenter())).status, "queued");
  });

  it("names the scenarios when a test names one that does not exist", () => {
    assert.throws(() => simulatePartnerCenter({ scenario: named("nope") }), /no scenario "nope".*running-job/);
    assert.throws(() => simulatePartnerCenter().answerOnce(named("nope")), /no scenario "nope"/);
  });
});

describe("a whole watch passes at once", () => {
  /** @type {Record<string, (t: import("node:test").TestContext) => (isDone: () => boolean) => unknown>} */
  const RUNNERS = {
    "with the timers of node:test": ({ mock }) => {
      mock.timers.enable({ apis: ["setTimeout", "Date"] });
      mock.method(performance, "now", () => Date.now());
      return async (isDone) => {
        while (!isDone()) {
          await new Promise(setImmediate);
          mock.timers.tick(1000);
        }
      };
    },
    // Vitest and Jest have these timers inside.
    "with the timers of Vitest, as it sets them up": (t) => {
      const clock = FakeTimers.install({ toNotFake: ["nextTick", "queueMicrotask"] });
      t.after(() => clock.uninstall());
      return () => clock.tickAsync(120_000);
    },
    "with the timers of Jest, as docs/testing.md sets them up": (t) => {
      const clock = FakeTimers.install({ toNotFake: ["queueMicrotask"] });
      t.after(() => clock.uninstall());
      return () => clock.tickAsync(120_000);
    },
  };
  for (const [runner, install] of Object.entries(RUNNERS)) {
    it(runner, async (t) => {
      await init();
      const started = process.hrtime.bigint();
      const passTime = install(t);
      const { fetch, baseUrl, customerId, trackingId } = simulatePartnerCenter();
      /** @type {string[]} */
      const seen = [];
      let isDone = false;
      const onProgress = (/** @type {{ status: string }} */ { status }) => seen.push(status);
      const job = waitForBatchUpload(customerId, trackingId, TOKEN, { fetch, baseUrl, onProgress });
      job.finally(() => {
        isDone = true;
      });
      await passTime(() => isDone);
      await job;
      assert.deepEqual(seen, WHOLE_JOB);
      assert.ok(process.hrtime.bigint() - started < 5_000_000_000n, "in real time it takes 36 seconds");
    });
  }
});

it("the element shows the simulated upload, in a page without a network", async () => {
  const browser = await launchChromium();
  const server = await listen(sirv(installed, { dev: true }), 0, "127.0.0.1");
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.port}/package.json`);
    await page.evaluate(async () => {
      const path = (/** @type {string} */ name) => `/dist/${name}`;
      /** @type {[typeof import("../../dist/testing/index.js"), unknown]} */
      const [{ simulatePartnerCenter }] = await Promise.all([
        import(path("testing/index.js")),
        import(path("element/index.js")),
      ]);
      const { fetch, ...service } = simulatePartnerCenter({ steps: 1 });
      const element = document.createElement("batch-upload-status");
      document.body.append(Object.assign(element, service, { token: "token", options: { fetch, intervalMs: 1000 } }));
    });
    await page.getByText("5CG0SNQ4W3").first().waitFor();
    await page.getByText("ZtdDeviceAssignedToOtherTenant").first().waitFor();
  } finally {
    await browser.close();
    await server.close();
  }
});

describe("the example runs:", () => {
  for (const file of ["docs/testing.md", "dist/testing/simulate-partner-center.d.ts"]) {
    it(file, async () => {
      const text = (await readFile(join(project, file), "utf8")).replaceAll(/^ +\* ?/gm, "");
      const examples = [...text.matchAll(/^```js\n(.*?)^```/gms)].map(([, code = ""]) => code);
      const example = examples.find((code) => code.includes("simulatePartnerCenter(")) ?? assert.fail();
      const imports = `import assert from "node:assert/strict";
        import { getBatchUploadStatus } from "${PACKAGE}"; import { simulatePartnerCenter } from "${PACKAGE}/testing";`;
      const code = example.includes("import ") ? example : imports + example;
      await run("node", ["--input-type=module", "--eval", code], { cwd: folder.path, quiet: true });
    });
  }
});

/** A name that may be wrong. @param {string} name */
function named(name) {
  return /** @type {ScenarioName} */ (name);
}

/** @param {Promise<unknown>} call */
async function failureOf(call) {
  const error = await call.then(
    () => assert.fail("The call succeeded."),
    (error) => error,
  );
  assert.ok(PartnerCenterError.isInstance(error), String(error));
  return error;
}
