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

/** The WebAssembly keeps every limit by itself and knows more about it: it gets this much time to say so first. */
const GRACE_MS = 250;
/** Browsers fire a timer of 2^31 ms or more at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** What a call of the WebAssembly is given. */
export interface Call {
  token: Token;
  options: Pick<CallOptions, "fetch" | "onRetry" | "onPoll">;
  /** Makes the call a watch: it is told of the details whenever something has changed. */
  onDetails?: (details: EncodedDetails) => Promise<void>;
  /** When the call ends at the latest, whatever happens inside. */
  limitMs: number;
  /** Ends the call at once: it then rejects with the signal's reason. */
  stop: AbortSignal;
}

type Start = (context: Context) => Promise<Outcome | undefined>;

/**
 * Runs a call of the WebAssembly: loads it, holds the outer deadline, ends the call when the caller aborts or the WebAssembly panics, and
 * turns a failure into the error class. It always settles.
 */
export function call(
  { token, options, onDetails, limitMs, stop }: Call,
  start: Start,
): Promise<EncodedDetails | undefined> {
  const { fetch = globalThis.fetch, onRetry, onPoll } = options;
  const context = {
    token,
    fetch: checkingResponse(fetch),
    onRetry: (attempt: number, waitMs: number, failure: EncodedFailure) =>
      callSafely(onRetry, { attempt, waitMs, error: toError(failure) }),
    ...(onDetails && { onDetails }),
    ...(onPoll && { onPoll: (waitMs: number) => callSafely(onPoll, { waitMs }) }),
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

function toError([texts, numbers]: EncodedFailure, cause?: unknown): PartnerCenterError {
  const [code, message, hint, serviceCode, description, source, requestId, correlationId, msCv] = texts;
  const [retryable, attempts, status, retryAfterMs] = numbers;
  const service = { status, serviceCode, description, source, requestId, correlationId, msCv, retryAfterMs };
  return new PartnerCenterError({ code, message, hint, retryable: retryable === 1, attempts, ...service, cause });
}

const callsInFlight = new Set<(error: PartnerCenterError) => void>();

/** After a panic the promises of the WebAssembly stay pending for ever; its next call gets a fresh instance. */
function failAllCalls(): void {
  for (const fail of callsInFlight) fail(internalError());
}

/** Settles with the work, or before it when it has to end; `cancelled` then ends the work too. Leaves no timer and no listener. */
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
    // What else is thrown in here is a fault of this package, such as a trap of the WebAssembly.
    work(cancelled, () => isSettled).then(resolve, (error) =>
      reject(PartnerCenterError.isInstance(error) ? error : internalError(error)),
    );
  });
  return settled.finally(() => cleanUp());
}

/** What is no whole `Response` would trip the WebAssembly. A `Response` of another realm or of a library will do. */
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

/** An error of a callback is its author's: it is reported as one that nobody caught, and the call goes on. */
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
