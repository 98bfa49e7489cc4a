import { invalidArgument, type PartnerCenterError } from "./partner-center-error.js";
import type { BatchUploadDetails, RequestOptions, WatchOptions } from "./wasm/partner-center-batch-status.js";

/** A retry that is about to be waited for; or a first request, which waits because another call was throttled. */
export interface RetryEvent {
  /** How many requests the call has sent so far. */
  attempt: number;
  /** How long the wait is, in milliseconds. */
  waitMs: number;
  /** What made it necessary. */
  error: PartnerCenterError;
}

/** How a call is made. Everything is optional. */
export interface GetBatchUploadStatusOptions extends RequestOptions {
  /** Ends the call at once, in whatever phase it is; it then rejects with the signal's own `reason`. */
  signal?: AbortSignal;
  /** Sends the request in place of the browser's `fetch`: for tests, service workers, other runtimes. */
  fetch?: typeof fetch;
  /** Is told of every retry before it is waited for. */
  onRetry?: (event: RetryEvent) => void;
}

/** A batch upload that was looked at and is not done. */
export interface PollEvent {
  /** How long it is until the next look, in milliseconds; longer where the page is hidden or offline meanwhile. */
  waitMs: number;
}

/** How a batch upload is watched. Everything is optional; `timeoutMs` is the limit of each poll. */
export interface WatchBatchUploadStatusOptions extends GetBatchUploadStatusOptions, WatchOptions {
  /** Is told of every answer after which the watch goes on, whether or not something has changed. */
  onPoll?: (event: PollEvent) => void;
}

/** How a batch upload is waited for. Everything is optional. */
export interface WaitForBatchUploadOptions extends WatchBatchUploadStatusOptions {
  /** Is told whenever something has changed, at last of the final state. */
  onProgress?: (details: BatchUploadDetails) => void;
}

/** The options as they were at the start of a call. */
export interface CallOptions extends Pick<WaitForBatchUploadOptions, "signal" | "fetch" | "onRetry" | "onPoll"> {
  /** Those that are checked by the WebAssembly. */
  values: RequestOptions & WatchOptions;
}

/** Every option that the WebAssembly reads: the compiler refuses a list that differs. */
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
 * Reads the options once, inherited ones too, and checks those that only JavaScript can check.
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
  const given = names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return {
    ...(signal && { signal }),
    ...(fetch && { fetch }),
    ...(onRetry && { onRetry }),
    ...(onPoll && { onPoll }),
    values: Object.fromEntries(given),
  };
}
