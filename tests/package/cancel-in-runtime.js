/** Runs in Node and in the page: calls that are aborted, that share a request, and that wait. */
import {
  getBatchUploadStatus,
  init,
  PartnerCenterError,
  waitForBatchUpload,
  watchBatchUploadStatus,
} from "../../dist/index.js";

/**
 * @import {
 *   BatchUploadDetails,
 *   GetBatchUploadStatusOptions,
 *   RetryEvent,
 *   WaitEvent,
 *   WaitForBatchUploadOptions,
 *   WatchBatchUploadStatusOptions,
 * } from "../../dist/index.js"
 */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const TOKEN = "a-token";

/** How much faster than usual time passes: see `hurried`. */
let speed = 1;
const timers = countTimers();
/** The shortest polls that a watch can have. */
const FAST_POLLS = { intervalMs: 1_000, maxIntervalMs: 1_000 };

/** @param {string} baseUrl @param {GetBatchUploadStatusOptions} [options] */
function get(
  baseUrl,
  options,
  token = /** @type {import("../../dist/index.js").Token} */ (TOKEN),
  trackingId = TRACKING_ID,
) {
  return getBatchUploadStatus(CUSTOMER_ID, trackingId, token, { ...options, baseUrl });
}

/** @param {string} baseUrl @param {WatchBatchUploadStatusOptions} [options] */
function watch(baseUrl, options) {
  return watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, { ...options, baseUrl });
}

/** @param {string} baseUrl @param {WaitForBatchUploadOptions} [options] */
function wait(baseUrl, options) {
  return waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, TOKEN, { ...options, baseUrl });
}

/** @type {Record<string, () => unknown>} */
const REASONS = {
  "no reason": () => undefined,
  string: () => "enough",
  Error: () => new Error("enough"),
  "DOMException TimeoutError": () => new DOMException("enough", "TimeoutError"),
  PartnerCenterError: () =>
    new PartnerCenterError({ code: "internal", message: "", hint: "", retryable: false, attempts: 0 }),
  null: () => null,
  false: () => false,
  0: () => 0,
  "empty string": () => "",
  object: () => ({ code: "timeout" }),
  promise: () => Promise.resolve(),
};

export const reasons = Object.keys(REASONS);

/**
 * Each function brings a call into a phase and aborts it there. The returned promise settles when the call does.
 *
 * @type {Record<string, (baseUrl: string, signal: AbortSignal, abort: () => void) => Promise<{ call: Promise<unknown> }>>}
 */
const PHASES = {
  async "before the call"(baseUrl, signal, abort) {
    abort();
    return { call: get(baseUrl, { signal }) };
  },
  async "before a watch"(baseUrl, signal, abort) {
    abort();
    return { call: watch(baseUrl, { signal }).next() };
  },
  async "while the token provider is pending"(baseUrl, signal, abort) {
    const asked = deferred();
    const call = get(baseUrl, { signal }, () => {
      asked.resolve();
      return new Promise(() => {});
    });
    await asked.promise;
    abort();
    return { call };
  },
  async "before the response begins"(baseUrl, signal, abort) {
    const call = get(baseUrl, { signal });
    await fetch(`${baseUrl}/wait-for-request?1`);
    abort();
    return { call };
  },
  async "in the body"(baseUrl, signal, abort) {
    const begun = deferred();
    const send = async (/** @type {RequestInfo | URL} */ request) => {
      const response = await fetch(request);
      begun.resolve();
      return response;
    };
    const call = get(baseUrl, { signal, fetch: send });
    await begun.promise;
    await turns();
    abort();
    return { call };
  },
  async "while a retry is pending"(baseUrl, signal, abort) {
    const waits = deferred();
    const call = get(baseUrl, { signal, onRetry: waits.resolve });
    await waits.promise;
    await turns();
    abort();
    return { call };
  },
  async "in onRetry"(baseUrl, signal, abort) {
    return { call: get(baseUrl, { signal, onRetry: abort }) };
  },
  async "while four other calls are in flight"(baseUrl, signal, abort) {
    const others = new AbortController();
    for (const id of trackingIds(4)) get(baseUrl, { signal: others.signal }, TOKEN, id).catch(() => {});
    await fetch(`${baseUrl}/wait-for-request?4`);
    const call = get(baseUrl, { signal });
    await turns();
    abort();
    call.catch(() => {}).finally(() => others.abort());
    return { call };
  },
  async "while requests are throttled"(baseUrl, signal, abort) {
    await get(baseUrl, { maxRetries: 0 }).catch(() => {});
    const call = get(baseUrl, { signal });
    await turns();
    abort();
    return { call };
  },
  async "while a watch waits for its first response"(baseUrl, signal, abort) {
    const call = watch(baseUrl, { signal }).next();
    await fetch(`${baseUrl}/wait-for-request?1`);
    abort();
    return { call };
  },
  async "between the polls of a watch"(baseUrl, signal, abort) {
    const watching = watch(baseUrl, { signal });
    await watching.next();
    const call = watching.next();
    await turns();
    abort();
    return { call };
  },
  async "between the polls of waitForBatchUpload"(baseUrl, signal, abort) {
    const polled = deferred();
    const call = wait(baseUrl, { signal, onProgress: polled.resolve });
    await polled.promise;
    await turns();
    abort();
    return { call };
  },
  async "in onProgress"(baseUrl, signal, abort) {
    return { call: wait(baseUrl, { signal, onProgress: abort }) };
  },
};

