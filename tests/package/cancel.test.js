/** Calls that are ended early leave nothing behind, calls share what they can, and a watch ends when its reader does. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../engines/chromium.js";
import { exits, phases, reasons } from "./cancel-in-runtime.js";
import { inNode, inPage } from "./runtimes.js";
import { halfAnswer, silent, startServer } from "./server.js";

/**
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
 * @import { Responder } from "./server.js"
 * @import { SimultaneousCall } from "./cancel-in-runtime.js"
 * @typedef {import("./runtimes.js").Run<typeof import("./cancel-in-runtime.js")>} Run
 */

const INSIDE = "tests/package/cancel-in-runtime.js";

/** What is left pending in one test shall not hold up the others for ever. */
const LIMIT = { timeout: 30_000 };

/** Timers count from before the answer was read and are cut to whole milliseconds. */
const EARLY_MS = 20;

const service = await startServer();
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(service.page());
after(async () => {
  await browser.close();
  await service.close();
});

/** @param {string} status @param {Record<string, string>} [headers] @returns {SimulatedResponse} */
const batch = (status, headers = {}) => ({ status: 200, headers, body: JSON.stringify({ status }) });
/** The next poll may come at once. @param {string} status */
const batchNow = (status) => batch(status, { "Retry-After": "0" });
/** @param {number} status @param {string} retryAfter @returns {SimulatedResponse} */
const failure = (status, retryAfter) => ({ status, headers: { "Retry-After": retryAfter } });
/** One answer after the other, the last one again and again. @param {SimulatedResponse[]} answers @returns {Responder} */
const inTurn =
  (answers) =>
  ({ count }) =>
    answers[Math.min(count, answers.length) - 1];

/** What a call has to be answered to come into its phase. @type {Record<string, SimulatedResponse | Responder>} */
const ANSWERS_BY_PHASE = {
  "in the body": halfAnswer,
  "while a retry is waited for": failure(503, "60"),
  "in onRetry": failure(503, "60"),
  "while the service wants to be left alone": failure(429, "60"),
  "between the polls of a watch": batch("queued"),
  "between the polls of waitForBatchUpload": batch("queued"),
  "in onProgress": batch("queued"),
};

/** How each way out of a watch ends. */
const OVER = { done: true, value: undefined };
/** @type {Record<string, { answer: SimulatedResponse | Responder, result: unknown }>} */
const EXITS = {
  break: { answer: batch("queued"), result: "queued" },
  "a thrown error in the loop": { answer: batch("queued"), result: "queued" },
  "return() before the start": { answer: silent, result: [OVER, OVER] },
  "return() while next() waits for an answer": { answer: silent, result: [OVER, OVER, OVER] },
  "return() while next() waits between polls": { answer: batch("queued"), result: [OVER, OVER, OVER] },
  "throw() while next() waits between polls": { answer: batch("queued"), result: [true, OVER, OVER] },
};

/** @type {Record<string, Run>} */
const places = { Node: inNode(INSIDE), Chromium: inPage(page, INSIDE) };

