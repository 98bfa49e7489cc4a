/** Aborted calls leave nothing behind, identical calls share a request, and a watch stops when its consumer does. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { after, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../engines/chromium.js";
import { exits, phases, reasons } from "./cancel-in-runtime.js";
import { inNode, inPage } from "./runtimes.js";
import { neverRespond, respondPartly, startServer } from "./server.js";

/**
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
 * @import { Responder } from "./server.js"
 * @import { SimultaneousCall } from "./cancel-in-runtime.js"
 * @typedef {import("./runtimes.js").Run<typeof import("./cancel-in-runtime.js")>} Run
 */

const MODULE = "tests/package/cancel-in-runtime.js";

/** Ends tests whose call never settles. */
const TIMEOUT = { timeout: 30_000 };

/** Timers start before the response is read and are cut to whole milliseconds. */
const TIMER_TOLERANCE_MS = 20;

const service = await startServer();
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(service.page());
after(async () => {
  await browser.close();
  await service.close();
});

/** @param {string} status @param {Record<string, string>} [headers] @returns {SimulatedResponse} */
const batch = (status, headers = {}) => ({ status: 200, headers, body: JSON.stringify({ status, devicesStatus: [] }) });
/** Asks for the next poll at once, which no watch does. @param {string} status */
const batchNow = (status) => batch(status, { "Retry-After": "0" });
/** @param {number} status @param {string} retryAfter @returns {SimulatedResponse} */
const failure = (status, retryAfter) => ({ status, headers: { "Retry-After": retryAfter } });
/** Sends one response after the other, and then the last one again and again. @param {SimulatedResponse[]} responses @returns {Responder} */
const inTurn =
  (responses) =>
  ({ count }) =>
    responses[Math.min(count, responses.length) - 1];

/** The response that brings a call into its phase. @type {Record<string, SimulatedResponse | Responder>} */
const RESPONSES_BY_PHASE = {
  "in the body": respondPartly,
  "while a retry is pending": failure(503, "60"),
  "in onRetry": failure(503, "60"),
  "while requests are throttled": failure(429, "60"),
  "between the polls of a watch": batch("queued"),
  "between the polls of waitForBatchUpload": batch("queued"),
  "in onProgress": batch("queued"),
};

/** What an iterator returns after its end. */
const DONE = { done: true, value: undefined };
/** @type {Record<string, { responder: SimulatedResponse | Responder, result: unknown }>} */
const EXITS = {
  break: { responder: batch("queued"), result: "queued" },
  "a thrown error in the loop": { responder: batch("queued"), result: "queued" },
  "return() before the start": { responder: neverRespond, result: [DONE, DONE] },
  "return() while next() waits for a response": { responder: neverRespond, result: [DONE, DONE, DONE] },
  "return() while next() waits between polls": { responder: batch("queued"), result: [DONE, DONE, DONE] },
  "throw() while next() waits between polls": { responder: batch("queued"), result: [true, DONE, DONE] },
};

/** @type {Record<string, Run>} */
const runtimes = { Node: inNode(MODULE), Chromium: inPage(page, MODULE) };

