import { invalidArgument, type PartnerCenterError } from "./partner-center-error.js";
import type { BatchUploadDetails, RequestOptions, WatchOptions } from "./wasm/partner-center-batch-status.js";

/** A wait before a retry, or before a first request because another call was throttled. */
export interface RetryEvent {
  /** How many requests the call has sent so far. */
  attempt: number;
  /** How long the wait is, in milliseconds. */
  waitMs: number;
  /** The failure that made the wait necessary. */
  error: PartnerCenterError;
}

/** The options of a call. All of them are optional. */
export interface GetBatchUploadStatusOptions extends RequestOptions {
  /** Ends the call at once, in any phase. The call then rejects with the signal's own `reason`. */
  signal?: AbortSignal;
  /** Sends the requests. Default: the global `fetch`. For tests, service workers and other runtimes. */
  fetch?: typeof fetch;
  /** Called before each wait for a retry. */
  onRetry?: (event: RetryEvent) => void;
}

/** A poll that found the batch upload incomplete. */
export interface PollEvent {
  /** The time until the next poll, in milliseconds. Longer if the page is hidden or offline meanwhile. */
  waitMs: number;
}

/** The options of a watch. All of them are optional. `timeoutMs` limits each poll. */
export interface WatchBatchUploadStatusOptions extends GetBatchUploadStatusOptions, WatchOptions {
  /** Called after every poll that does not end the watch, whether or not something has changed. */
  onPoll?: (event: PollEvent) => void;
}

/** The options of waiting for a batch upload. All of them are optional. */
export interface WaitForBatchUploadOptions extends WatchBatchUploadStatusOptions {
  /** Called with the details whenever something has changed, and with the final details. */
  onProgress?: (details: BatchUploadDetails) => void;
}

/** The options of a call, read once at its start. */
export interface CallOptions extends Pick<WaitForBatchUploadOptions, "signal" | "fetch" | "onRetry" | "onPoll"> {
  /** The options that the WebAssembly checks. */
  values: RequestOptions & WatchOptions;
}

/** Every option that the WebAssembly reads. The type makes the compiler reject an incomplete list. */
const WASM_OPTIONS: Record<keyof (RequestOptions & WatchOptions), true> = {
  baseUrl: true,
  locale: true,
  requestId: true,
  correlationId: true,
  maxResponseBytes: true,
  credentials: true,
  authorizationHeader: true,
  timeoutMs: true,
  attemptTimeoutMs: true,
  maxRetries: true,
  intervalMs: true,
  maxIntervalMs: true,
  maxWaitMs: true,
  notFoundGraceMs: true,
};
const FUNCTIONS = ["fetch", "onRetry", "onPoll", "onProgress"] as const;

/**
 * Reads the options once, including inherited ones, and checks those that only JavaScript can check.
 *
 * @throws PartnerCenterError with code `invalid-argument`
 */
export function readOptions(options: WaitForBatchUploadOptions): CallOptions {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw invalidArgument("options", "must be an object");
  }
  const { signal, fetch, onRetry, onPoll } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw invalidArgument("signal", "must be an AbortSignal");
  for (const name of FUNCTIONS) {
    if (options[name] !== undefined && typeof options[name] !== "function")
      throw invalidArgument(name, "must be a function");
  }
  const names = Object.keys(WASM_OPTIONS) as (keyof typeof WASM_OPTIONS)[];
  const entries = names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return {
    ...(signal && { signal }),
    ...(fetch && { fetch }),
    ...(onRetry && { onRetry }),
    ...(onPoll && { onPoll }),
    values: Object.fromEntries(entries),
  };
}