export const phases = Object.keys(PHASES);

/**
 * Aborts a call. Returns its outcome one turn of the event loop later, and the listeners and timers that are left.
 *
 * @param {string} phase
 * @param {string} reason
 * @param {string} baseUrl
 */
export async function abortIn(phase, reason, baseUrl) {
  await init();
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = countListeners(signal);
  let isAborted = false;
  const aborted = deferred();
  const abort = () => {
    if (isAborted) return;
    isAborted = true;
    controller.abort(REASONS[reason]?.());
    aborted.resolve();
  };
  const { call } = (await PHASES[phase]?.(baseUrl, signal, abort)) ?? {};
  /** @type {{ error?: unknown } | undefined} */
  let outcome;
  call?.then(
    () => {
      outcome = {};
    },
    (error) => {
      outcome = { error };
    },
  );
  await aborted.promise;
  await turn();
  const rejectedWithReason = outcome !== undefined && "error" in outcome && Object.is(outcome.error, signal.reason);
  await turns();
  return { rejectedWithReason, listenersLeft: listeners.left(), timersLeft: timers.left() };
}

/** Aborts after the call has succeeded. @param {string} baseUrl */
export async function abortAfterSuccess(baseUrl) {
  const controller = new AbortController();
  const listeners = countListeners(controller.signal);
  const { status } = await get(baseUrl, { signal: controller.signal });
  const left = listeners.left();
  controller.abort();
  await turns();
  return { status, listenersLeft: left, timersLeft: timers.left() };
}

/** Dispatches an `abort` event to a signal that has not aborted, and aborts it later. @param {string} baseUrl @param {string} pendingUrl */
export async function dispatchAbort(baseUrl, pendingUrl) {
  const { signal } = new AbortController();
  const call = get(baseUrl, { signal });
  const next = watch(baseUrl, { signal }).next();
  signal.dispatchEvent(new Event("abort"));
  const { status } = await call;
  const { value } = await next;
  const controller = new AbortController();
  const pending = get(pendingUrl, { signal: controller.signal });
  controller.signal.dispatchEvent(new Event("abort"));
  controller.abort("later");
  return { status, watched: value?.status, reason: await pending.catch((reason) => reason) };
}

/** Calls with a token provider that never returns a token. @param {string} baseUrl */
export async function callWithoutToken(baseUrl) {
  const error = await get(baseUrl, { timeoutMs: 50, maxRetries: 0 }, () => new Promise(() => {})).catch((e) => e);
  await turns();
  return { code: error.code, attempts: error.attempts, timersLeft: timers.left() };
}

/**
 * @typedef {object} SimultaneousCall
 * @property {string} token
 * @property {string} locale
 * @property {number} [provider] if set, the token comes from a function; calls with the same number use the same function
 */

/**
 * Makes several calls at the same time.
 *
 * @param {string} baseUrl
 * @param {SimultaneousCall[]} calls
 */