for (const [runtime, run] of Object.entries(runtimes)) {
  describe(`${runtime}: an abort`, TIMEOUT, () => {
    for (const phase of phases) {
      it(`${phase} rejects at once with the caller's reason, and leaves nothing behind`, async () => {
        for (const reason of reasons) {
          const responder = RESPONSES_BY_PHASE[phase] ?? neverRespond;
          const base = service.base(responder);
          const seen = await run("abortIn", phase, reason, base.url);
          assert.deepEqual(seen, { rejectedWithReason: true, listenersLeft: 0, timersLeft: 0 }, reason);
          if (phase.startsWith("before a") || phase === "before the call") assert.equal(base.requests.length, 0);
          const isUnanswered = responder === neverRespond || responder === respondPartly;
          for (const { disconnected } of base.requests)
            assert.equal(await disconnected, isUnanswered, `${reason}: the request`);
        }
      });
    }

    it("after the call has succeeded has no effect", async () => {
      const seen = await run("abortAfterSuccess", service.base(batch("finished")).url);
      assert.deepEqual(seen, { status: "finished", listenersLeft: 0, timersLeft: 0 });
    });

    it("event that is dispatched to a signal that has not aborted has no effect", async () => {
      const [done, pending] = [service.base(batch("finished")), service.base(neverRespond)];
      const seen = await run("dispatchAbort", done.url, pending.url);
      assert.deepEqual(seen, { status: "finished", watched: "finished", reason: "later" });
    });

    it("is not needed if a token provider never returns: the call ends with its timeout", async () => {
      const base = service.base(neverRespond);
      assert.deepEqual(await run("callWithoutToken", base.url), { code: "timeout", attempts: 0, timersLeft: 0 });
      assert.equal(base.requests.length, 0);
    });
  });

  describe(`${runtime}: calls at the same time`, TIMEOUT, () => {
    /** @type {Record<string, { calls: SimultaneousCall[], sent: string[] }>} */
    const shares = {
      "identical, but not if the token or the options differ": {
        calls: [
          { token: "first", locale: "en-US" },
          { token: "first", locale: "en-US" },
          { token: "second", locale: "en-US" },
          { token: "first", locale: "de-DE" },
        ],
        sent: ["Bearer first de-DE", "Bearer first en-US", "Bearer second en-US"],
      },
      "strings, but not functions, which can give each caller another token": {
        calls: [
          { token: "third", locale: "en-US", provider: 1 },
          { token: "third", locale: "en-US", provider: 2 },
          { token: "third", locale: "en-US", provider: 1 },
        ],
        sent: ["Bearer third en-US", "Bearer third en-US", "Bearer third en-US"],
      },
    };
    for (const [label, { calls, sent }] of Object.entries(shares)) {
      it(`share a request when they or their tokens are ${label}`, async () => {
        const base = service.base(respondAfter(sent.length));
        const { statuses, objects } = await run("callSimultaneously", base.url, calls);
        assert.deepEqual(new Set(statuses), new Set(["finished"]));
        assert.equal(objects, calls.length, "each caller has details of its own");
        const seen = base.requests.map(({ headers }) => `${headers.authorization} ${headers["x-locale"]}`);
        assert.deepEqual(seen.toSorted(), sent);
      });
    }

    for (const which of /** @type {const} */ (["the first", "the second"])) {
      it(`continue for the other caller if ${which} of two that share a request is aborted`, async () => {
        const base = service.base(respondAfter(2));
        const results = await run("abortShared", base.url, which);
        assert.deepEqual(results, which === "the first" ? ["first gone", "finished"] : ["finished", "second gone"]);
        assert.equal(await base.requests[0]?.disconnected, false);
        assert.equal(base.requests.length, 2);
      });
    }

    it("abort their shared request if both callers are aborted", async () => {
      const base = service.base(neverRespond);
      assert.deepEqual(await run("abortShared", base.url, "both"), ["first gone", "second gone"]);
      assert.equal(await base.requests[0]?.disconnected, true);
    });

    it("are each told of a wait that they share, also one that joins during it", async () => {
      const base = service.base(inTurn([failure(503, "1"), batch("finished")]));
      const told = ["throttled", "service"];
      assert.deepEqual(await run("retryShared", base.url), [told, told, told]);
      assert.equal(base.requests.length, 2);
    });

    it("send at most four requests at a time to one base address, and do not hold up another one", async () => {
      /** @type {(() => void)[]} */
      const pending = [];
      const base = service.base(() => new Promise((resolve) => pending.push(() => resolve(batch("finished")))));
      const other = service.base(batch("finished"));
      const statuses = run("callForUploads", base.url, 6);
      for (const arrived of [4, 5, 6]) {
        await base.waitForRequest(arrived);
        assert.deepEqual(await run("callForUploads", other.url, 1), ["finished"]);
        assert.equal(base.requests.length, arrived);
        pending.shift()?.();
      }
      for (const release of pending) release();
      assert.deepEqual(await statuses, Array(6).fill("finished"));
    });

    it("all wait while one is throttled, and those with too short a timeout fail without a request", async () => {
      const base = service.base(inTurn([failure(429, "1"), batch("finished")]));
      const { retryAfterMs, ...seen } = await run("callWhileThrottled", base.url);
      assert.deepEqual(seen, {
        statuses: ["finished", "finished"],
        retries: [[0, "throttled", true]],
        impatient: { code: "throttled", attempts: 0, retryable: true },
      });
      // A 429 stops all requests for 5 s at least.
      assert.ok(Number(retryAfterMs) > 4500 && Number(retryAfterMs) <= 5000, `${retryAfterMs}`);
      const [first = assert.fail(), ...later] = base.requests;
      assert.equal(later.length, 2);
      for (const { time } of later)
        assert.ok(time - first.time >= 5000 - TIMER_TOLERANCE_MS, `after ${time - first.time} ms`);
    });
  });

  describe(`${runtime}: retries`, TIMEOUT, () => {
    it("are reported with their number, wait and reason, and keep the request id", async () => {
      const responses = [{ status: 200 }, failure(503, "0"), failure(429, "0"), batch("finished")];
      const base = service.base(inTurn(responses));
      const { status, events } = await run("recordRetries", base.url);
      assert.equal(status, "finished");
      // No wait is shorter because the service says so.
      const expected = [
        { attempt: 1, code: "empty-response", leastMs: 0, mostMs: 800 },
        { attempt: 2, code: "service", leastMs: 0, mostMs: 1600 },
        { attempt: 3, code: "throttled", leastMs: 5000, mostMs: 8200 },
      ];
      assert.equal(events.length, expected.length);
      for (const [i, { attempt, code, leastMs, mostMs }] of expected.entries()) {
        const { waitMs = Number.NaN, ...event } = events[i] ?? {};
        assert.deepEqual(event, { attempt, code, isOurs: true });
        assert.ok(waitMs >= leastMs && waitMs <= mostMs, `${waitMs} ms before retry ${attempt}`);
      }
      const ids = base.requests.map(({ headers }) => `${headers["ms-requestid"]} ${headers["ms-correlationid"]}`);
      assert.equal(ids.length, 4);
      assert.equal(new Set(ids).size, 1);
    });
  });

  describe(`${runtime}: a watch`, TIMEOUT, () => {
    /** @type {Record<string, { responses: SimulatedResponse[], options?: object, statuses: string[], code?: string, requests: number }>} */
    const runs = {
      "yields what changed, and ends": {
        responses: ["queued", "queued", "processing", "processing", "finished_with_errors"].map(batchNow),
        statuses: ["queued", "processing", "finished_with_errors"],
        requests: 5,
      },
      "does not end with an unknown status": {
        responses: [batchNow("unknown"), batchNow("awaiting_review"), batchNow("finished")],
        statuses: ["unknown", "awaiting_review", "finished"],
        requests: 3,
      },
      "continues after transient failures": {
        responses: [failure(503, "0"), failure(429, "0"), batchNow("queued"), failure(500, "0"), batchNow("finished")],
        options: { maxRetries: 0 },
        statuses: ["queued", "finished"],
        requests: 5,
      },
      'takes a 404 as "not there yet" at first': {
        responses: [failure(404, "0"), failure(404, "0"), batchNow("finished")],
        statuses: ["finished"],
        requests: 3,
      },
      "takes a 404 as final if notFoundGraceMs is 0": {
        responses: [failure(404, "0"), batchNow("finished")],
        options: { notFoundGraceMs: 0 },
        statuses: [],
        code: "not-found",
        requests: 1,
      },
      "ends with a permanent failure, which is thrown once": {
        responses: [batchNow("queued"), failure(403, "0"), batchNow("finished")],
        statuses: ["queued"],
        code: "forbidden",
        requests: 2,
      },
      "ends after maxWaitMs": {
        responses: [batch("queued")],
        options: { maxWaitMs: 100 },
        statuses: ["queued"],
        code: "timeout",
        requests: 1,
      },
    };
    for (const [label, { responses, options = {}, statuses, code, requests }] of Object.entries(runs)) {
      it(label, async () => {
        const base = service.base(inTurn(responses));
        const seen = await run("watchToEnd", base.url, options);
        assert.deepEqual(seen, { statuses, code, isDone: true, timersLeft: 0 });
        assert.equal(base.requests.length, requests);
        const ids = base.requests.map(({ headers }) => headers["ms-requestid"]);
        assert.equal(new Set(ids).size, requests, "each poll has its own request id");
      });
    }

    it("of waitForBatchUpload reports every change and resolves with the last details", async () => {
      const responses = ["queued", "processing", "processing", "finished"].map(batchNow);
      const seen = await run("waitToEnd", service.base(inTurn(responses)).url);
      assert.deepEqual(seen, { status: "finished", progress: ["queued", "processing", "finished"] });
    });

    it("of one call tells every wait before it begins, and until when", async () => {
      const base = service.base(inTurn([failure(503, "1"), batch("finished")]));
      assert.deepEqual(await run("recordWaits", base.url), [
        { reason: "token", attempt: 0, waitMs: undefined, isUntilRight: true, code: undefined },
        { reason: "throttled", attempt: 1, waitMs: 1_000, isUntilRight: true, code: "service" },
      ]);
    });

    it("calls onPoll after every response but the last, changed or not", async () => {
      const responses = ["queued", "queued", "finished"].map(batchNow);
      const polls = await run("recordPolls", service.base(inTurn(responses)).url);
      assert.deepEqual(polls, [{ waitMs: 1_000 }, { waitMs: 1_000 }]);
    });

    it("resolves several simultaneous next() in order", async () => {
      const base = service.base(inTurn(["queued", "processing", "finished"].map(batchNow)));
      assert.deepEqual(await run("nextSimultaneously", base.url, 5), [
        "queued",
        "processing",
        "finished",
        "done",
        "done",
      ]);
    });

    it("does not poll while nobody awaits the next value", async () => {
      const base = service.base(inTurn(["queued", "processing", "finished"].map(batchNow)));
      await run("takeFirstValue", base.url, service.base(batch("finished")).url);
      assert.equal(base.requests.length, 1);
    });

    for (const exit of exits) {
      it(`stops with ${exit}`, async () => {
        const { responder = neverRespond, result } = EXITS[exit] ?? {};
        const base = service.base(responder);
        assert.deepEqual(await run("stopWatch", exit, base.url), { result, timersLeft: 0 });
        if (responder === neverRespond)
          for (const { disconnected } of base.requests) assert.equal(await disconnected, true);
      });
    }
  });
}