for (const [place, run] of Object.entries(places)) {
  describe(`${place}: an abort`, LIMIT, () => {
    for (const phase of phases) {
      it(`${phase} rejects at once with the caller's reason, and leaves nothing behind`, async () => {
        for (const reason of reasons) {
          const answer = ANSWERS_BY_PHASE[phase] ?? silent;
          const base = service.base(answer);
          const seen = await run("abortIn", phase, reason, base.url);
          assert.deepEqual(seen, { rejectedWithReason: true, listenersLeft: 0, timersLeft: 0 }, reason);
          if (phase.startsWith("before a") || phase === "before the call") assert.equal(base.requests.length, 0);
          const isUnanswered = answer === silent || answer === halfAnswer;
          for (const { gone } of base.requests) assert.equal(await gone, isUnanswered, `${reason}: the request`);
        }
      });
    }

    it("after the answer has no effect", async () => {
      const seen = await run("abortAfterSuccess", service.base(batch("finished")).url);
      assert.deepEqual(seen, { status: "finished", listenersLeft: 0, timersLeft: 0 });
    });

    it("is not needed where a token provider never answers: the call ends by its timeout", async () => {
      const base = service.base(silent);
      assert.deepEqual(await run("neverGetToken", base.url), { code: "timeout", attempts: 0, timersLeft: 0 });
      assert.equal(base.requests.length, 0);
    });
  });

  describe(`${place}: calls at the same time`, LIMIT, () => {
    /** @type {Record<string, { calls: SimultaneousCall[], sent: string[] }>} */
    const shares = {
      "identical, but not with another token or other options": {
        calls: [
          { token: "first", locale: "en-US" },
          { token: "first", locale: "en-US" },
          { token: "second", locale: "en-US" },
          { token: "first", locale: "de-DE" },
        ],
        sent: ["Bearer first de-DE", "Bearer first en-US", "Bearer second en-US"],
      },
      "of one token provider, but not of two that give the same token": {
        calls: [
          { token: "third", locale: "en-US", provider: 1 },
          { token: "third", locale: "en-US", provider: 2 },
          { token: "third", locale: "en-US", provider: 1 },
        ],
        sent: ["Bearer third en-US", "Bearer third en-US"],
      },
    };
    for (const [label, { calls, sent }] of Object.entries(shares)) {
      it(`share a request when they are ${label}`, async () => {
        const base = service.base(holdUntil(sent.length));
        const { statuses, objects } = await run("askAtOnce", base.url, calls);
        assert.deepEqual(new Set(statuses), new Set(["finished"]));
        assert.equal(objects, calls.length, "each caller has details of its own");
        const seen = base.requests.map(({ headers }) => `${headers.authorization} ${headers["x-locale"]}`);
        assert.deepEqual(seen.toSorted(), sent);
      });
    }

    for (const which of /** @type {const} */ (["the first", "the second"])) {
      it(`go on for the other caller when ${which} of two that share is aborted`, async () => {
        const base = service.base(holdUntil(2));
        const ends = await run("abortShared", base.url, which);
        assert.deepEqual(ends, which === "the first" ? ["first gone", "finished"] : ["finished", "second gone"]);
        assert.equal(await base.requests[0]?.gone, false);
        assert.equal(base.requests.length, 2);
      });
    }

    it("end their shared request when both callers are aborted", async () => {
      const base = service.base(silent);
      assert.deepEqual(await run("abortShared", base.url, "both"), ["first gone", "second gone"]);
      assert.equal(await base.requests[0]?.gone, true);
    });

    it("are each told of a retry that they share", async () => {
      const base = service.base(inTurn([failure(503, "0"), batch("finished")]));
      assert.deepEqual(await run("retryShared", base.url), [1, 1]);
      assert.equal(base.requests.length, 2);
    });

    it("send at most four requests to one base address, and others to another one meanwhile", async () => {
      /** @type {(() => void)[]} */
      const held = [];
      const base = service.base(() => new Promise((resolve) => held.push(() => resolve(batch("finished")))));
      const other = service.base(batch("finished"));
      const answers = run("askForMany", base.url, 6);
      for (const arrived of [4, 5, 6]) {
        await base.arrival(arrived);
        assert.deepEqual(await run("askForMany", other.url, 1), ["finished"]);
        assert.equal(base.requests.length, arrived);
        held.shift()?.();
      }
      for (const release of held) release();
      assert.deepEqual(await answers, Array(6).fill("finished"));
    });

    it("all wait where one was told to, and those without the time for it fail without a request", async () => {
      const base = service.base(inTurn([failure(429, "1"), batch("finished")]));
      const { retryAfterMs, ...seen } = await run("askInWindow", base.url);
      assert.deepEqual(seen, {
        statuses: ["finished", "finished"],
        patience: [[0, "throttled", true]],
        hasty: { code: "throttled", attempts: 0, retryable: true },
      });
      assert.ok(Number(retryAfterMs) > 500 && Number(retryAfterMs) <= 1000, `${retryAfterMs}`);
      const [first = assert.fail(), ...later] = base.requests;
      assert.equal(later.length, 2);
      for (const { at } of later) assert.ok(at - first.at >= 1000 - EARLY_MS, `after ${at - first.at} ms`);
    });
  });

  describe(`${place}: retries`, LIMIT, () => {
    it("are told with their number, their wait and their reason, and keep the request id", async () => {
      const answers = [{ status: 200 }, failure(503, "0"), failure(429, "0"), batch("finished")];
      const base = service.base(inTurn(answers));
      const { status, events } = await run("recordRetries", base.url);
      assert.equal(status, "finished");
      const [{ waitMs, ...first } = assert.fail(), ...others] = events;
      assert.deepEqual(first, { attempt: 1, code: "empty-response", isOurs: true });
      assert.ok(waitMs >= 0 && waitMs < 800, `${waitMs}`);
      assert.deepEqual(others, [
        { attempt: 2, waitMs: 0, code: "service", isOurs: true },
        { attempt: 3, waitMs: 0, code: "throttled", isOurs: true },
      ]);
      const ids = base.requests.map(({ headers }) => `${headers["ms-requestid"]} ${headers["ms-correlationid"]}`);
      assert.equal(ids.length, 4);
      assert.equal(new Set(ids).size, 1);
    });
  });

  describe(`${place}: a watch`, LIMIT, () => {
    /** @type {Record<string, { answers: SimulatedResponse[], options?: object, statuses: string[], code?: string, requests: number }>} */
    const runs = {
      "yields what changed, and ends": {
        answers: ["queued", "queued", "processing", "processing", "finished_with_errors"].map(batchNow),
        statuses: ["queued", "processing", "finished_with_errors"],
        requests: 5,
      },
      "does not end with an unknown status": {
        answers: [batchNow("unknown"), batchNow("awaiting_review"), batchNow("finished")],
        statuses: ["unknown", "awaiting_review", "finished"],
        requests: 3,
      },
      "goes on after failures that may pass": {
        answers: [failure(503, "0"), failure(429, "0"), batchNow("queued"), failure(500, "0"), batchNow("finished")],
        options: { maxRetries: 0 },
        statuses: ["queued", "finished"],
        requests: 5,
      },
      'takes a 404 for "not there yet" at first': {
        answers: [failure(404, "0"), failure(404, "0"), batchNow("finished")],
        statuses: ["finished"],
        requests: 3,
      },
      "takes a 404 for final where no grace is wanted": {
        answers: [failure(404, "0"), batchNow("finished")],
        options: { notFoundGraceMs: 0 },
        statuses: [],
        code: "not-found",
        requests: 1,
      },
      "ends with a failure that will not pass, told once": {
        answers: [batchNow("queued"), failure(403, "0"), batchNow("finished")],
        statuses: ["queued"],
        code: "forbidden",
        requests: 2,
      },
      "ends by maxWaitMs": {
        answers: [batch("queued")],
        options: { maxWaitMs: 100 },
        statuses: ["queued"],
        code: "timeout",
        requests: 1,
      },
    };
    for (const [label, { answers, options = {}, statuses, code, requests }] of Object.entries(runs)) {
      it(label, async () => {
        const base = service.base(inTurn(answers));
        const seen = await run("watchToEnd", base.url, options);
        assert.deepEqual(seen, { statuses, code, isOver: true, timersLeft: 0 });
        assert.equal(base.requests.length, requests);
        const ids = base.requests.map(({ headers }) => headers["ms-requestid"]);
        assert.equal(new Set(ids).size, requests, "each poll is a request of its own");
      });
    }

    it("is waited for by waitForBatchUpload, which tells every change and gives the last", async () => {
      const answers = ["queued", "processing", "processing", "finished"].map(batchNow);
      const seen = await run("waitToEnd", service.base(inTurn(answers)).url);
      assert.deepEqual(seen, { status: "finished", progress: ["queued", "processing", "finished"] });
    });

    it("tells onPoll of every answer but the last, changed or not", async () => {
      const answers = ["queued", "queued", "finished"].map(batchNow);
      assert.deepEqual(await run("recordPolls", service.base(inTurn(answers)).url), [{ waitMs: 0 }, { waitMs: 0 }]);
    });

    it("answers several next() at once in their order", async () => {
      const base = service.base(inTurn(["queued", "processing", "finished"].map(batchNow)));
      assert.deepEqual(await run("takeAtOnce", base.url, 5), ["queued", "processing", "finished", "done", "done"]);
    });

    it("asks no more while nobody wants the next value", async () => {
      const base = service.base(inTurn(["queued", "processing", "finished"].map(batchNow)));
      await run("takeOne", base.url, service.base(batch("finished")).url);
      assert.equal(base.requests.length, 1);
    });

    for (const exit of exits) {
      it(`stops by ${exit}`, async () => {
        const { answer = silent, result } = EXITS[exit] ?? {};
        const base = service.base(answer);
        assert.deepEqual(await run("leave", exit, base.url), { result, timersLeft: 0 });
        if (answer === silent) for (const { gone } of base.requests) assert.equal(await gone, true);
      });
    }
  });
}