export async function callSimultaneously(baseUrl, calls) {
  /** @type {Map<number, () => string>} */
  const providers = new Map();
  const promises = calls.map(({ token, locale, provider }) => {
    if (provider === undefined) return get(baseUrl, { locale }, token);
    const getToken = providers.get(provider) ?? (() => token);
    providers.set(provider, getToken);
    return get(baseUrl, { locale }, getToken);
  });
  const details = await Promise.all(promises);
  return { statuses: details.map(({ status }) => status), objects: new Set(details).size };
}

/** Makes two identical calls, and aborts one or both. @param {string} baseUrl @param {"the first" | "the second" | "both"} which */
export async function abortShared(baseUrl, which) {
  const controllers = [new AbortController(), new AbortController()];
  const calls = controllers.map(({ signal }) => get(baseUrl, { signal }));
  const settled = Promise.allSettled(calls);
  await fetch(`${baseUrl}/wait-for-request?1`);
  if (which !== "the second") controllers[0]?.abort("first gone");
  if (which !== "the first") controllers[1]?.abort("second gone");
  // The server responds to both after this second request.
  if (which !== "both") await get(baseUrl, {}, TOKEN, trackingIds(1)[0]);
  return (await settled).map((result) => (result.status === "fulfilled" ? result.value.status : result.reason));
}

/**
 * Makes three identical calls with `onRetry` and `onWait`: two at once, and one as soon as they wait. Returns what each was told.
 *
 * @param {string} baseUrl
 */
export async function retryShared(baseUrl) {
  /** @type {string[][]} */
  const told = [];
  /** @type {Promise<unknown>[]} */
  const calls = [];
  const start = (/** @type {() => void} */ whenWaiting) => {
    /** @type {string[]} */
    const list = [];
    told.push(list);
    const onWait = (/** @type {WaitEvent} */ { reason, waitMs = 0, until = new Date(0) }) => {
      list.push(reason);
      if (Math.abs(until.getTime() - Date.now() - waitMs) > 50) list.push("until is wrong");
      whenWaiting();
    };
    calls.push(get(baseUrl, { onRetry: ({ error }) => list.push(error.code), onWait }));
  };
  await new Promise((resolve) => {
    start(() => setTimeout(resolve, 100));
    start(() => {});
  });
  start(() => {});
  await Promise.all(calls);
  return told;
}

/** Returns the waits of a call whose token takes a while. @param {string} baseUrl */
export async function recordWaits(baseUrl) {
  /** @type {unknown[]} */
  const waits = [];
  /** @param {WaitEvent} event */
  const onWait = ({ reason, attempt, waitMs, until, error }) => {
    const isUntilRight = until === undefined ? waitMs === undefined : until.getTime() - Date.now() - (waitMs ?? 0) < 50;
    waits.push({ reason, attempt, waitMs, isUntilRight, code: error?.code });
  };
  let asked = 0;
  const token = () => (asked++ === 0 ? new Promise((resolve) => setTimeout(resolve, 500, TOKEN)) : TOKEN);
  await get(baseUrl, { onWait }, /** @type {() => Promise<string>} */ (token));
  return waits;
}

/** Requests the status of different uploads at the same time. @param {string} baseUrl @param {number} count */
export async function callForUploads(baseUrl, count) {
  const calls = trackingIds(count).map((id) => get(baseUrl, { maxRetries: 0 }, TOKEN, id));
  return (await Promise.all(calls)).map(({ status }) => status);
}

/** One call is throttled. Then one call with enough time starts, and one with too short a timeout. @param {string} baseUrl */
export async function callWhileThrottled(baseUrl) {
  const [first = "", second = "", third = ""] = trackingIds(3);
  const throttled = deferred();
  const throttledCall = get(baseUrl, { onRetry: throttled.resolve }, TOKEN, first);
  await throttled.promise;
  /** @type {RetryEvent[]} */
  const events = [];
  const patient = get(baseUrl, { onRetry: (event) => events.push(event) }, TOKEN, second);
  const impatient = get(baseUrl, { timeoutMs: 500 }, TOKEN, third).catch((error) => error);
  const { code, attempts, retryAfterMs, retryable } = await impatient;
  const statuses = (await Promise.all([throttledCall, patient])).map(({ status }) => status);
  const retries = events.map(({ attempt, error, waitMs }) => [attempt, error.code, waitMs === error.retryAfterMs]);
  return { statuses, retries, impatient: { code, attempts, retryable }, retryAfterMs };
}