it("Node: a process exits by itself after its calls", TIMEOUT, async () => {
  const service = await startServer();
  const script = fileURLToPath(new URL("process-exit.js", import.meta.url));
  const [responding, unresponsive] = [service.base(batch("queued")), service.base(neverRespond)];
  const child = spawn(process.execPath, [script, responding.url, unresponsive.url], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  await service.close();
  assert.equal(errors, "");
  assert.equal(exitCode, 0);
  const { outcomes, resources } = JSON.parse(output);
  assert.deepEqual(outcomes, ["queued", "gone", "gone", "timeout", "queued", "gone"]);
  assert.deepEqual(
    resources.filter((/** @type {string} */ kind) => kind === "Timeout"),
    [],
  );
});

it("Chromium: an error in onRetry is reported, and the call continues", TIMEOUT, async () => {
  const base = service.base(inTurn([failure(503, "0"), batch("finished")]));
  const reported = new Promise((resolve) => page.once("pageerror", ({ message }) => resolve(message)));
  assert.equal(await runtimes.Chromium?.("throwInRetry", base.url), "finished");
  assert.equal(await reported, "thrown in onRetry");
});

describe("Chromium: a watch", TIMEOUT, () => {
  /** @type {Record<"offline" | "hidden", (isAway: boolean) => Promise<void>>} */
  const absences = {
    offline: (isAway) => page.context().setOffline(isAway),
    hidden: (isAway) =>
      page.evaluate((hidden) => {
        // In a headless browser every page is visible.
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, isAway),
  };
  const intervals = { intervalMs: 2_000, maxIntervalMs: 2_000 };
  const names = /** @type {(keyof typeof absences)[]} */ (Object.keys(absences));
  for (const absence of names) {
    it(`waits while ${absence}, says so, and polls at once afterwards if its interval is over`, async () => {
      const run = runtimes.Chromium ?? assert.fail();
      const base = service.base(inTurn([batch("queued"), batch("finished")]));
      await run("startWatch", base.url, intervals);
      await run("untilWatchWaits", "poll");
      await absences[absence](true);
      await run("untilWatchWaits", absence);
      await wait(3_000);
      assert.equal(base.requests.length, 1);
      await absences[absence](false);
      const back = Date.now();
      assert.deepEqual(await run("endWatch"), { status: "finished", reasons: ["poll", absence], timersLeft: 0 });
      assert.ok(Date.now() - back < 1_500, `${Date.now() - back} ms after it is back`);
      assert.equal(base.requests.length, 2);
    });
  }

  it("sends at most two requests in three seconds, however often the page is hidden and shown", async () => {
    const run = runtimes.Chromium ?? assert.fail();
    /** @type {number[]} */
    const arrivals = [];
    const base = service.base(({ count }) => {
      arrivals.push(performance.now());
      return batch(count < 6 ? "queued" : "finished");
    });
    await run("startWatch", base.url, intervals);
    const end = run("endWatch");
    let isOver = false;
    end.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await absences.hidden(true);
      await absences.offline(true);
      await absences.offline(false);
      await absences.hidden(false);
      // Long enough that the watch sees the page at times.
      await wait(Math.random() * 700);
    }
    assert.equal((await end).status, "finished");
    for (const [index, third] of arrivals.slice(2).entries())
      assert.ok(third - (arrivals[index] ?? 0) > 3_000, `requests at ${arrivals}`);
  });
});

/** Responds to all requests once this many have arrived. @param {number} expected @returns {Responder} */
function respondAfter(expected) {
  /** @type {(response: SimulatedResponse) => void} */
  let release = () => {};
  /** @type {Promise<SimulatedResponse>} */
  const response = new Promise((resolve) => {
    release = resolve;
  });
  return ({ count }) => {
    if (count === expected) release(batch("finished"));
    return response;
  };
}
