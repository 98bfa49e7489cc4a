/**
 * A process that runs one scenario and must then end by itself: `node boundary-in-process.js SCENARIO ARGUMENT…`. It prints the result as JSON,
 * and warnings, uncaught errors and unhandled rejections in the way of Node.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
// Comes after the line above, which records the memory of its instance.
import {
  getBatchUploadStatus,
  init,
  PartnerCenterError,
  waitForBatchUpload,
  watchBatchUploadStatus,
} from "../../dist/index.js";
import { memories } from "./wasm-memories.js";

/** @import { GetBatchUploadStatusOptions, Token } from "../../dist/index.js" */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const TOKEN = "canary.0123456789abcdef.canary";
const TEXT = '{"status":"finished","devicesStatus":[]}';
const BYTES = new TextEncoder().encode(TEXT);
const OWN_FILE = new URL("../../dist/partner-center-batch-status.wasm", import.meta.url);

/** @param {GetBatchUploadStatusOptions} [options] @param {Token} [token] */
const get = (options, token = TOKEN) => getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, token, options);
/** @param {GetBatchUploadStatusOptions} [options] @param {Token} [token] */
const outcomeOf = (options, token) =>
  get(options, token).then(
    ({ status }) => status,
    ({ name, code }) => (name === "PartnerCenterError" ? code : name),
  );
/** @param {(...request: unknown[]) => unknown} send @returns {typeof fetch} */
const fetchOf = (send) => /** @type {typeof fetch} */ (send);
/** No answer may keep the event loop busy for longer. */
const LONGEST_TURN_MS = 200;
const answering = fetchOf(async () => new Response(TEXT));
/** Returns a response whose body has so many chunks. @param {number} count @param {(index: number) => unknown} chunk */
function chunked(count, chunk) {
  let index = 0;
  const read = async () => (index < count ? { done: false, value: chunk(index++) } : { done: true, value: undefined });
  const getReader = () => ({ read, cancel: async () => {} });
  return fetchOf(async () => ({ status: 200, statusText: "", headers: new Headers(), body: { getReader } }));
}
/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The length of the longest turn of the event loop while this runs. @param {() => Promise<unknown>} run */
async function longestTurn(run) {
  let [last, longest] = [performance.now(), 0];
  let lastBusy = busyMs();
  const timer = setInterval(() => {
    const [now, busy] = [performance.now(), busyMs()];
    // The time in which other processes had the machine is no fault of the package.
    longest = Math.max(longest, Math.min(now - last, busy - lastBusy));
    [last, lastBusy] = [now, busy];
  }, 1);
  const result = await run();
  clearInterval(timer);
  return { result, longest };
}