/** Returns the events of `onPoll` for a watch that runs to its end. @param {string} baseUrl */
export async function recordPolls(baseUrl) {
  /** @type {unknown[]} */
  const events = [];
  await hurried(() => wait(baseUrl, { ...FAST_POLLS, onPoll: (event) => events.push(event) }));
  return events;
}

/** Returns the events of `onRetry`. @param {string} baseUrl */
export async function recordRetries(baseUrl) {
  /** @type {{ attempt: number, waitMs: number, code: string, isOurs: boolean }[]} */
  const events = [];
  /** @param {RetryEvent} event */
  const onRetry = ({ attempt, waitMs, error }) =>
    events.push({ attempt, waitMs, code: error.code, isOurs: error instanceof PartnerCenterError });
  const { status } = await hurried(() => get(baseUrl, { onRetry }));
  return { status, events };
}

/** @param {string} baseUrl */
export async function throwInRetry(baseUrl) {
  const onRetry = () => {
    throw new Error("thrown in onRetry");
  };
  return (await get(baseUrl, { onRetry })).status;
}

/** Runs a watch to its end. Returns what it yielded. @param {string} baseUrl @param {WatchBatchUploadStatusOptions} [options] */
export async function watchToEnd(baseUrl, options) {
  /** @type {string[]} */
  const statuses = [];
  const watching = watch(baseUrl, { ...FAST_POLLS, ...options });
  const iterate = async () => {
    for await (const { status } of watching) statuses.push(status);
  };
  const code = await (options?.maxWaitMs === undefined ? hurried(iterate) : iterate()).then(
    () => undefined,
    (error) => (PartnerCenterError.isInstance(error) ? error.code : String(error)),
  );
  const isDone = [await watching.next(), await watching.next()].every(({ done, value }) => done && value === undefined);
  await turns();
  return { statuses, code, isDone, timersLeft: timers.left() };
}

/** The same with `waitForBatchUpload`. @param {string} baseUrl */
export async function waitToEnd(baseUrl) {
  /** @type {string[]} */
  const progress = [];
  const onProgress = (/** @type {BatchUploadDetails} */ details) => progress.push(details.status);
  const { status } = await hurried(() => wait(baseUrl, { ...FAST_POLLS, onProgress }));
  return { status, progress };
}

/** Calls `next()` several times before the first value arrives. @param {string} baseUrl @param {number} count */
export async function nextSimultaneously(baseUrl, count) {
  const watching = watch(baseUrl, FAST_POLLS);
  const results = await hurried(() => Promise.all(Array.from({ length: count }, () => watching.next())));
  return results.map(({ done, value }) => (done ? "done" : value.status));
}

/** Takes one value of a watch, and no other while another call runs. @param {string} baseUrl @param {string} otherBaseUrl */
export async function takeFirstValue(baseUrl, otherBaseUrl) {
  const watching = watch(baseUrl);
  await watching.next();
  await get(otherBaseUrl);
  await turns();
  await watching.return?.();
}

/** @type {{ waits: WaitEvent[], untilTold: (reason: WaitEvent["reason"]) => Promise<void>, end: Promise<string | undefined> } | undefined} */
let backgroundWatch;

/** Starts a watch that goes on while the test does something else. @param {string} baseUrl @param {WatchBatchUploadStatusOptions} options */
export async function startWatch(baseUrl, options) {
  /** @type {WaitEvent[]} */
  const waits = [];
  let notify = () => {};
  const onWait = (/** @type {WaitEvent} */ event) => {
    waits.push(event);
    notify();
  };
  const toEnd = async () => {
    let last;
    for await (const { status } of watch(baseUrl, { ...options, onWait })) last = status;
    return last;
  };
  /** @param {WaitEvent["reason"]} reason */
  const untilTold = async (reason) => {
    while (waits.at(-1)?.reason !== reason)
      await new Promise((resolve) => {
        notify = () => resolve(undefined);
      });
  };
  backgroundWatch = { waits, untilTold, end: toEnd() };
}

/** Waits until that watch waits for this reason. @param {WaitEvent["reason"]} reason */
export async function untilWatchWaits(reason) {
  await backgroundWatch?.untilTold(reason);
}

/** Returns the last value of that watch, why it waited, and the timers that are left. */
export async function endWatch() {
  const status = await backgroundWatch?.end;
  await turns();
  return { status, reasons: backgroundWatch?.waits.map(({ reason }) => reason), timersLeft: timers.left() };
}

