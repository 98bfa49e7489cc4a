import { init } from "./load.js";
import type { CallOptions } from "./options.js";
import { internalError, PartnerCenterError } from "./partner-center-error.js";
import type { Token } from "./token.js";
import {
  type Context,
  type EncodedDetails,
  type EncodedFailure,
  type Outcome,
  onPanic,
} from "./wasm/partner-center-batch-status.js";

/** The WebAssembly enforces every limit itself and knows more about it. The outer deadline leaves it this much time to report first. */
const GRACE_MS = 250;
/** Browsers fire a timer of 2^31 ms or more at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The parameters of a call of the WebAssembly. */
export interface Call {
  token: Token;
  options: Pick<CallOptions, "fetch" | "onRetry" | "onPoll">;
  /** Makes the call a watch: receives the details whenever something has changed. */
  onDetails?: (details: EncodedDetails) => Promise<void>;
  /** The call ends after this time at the latest, whatever happens in the WebAssembly. */
  limitMs: number;
  /** Ends the call at once; it then rejects with the signal's reason. */
  stop: AbortSignal;
}

type Start = (context: Context) => Promise<Outcome | undefined>;

/**
 * Runs a call of the WebAssembly. Loads it, keeps the outer deadline, ends the call when the caller aborts or the WebAssembly panics, and
 * turns a failure into the error class. The call always settles.
 */
export function call(
  { token, options, onDetails, limitMs, stop }: Call,
  start: Start,
): Promise<EncodedDetails | undefined> {
  const { fetch = globalThis.fetch, onRetry, onPoll } = options;
  const context = {
    token,
    fetch: checkingResponse(fetch),
    onRetry: (waitMs: number, failure: EncodedFailure) => {
      const error = toError(failure);
      callSafely(onRetry, { attempt: error.attempts, waitMs, error });
    },
    ...(onDetails && {
      onEvent: (event: EncodedDetails | number) =>
        typeof event === "number" ? callSafely(onPoll, { waitMs: event }) : onDetails(event),
    }),
  };
  return runWithLimits(stop, limitMs, async (cancelled, isSettled) => {
    await init();
    if (isSettled()) return undefined;
    onPanic(failAllCalls);
    const [details, failure, cause] = (await start({ ...context, cancelled })) ?? [];
    if (failure !== undefined) throw toError(failure, cause);
    return details;
  });
}

function toError(failure: EncodedFailure, cause?: unknown): PartnerCenterError {
  const [code, message, hint, attempts, retryable, status, serviceCode, description, source, ...others] = failure;
  const [requestId, correlationId, msCv, retryAfterMs] = others;
  return new PartnerCenterError({
    ...{ code, message, hint, serviceCode, description, source, requestId, correlationId, msCv, cause },
    attempts: Number(attempts),
    retryable: retryable !== undefined,
    status: toNumber(status),
    retryAfterMs: toNumber(retryAfterMs),
  });
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

const callsInFlight = new Set<(error: PartnerCenterError) => void>();

/** A panic leaves the promises of the WebAssembly pending forever. The next call gets a fresh instance. */
function failAllCalls(): void {
  for (const fail of callsInFlight) fail(internalError());
}

/**
 * Settles with the work, or before it on an abort, a panic or the deadline. `cancelled` then resolves, which ends the work too. Removes its
 * timer and its listener.
 */
function runWithLimits<T>(
  stop: AbortSignal,
  limitMs: number,
  work: (cancelled: Promise<void>, isSettled: () => boolean) => Promise<T>,
): Promise<T> {
  let cleanUp = () => {};
  let isSettled = false;
  const settled = new Promise<T>((resolve, reject) => {
    const abort = () => reject(stop.reason);
    const timer = setTimeout(() => reject(deadlineError(limitMs)), Math.min(limitMs + GRACE_MS, MAX_TIMER_MS));
    const cancelled = new Promise<void>((cancel) => {
      cleanUp = () => {
        isSettled = true;
        stop.removeEventListener("abort", abort);
        callsInFlight.delete(reject);
        clearTimeout(timer);
        cancel();
      };
    });
    stop.addEventListener("abort", abort);
    if (stop.aborted) abort();
    callsInFlight.add(reject);
    // Any other error is a fault of this package, such as a trap in the WebAssembly.
    work(cancelled, () => isSettled).then(resolve, (error) =>
      reject(PartnerCenterError.isInstance(error) ? error : internalError(error)),
    );
  });
  return settled.finally(() => cleanUp());
}

/**
 * Rejects anything that is not a complete `Response`, which the WebAssembly can't handle. A `Response` of another realm or of a library is
 * accepted.
 */
function checkingResponse(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (...request) => {
    const response = await fetch(...request);
    if (!isResponse(response)) throw new TypeError("The fetch function gave no Response.");
    return response;
  };
}

function isResponse(value: Partial<Response> | null | undefined): boolean {
  const hasBody = value?.body === null || typeof value?.body?.getReader === "function";
  const hasHead = typeof value?.status === "number" && typeof value.statusText === "string";
  return hasBody && hasHead && typeof value.headers?.get === "function";
}

/** Calls a callback of the caller. If it throws, the error is reported as uncaught, and the call goes on. */
function callSafely<E>(callback: ((event: E) => void) | undefined, event: E): void {
  try {
    callback?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function deadlineError(limitMs: number): PartnerCenterError {
  return new PartnerCenterError({
    code: "timeout",
    message: `The call did not end within ${limitMs} ms.`,
    hint: "Try again; if it stays so, see whether the WebAssembly file of the package loads.",
    retryable: true,
    attempts: 0,
  });
}