/** The time for which this process had a processor. */
function busyMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @type {Record<string, (...args: string[]) => unknown>} */
const SCENARIOS = {
  /** Two users of a server ask for the same batch, with functions that know the user from the context. */
  async users(baseUrl = "") {
    const user = new AsyncLocalStorage();
    const token = () => /** @type {string} */ (user.getStore());
    const sendAs = fetchOf((request) =>
      fetch(new Request(/** @type {Request} */ (request), { headers: { "X-User": `${user.getStore()}` } })),
    );
    const ask = (/** @type {object} */ options, /** @type {Token} */ source) => (/** @type {string} */ name) =>
      user.run(name, () => get({ baseUrl, ...options }, source));
    const answers = [
      ...["alice", "bob"].map(ask({}, token)),
      ...["alice", "bob"].map(ask({}, async () => token())),
      ...["carol", "dave"].map(ask({ fetch: sendAs }, "a-session")),
    ];
    return (await Promise.all(answers)).map(({ devicesStatus }) => devicesStatus[0]?.serialNumber);
  },

  async "one-byte chunks"() {
    const length = 4_000_000;
    const chunk = (/** @type {number} */ index) =>
      index < BYTES.length ? BYTES.subarray(index, index + 1) : new Uint8Array([32]);
    const options = { fetch: chunked(length, chunk), timeoutMs: 600_000, attemptTimeoutMs: 600_000 };
    const { result, longest } = await longestTurn(() => outcomeOf(options));
    return { result, isResponsive: longest < LONGEST_TURN_MS, isSmall: process.resourceUsage().maxRSS < 400_000 };
  },

  /** Streams that give chunks without end and without ever waiting. */
  async "endless chunks"() {
    const outcomes = [];
    await init();
    for (const chunk of [new Uint8Array(), new Uint8Array(1)]) {
      const options = { fetch: chunked(Number.POSITIVE_INFINITY, () => chunk), maxRetries: 0 };
      const started = performance.now();
      const timeout = longestTurn(() => outcomeOf({ ...options, timeoutMs: 300 }));
      const abort = outcomeOf({ ...options, signal: AbortSignal.timeout(100) });
      const other = outcomeOf({ fetch: fetchOf(async () => sleep(100).then(() => new Response(TEXT))) });
      const { result, longest } = await timeout;
      outcomes.push([
        result,
        await abort,
        await other,
        longest < LONGEST_TURN_MS,
        performance.now() - started < 10_000,
      ]);
      outcomes.push(await outcomeOf({ ...options, maxResponseBytes: 1_000 }));
    }
    return outcomes;
  },

  /** A text that is longer than a string can be. */
  async "long text"() {
    const piece = new Uint8Array(1 << 26).fill(0x20);
    const pieces = 9;
    const chunk = (/** @type {number} */ index) => (index === 0 ? BYTES : piece);
    const options = {
      fetch: chunked(pieces + 1, chunk),
      maxResponseBytes: 2 ** 30,
      timeoutMs: 600_000,
      attemptTimeoutMs: 600_000,
    };
    const other = outcomeOf({ fetch: fetchOf(() => sleep(100).then(() => new Response(TEXT))) });
    const watch = watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, {
      ...options,
      fetch: chunked(pieces + 1, chunk),
    });
    const watched = await watch.next().catch(({ code }) => code);
    return [await outcomeOf(options), watched, await other, await outcomeOf({ fetch: answering })];
  },

  async "slow loading"() {
    // Thirty seconds pass in 50 ms.
    const { setTimeout: set } = globalThis;
    globalThis.setTimeout = Object.assign(
      (/** @type {() => void} */ f, ms = 0) => set(f, ms === 30_000 ? 50 : ms),
      set,
    );
    const loading = init(new Promise(() => {})).catch(({ code, hint }) => [code, hint]);
    const outcome = await outcomeOf({ fetch: answering });
    const loaded = await loading;
    const next = await outcomeOf({ fetch: answering });
    globalThis.setTimeout = set;
    await init(OWN_FILE);
    return [loaded, outcome, next, await outcomeOf({ fetch: answering })];
  },

  async "an odd source"() {
    const thrower = () => {
      throw new Error("thrown on purpose");
    };
    const hostile = new Proxy({}, { get: thrower, getPrototypeOf: thrower, has: thrower });
    /** @type {(() => any)[]} */
    const sources = [
      () => hostile,
      () => 5,
      () => ({}),
      () => new Response("", { status: 500 }),
      () => Promise.reject(hostile),
    ];
    const outcomes = [];
    for (const source of sources) outcomes.push(await init(source()).catch((error) => error.code));
    await init(OWN_FILE);
    for (const source of sources) outcomes.push(await init(source()).catch((error) => error.code));
    return outcomes;
  },

  /** Something has put options into `Object.prototype`. */
  async "polluted prototype"(baseUrl = "") {
    const sent = /** @type {string[]} */ ([]);
    const evil = {
      fetch: async (/** @type {Request} */ { url }) => {
        sent.push(url);
        return new Response(TEXT);
      },
      baseUrl: "https://evil.example",
      credentials: "include",
      onRetry: () => sent.push("onRetry"),
      onWait: () => sent.push("onWait"),
      onDetails: () => sent.push("onDetails"),
      token: "another-token",
      timeoutMs: 1,
      maxRetries: 10,
      authorizationHeader: "X-Evil",
    };
    class Options {
      get baseUrl() {
        return baseUrl;
      }
    }
    const names = Object.keys(evil);
    // Node's own fetch is led astray by others, such as `method`: without options, it reads them from an object with a prototype.
    const outcomes = [];
    for (const name of names) {
      const value = Reflect.get(evil, name);
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
      outcomes.push(await outcomeOf({ baseUrl }), await outcomeOf(new Options()));
      Reflect.deleteProperty(Object.prototype, name);
    }
    return [...new Set(outcomes), ...sent];
  },

  /** Options of another realm, whose `Object.prototype` has a base address, and a proxy whose prototypes never end. */
  async "prototypes of others"() {
    const foreign = runInNewContext('Object.prototype.baseUrl = "https://evil.example"; ({ maxRetries: 0 })');
    /** @type {object} */
    const endless = new Proxy({}, { getPrototypeOf: () => endless });
    const hosts = /** @type {string[]} */ ([]);
    const fetch = fetchOf(async (request) => {
      hosts.push(new URL(/** @type {Request} */ (request).url).host);
      return new Response(TEXT);
    });
    return [
      await outcomeOf(Object.assign(foreign, { fetch })),
      await outcomeOf(Object.assign(endless, { fetch })),
      ...hosts,
    ];
  },

  async "no options"() {
    globalThis.fetch = answering;
    const nothing = /** @type {any} */ (null);
    const nulls = Object.fromEntries(
      ["signal", "fetch", "onWait", "onRetry", "onPoll", "onProgress", "baseUrl", "timeoutMs"].map((name) => [
        name,
        nothing,
      ]),
    );
    const outcomes = [await outcomeOf(nothing), await outcomeOf(undefined), await outcomeOf(nulls)];
    for (const options of [nothing, undefined, nulls]) {
      outcomes.push((await waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, TOKEN, options)).status);
      const { value } = await watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, options).next();
      outcomes.push(value?.status);
    }
    outcomes.push(await outcomeOf({}, nothing));
    return outcomes;
  },

  /** Callbacks that throw, each of which is reported as uncaught. */
  async "callbacks that throw"(failingOnce = "", queuedTwice = "") {
    const uncaught = /** @type {string[]} */ ([]);
    process.on("uncaughtException", ({ message }) => uncaught.push(message));
    const thrower = (/** @type {string} */ name) => () => {
      throw new Error(name);
    };
    let told = 0;
    const shared = [
      outcomeOf({ baseUrl: failingOnce, onRetry: thrower("onRetry") }),
      outcomeOf({ baseUrl: failingOnce, onRetry: () => told++ }),
    ];
    const options = {
      baseUrl: queuedTwice,
      intervalMs: 1_000,
      onWait: thrower("onWait"),
      onPoll: thrower("onPoll"),
      onProgress: thrower("onProgress"),
    };
    const { status } = await waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, TOKEN, options);
    const outcomes = [...(await Promise.all(shared)), status];
    await sleep(10);
    return { outcomes, told, uncaught: [...new Set(uncaught)].sort() };
  },

  /** Promises of the caller's that never settle. */
  async "never-settling promises"() {
    const never = () => new Promise(() => {});
    const neverRead = chunked(Number.POSITIVE_INFINITY, () => BYTES.subarray(0, 1));
    const stalled = fetchOf(async () => ({
      ...(await neverRead("")),
      body: { getReader: () => ({ read: never, cancel: never }) },
    }));
    const options = { timeoutMs: 20, maxRetries: 0 };
    await outcomeOf({ fetch: answering });
    const [memory] = memories;
    if (memory === undefined) throw new Error("There is no instance.");
    const round = async () => {
      const calls = Array.from({ length: 100 }, () => [
        outcomeOf({ ...options, fetch: fetchOf(never) }),
        outcomeOf({ ...options, fetch: stalled }),
        outcomeOf({ ...options, fetch: answering }, /** @type {any} */ (never)),
      ]);
      return new Set(await Promise.all(calls.flat()));
    };
    const outcomes = await round();
    await round();
    const before = memory.buffer.byteLength;
    for (let i = 0; i < 20; i++) await round();
    return { outcomes: [...outcomes], grown: memory.buffer.byteLength - before };
  },

  async "one signal"(baseUrl = "") {
    const { signal } = new AbortController();
    const fetch = fetchOf(async () => sleep(10).then(() => new Response(TEXT)));
    const calls = Array.from({ length: 50 }, () => outcomeOf({ signal, fetch }));
    const watches = Array.from({ length: 50 }, () =>
      waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, TOKEN, { signal, baseUrl }),
    );
    return [...new Set([...(await Promise.all(calls)), ...(await Promise.all(watches)).map(({ status }) => status)])];
  },

  /** A server repeats the request as its response, which is no HTTP. */
  async "echoed request"(baseUrl = "") {
    const kept = [];
    for (const token of [TOKEN, () => TOKEN]) {
      const error = await get({ baseUrl, maxRetries: 0 }, token).catch((e) => e);
      kept.push(error.code, error.cause.message, error.cause.cause.message, everythingOf(error).includes("canary"));
    }
    const later = await get({ baseUrl: `${baseUrl}/then-401`, maxRetries: 1 }).catch((e) => e);
    kept.push(later.code, everythingOf(later).includes("canary"));
    const thrown = Object.assign(new Error(`no: ${TOKEN}`), { config: { headers: { authorization: TOKEN } } });
    const error = await get({ fetch: fetchOf(() => Promise.reject(thrown)), maxRetries: 0 }).catch((e) => e);
    return [...kept, error.cause.message, everythingOf(error).includes("canary")];
  },

  /** An error of which every text has a megabyte: what is copied of it, and whether that is at once. */
  async "a giant error"() {
    const thrown = Object.assign(new Error("x".repeat(1_000_000)), { stack: "y".repeat(1_000_000) });
    const started = performance.now();
    const error = await get({ fetch: fetchOf(() => Promise.reject(thrown)), maxRetries: 0 }).catch((e) => e);
    return [error.cause.message.length, error.cause.stack.length, performance.now() - started < 250];
  },

  /** Signals with members of their own, which throw. */
  async "odd signals"() {
    const waiting = fetchOf(() => sleep(300).then(() => new Response(TEXT)));
    const thrower = () => {
      throw new Error("thrown on purpose");
    };
    const outcomes = [];
    for (const name of ["reason", "addEventListener", "removeEventListener"]) {
      const controller = new AbortController();
      Object.defineProperty(controller.signal, name, name === "reason" ? { get: thrower } : { value: thrower });
      const call = get({ signal: controller.signal, fetch: waiting }).then(
        () => "finished",
        () => "aborted",
      );
      setTimeout(() => controller.abort(), 20);
      const started = performance.now();
      outcomes.push(await call, performance.now() - started < 250);
    }
    return outcomes;
  },

  /** An attempt fails with an exception, and the next one in another way. */
  async "an earlier exception"() {
    let count = 0;
    const fetch = fetchOf(async () => {
      if (count++ === 0) throw new TypeError("reset");
      return new Response("{}", { status: 401 });
    });
    const error = await get({ fetch }).catch((e) => e);
    return [error.code, error.attempts, String(error.cause)];
  },

  async "a frozen prototype of errors"() {
    Object.freeze(Error.prototype);
    return outcomeOf({ fetch: fetchOf(async () => new Response("{}", { status: 403 })) });
  },

  /** Identical calls each get a copy of their own, and the copies are built one after the other. */
  async "copies for sharers"() {
    globalThis.fetch = fetchOf(async () => {
      await sleep(20);
      return new Response(`{"status":"finished","devicesStatus":[${'{"serialNumber":"1"},'.repeat(4_999)}{}]}`);
    });
    const others = /** @type {number[]} */ ([]);
    let done = 0;
    const timer = setInterval(() => others.push(done), 0);
    const all = await Promise.all(Array.from({ length: 50 }, () => get().finally(() => done++)));
    clearInterval(timer);
    const copies = new Set(all.flatMap(({ devicesStatus }) => [devicesStatus, devicesStatus[0]]));
    return { copies: copies.size, hadTurns: others.some((count) => count > 0 && count < 50) };
  },

  async "over postMessage"() {
    const error = await get({ fetch: fetchOf(async () => new Response("{}", { status: 403 })) }).catch((e) => e);
    const back = PartnerCenterError.fromJSON(structuredClone(error.toJSON()));
    const isSame = JSON.stringify(back) === JSON.stringify(error) && back instanceof PartnerCenterError;
    const fields = { name: "PartnerCenterError", code: "network", hint: "" };
    const thrower = () => {
      throw new Error("thrown on purpose");
    };
    const odd = [
      { ...fields, message: Symbol("no text") },
      Object.defineProperty({ ...fields }, "message", { get: thrower }),
    ];
    const refused = [undefined, {}, "x", { name: "PartnerCenterError" }, ...odd].map((json) => {
      try {
        return PartnerCenterError.fromJSON(json).code;
      } catch (thrown) {
        return PartnerCenterError.isInstance(thrown) ? thrown.code : thrown;
      }
    });
    return { isSame, code: back.code, refused };
  },

  async "many calls"() {
    const ids = Array.from({ length: 8_000 }, (_, i) => `0127ed8e-ff72-4983-a3d8-${String(i).padStart(12, "0")}`);
    const calls = ids.map((id) => getBatchUploadStatus(CUSTOMER_ID, id, TOKEN, { fetch: answering }));
    return [...new Set((await Promise.all(calls)).map(({ status }) => status))];
  },

  /** Calls from within the functions that a call calls. */
  async reentrancy(failingOnce = "") {
    const inner = /** @type {Promise<string>[]} */ ([]);
    const ask = () => inner.push(outcomeOf({ fetch: answering }));
    const fetchAsking = fetchOf((request) => {
      ask();
      return fetch(/** @type {Request} */ (request));
    });
    const token = () => {
      ask();
      return TOKEN;
    };
    const outcome = await outcomeOf({ baseUrl: failingOnce, fetch: fetchAsking, onRetry: ask }, token);
    return [outcome, inner.length, ...new Set(await Promise.all(inner))];
  },

  /** The clocks jump, back and forth. */
  async "clock jumps"() {
    const [date, uptime] = [Date.now, performance.now.bind(performance)];
    const outcomes = [];
    for (const jump of [-1e12, 1e12, Number.NaN]) {
      let jumps = 0;
      Date.now = () => date() + jump * (jumps++ % 2);
      outcomes.push(await outcomeOf({ fetch: answering }));
      performance.now = () => uptime() + jump * (jumps++ % 2);
      outcomes.push(["finished", "timeout"].includes(await outcomeOf({ fetch: answering, timeoutMs: 1_000 })));
      Object.assign(Date, { now: date });
      performance.now = uptime;
    }
    return outcomes;
  },
};

/** Every text that hangs on an error, hidden fields included. @param {unknown} error */
function everythingOf(error) {
  return (
    inspect(error, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null }) + JSON.stringify(error)
  );
}

const [scenario = "", ...args] = process.argv.slice(2);
console.log(JSON.stringify(await SCENARIOS[scenario]?.(...args)));
