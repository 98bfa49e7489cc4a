/** Runs in the page for the soak test: makes many calls with random faults and aborts, and counts what they leave behind. */
import { memories } from "../package/wasm-memories.js";

/**
 * @typedef {object} Plan
 * @property {number} seed
 * @property {number} calls
 * @property {{ baseUrl: string, options: import("./faults.js").Options }[]} targets
 */

const CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
/** Few, so that some calls share a request and one of them is aborted. */
const TRACKING_IDS = ["2d8ad5a4-6d26-4a08-8a8c-2ec4d4a5c1b7", "b7c5a1d4-6d26-4a08-8a8c-2ec4d4a5ad2d"];
const CONCURRENCY = 24;

/** Short, so that calls time out in every phase. */
const TIMEOUTS = { timeoutMs: 1200, attemptTimeoutMs: 300 };

/** How late a timer may fire on a busy machine. */
const LATE_MS = 2000;

const setRealTimeout = globalThis.setTimeout;
const clearRealTimeout = globalThis.clearTimeout;

/** @type {Set<unknown>} */
const timers = new Set();

trackTimers();
const { getBatchUploadStatus, PartnerCenterError } = await import("partner-center-batch-status");

/**
 * @param {Plan} plan
 * @returns how often each outcome occurred, and the timers and wasm memories that are left after all calls
 */
export async function soak({ seed, calls, targets }) {
  const random = seededRandom(seed);
  const controllers = Array.from({ length: calls }, () => new AbortController());
  /** @type {Record<string, number>} */
  const tally = {};
  const queue = [...controllers];
  const worker = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const outcome = await call(next, random, pick(random, targets));
      tally[outcome] = (tally[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  // The test inspects these signals with DevTools.
  Object.assign(globalThis, { soakedSignals: controllers.map(({ signal }) => signal) });
  return { tally, timers: timers.size, wasmBytes: memories.map(({ buffer }) => buffer.byteLength) };
}

/**
 * @param {AbortController} controller
 * @param {() => number} random
 * @param {Plan["targets"][number]} target
 * @returns {Promise<string>} the name of the outcome
 */
async function call(controller, random, { baseUrl, options }) {
  const { signal } = controller;
  const trackingId = pick(random, TRACKING_IDS);
  let isSettled = false;
  const settled = getBatchUploadStatus(CUSTOMER, trackingId, "token", { ...options, ...TIMEOUTS, baseUrl, signal })
    .then(
      () => "ok",
      (error) => describe(error, signal),
    )
    .finally(() => {
      isSettled = true;
    });
  if (random() < 0.5) {
    // Mostly early, because later many calls have ended.
    await within(random() * random() * TIMEOUTS.timeoutMs, settled);
    controller.abort(pick(random, REASONS));
    // Wait only for tasks that are already queued.
    await new Promise((resolve) => setRealTimeout(resolve, 0));
    if (!isSettled) return "unexpected: not settled at once after an abort";
  }
  return (await within(TIMEOUTS.timeoutMs + LATE_MS, settled)) ?? "unexpected: not settled by its deadline";
}

/** @template T @param {number} ms @param {Promise<T>} promise @returns {Promise<T | undefined>} undefined if it takes longer */
async function within(ms, promise) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setRealTimeout(resolve, ms);
  });
  return Promise.race([promise, late]).finally(() => clearRealTimeout(timer));
}

const REASONS = ["a string", undefined, 0, new Error("an error"), new DOMException("an exception", "TimeoutError")];

/** @param {unknown} error @param {AbortSignal} signal */
function describe(error, signal) {
  if (signal.aborted && Object.is(error, signal.reason)) return "aborted";
  const isOurs = error instanceof PartnerCenterError && error.code !== "internal" && error.code !== "wasm-load";
  return isOurs ? error.code : `unexpected: ${error}`;
}

function trackTimers() {
  globalThis.setTimeout = /** @type {typeof setTimeout} */ (
    (/** @type {() => void} */ run, /** @type {number} */ ms) => {
      const timer = setRealTimeout(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
      return timer;
    }
  );
  globalThis.clearTimeout = (timer) => {
    timers.delete(timer);
    clearRealTimeout(timer);
  };
}

/** @template T @param {() => number} random @param {T[]} values @returns {T} */
function pick(random, values) {
  return /** @type {T} */ (values[Math.floor(random() * values.length)]);
}

/**
 * Mulberry32: the same numbers for the same seed.
 *
 * @param {number} seed
 */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