/** Each function stops a running watch and returns the results. @type {Record<string, (baseUrl: string) => Promise<unknown>>} */
const EXITS = {
  async break(baseUrl) {
    for await (const { status } of watch(baseUrl)) return status;
    return "not stopped";
  },
  async "a thrown error in the loop"(baseUrl) {
    try {
      for await (const { status } of watch(baseUrl)) throw status;
      return "not stopped";
    } catch (error) {
      return error;
    }
  },
  async "return() before the start"(baseUrl) {
    const watching = watch(baseUrl);
    return [await watching.return?.(), await watching.next()];
  },
  async "return() while next() waits for a response"(baseUrl) {
    const watching = watch(baseUrl);
    const pending = watching.next();
    await fetch(`${baseUrl}/wait-for-request?1`);
    return [await watching.return?.(), await pending, await watching.next()];
  },
  async "return() while next() waits between polls"(baseUrl) {
    const watching = watch(baseUrl);
    await watching.next();
    const pending = watching.next();
    await turns();
    return [await watching.return?.(), await pending, await watching.next()];
  },
  async "throw() while next() waits between polls"(baseUrl) {
    const watching = watch(baseUrl);
    await watching.next();
    const pending = watching.next();
    await turns();
    const error = new Error("thrown in");
    const isSame = await watching.throw?.(error).catch((thrown) => thrown === error);
    return [isSame, await pending, await watching.next()];
  },
};

export const exits = Object.keys(EXITS);

/** @param {string} exit @param {string} baseUrl */
export async function stopWatch(exit, baseUrl) {
  const result = await EXITS[exit]?.(baseUrl);
  await turns();
  return { result, timersLeft: timers.left() };
}

/** Returns a pending promise and the function that resolves it. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise((settle) => {
    resolve = () => settle(undefined);
  });
  return { promise, resolve };
}

/** @param {number} count */
function trackingIds(count) {
  return Array.from({ length: count }, (_, i) => `0000000${i + 1}-0000-4000-8000-000000000000`);
}

/** Waits for one turn of the event loop. A message is used because a timer would be counted. */
function turn() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage("");
  });
}

/** Waits for enough turns that a call has done all it can without another event. */
async function turns() {
  for (let i = 0; i < 10; i++) await turn();
}

/**
 * Runs a function while time passes twenty times faster, for polls that are a second apart at least.
 *
 * @template T
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
async function hurried(run) {
  const clocks = [
    { clock: performance, now: performance.now, started: performance.now() },
    { clock: Date, now: Date.now, started: Date.now() },
  ];
  speed = 20;
  for (const { clock, now, started } of clocks)
    clock.now = () => Math.round(started + (now.call(clock) - started) * speed);
  try {
    return await run();
  } finally {
    speed = 1;
    for (const { clock, now } of clocks) clock.now = now;
  }
}

/** Counts the pending timers of the package. Those of Node's own `fetch` are not counted. */
function countTimers() {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const live = new Set();
  Object.assign(globalThis, {
    /** @param {(...args: unknown[]) => void} callback @param {number} ms @param {unknown[]} args */
    setTimeout(callback, ms, ...args) {
      const id = set(() => {
        live.delete(id);
        callback(...args);
      }, ms / speed);
      const [, , caller] = new Error().stack?.split("\n") ?? [];
      if (caller?.includes("/dist/")) live.add(id);
      return id;
    },
    /** @param {ReturnType<typeof set>} id */
    clearTimeout(id) {
      live.delete(id);
      clear(id);
    },
  });
  return { left: () => live.size };
}

/**
 * Counts the listeners of a signal or of the page.
 *
 * @param {EventTarget} target
 * @param {() => void} [onAdded] called for each added listener
 */
function countListeners(target, onAdded = () => {}) {
  const live = new Set();
  const { addEventListener: add, removeEventListener: remove } = target;
  Object.assign(target, {
    /** @param {Parameters<typeof add>} listener */
    addEventListener(...listener) {
      live.add(listener[1]);
      add.apply(target, listener);
      onAdded();
    },
    /** @param {Parameters<typeof remove>} listener */
    removeEventListener(...listener) {
      live.delete(listener[1]);
      remove.apply(target, listener);
    },
  });
  return { left: () => live.size };
}