it("Node: a process that has finished its calls ends by itself", LIMIT, async () => {
  const service = await startServer();
  const script = fileURLToPath(new URL("process-exit.js", import.meta.url));
  const [answering, waiting] = [service.base(batch("queued")), service.base(silent)];
  const child = spawn(process.execPath, [script, answering.url, waiting.url], { stdio: ["ignore", "pipe", "pipe"] });
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

it("Chromium: an error in onRetry is reported, and the call goes on", LIMIT, async () => {
  const base = service.base(inTurn([failure(503, "0"), batch("finished")]));
  const reported = new Promise((resolve) => page.once("pageerror", ({ message }) => resolve(message)));
  assert.equal(await places.Chromium?.("throwInRetry", base.url), "finished");
  assert.equal(await reported, "thrown in onRetry");
});

describe("Chromium: a watch while nobody is there", LIMIT, () => {
  /** @type {Record<string, (away: boolean) => Promise<void>>} */
  const absences = {
    "the machine is offline": (away) => page.context().setOffline(away),
    "the page is hidden": (away) =>
      page.evaluate((hidden) => {
        // A headless browser shows every page that it has.
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, away),
  };
  for (const [label, setAway] of Object.entries(absences)) {
    it(`pauses when ${label}, and polls at once afterwards`, async () => {
      const run = places.Chromium ?? assert.fail();
      const base = service.base(inTurn([batch("queued"), batch("finished")]));
      await run("watchSlowly", base.url);
      await setAway(true);
      await run("untilAbsenceIsNoticed");
      assert.equal(base.requests.length, 1);
      await setAway(false);
      const seen = await run("endAfterAbsence");
      assert.deepEqual(seen, { status: "finished", listenersLeft: 0, timersLeft: 0 });
      assert.equal(base.requests.length, 2);
    });
  }
});

/** Holds the requests back until there are so many. @param {number} wanted @returns {Responder} */
function holdUntil(wanted) {
  /** @type {(answer: SimulatedResponse) => void} */
  let release = () => {};
  /** @type {Promise<SimulatedResponse>} */
  const answer = new Promise((resolve) => {
    release = resolve;
  });
  return ({ count }) => {
    if (count === wanted) release(batch("finished"));
    return answer;
  };
}
