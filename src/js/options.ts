import { invalidArgument, PartnerCenterError } from "./partner-center-error.js";
import type { BatchUploadDetails, RequestOptions, WaitReason, WatchOptions } from "./wasm/types.js";

/** A wait of a call or a watch. */
export interface WaitEvent {
  /** Why it waits. */
  reason: WaitReason;
  /** How many requests the call has sent so far. Each poll of a watch is a call of its own. */
  attempt: number;
  /** How long the wait is, in milliseconds. `undefined` when nobody knows: it ends with the call at the latest. */
  waitMs: number | undefined;
  /** When the wait is over by the clock of this machine. `undefined` when nobody knows. */
  until: Date | undefined;
  /** The failure that made the wait necessary. It is told once. */
  error: PartnerCenterError | undefined;
}

/** A wait that a failure makes necessary: before a retry, or before a first request because another call was throttled. */
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
  /** Sends the requests: gets a `Request` of the global class. Default: the global `fetch`. For tests, service workers and other runtimes. */
  fetch?: typeof fetch;
  /**
   * Called before each wait, and again when one wait turns into another, such as when the page becomes hidden. Waits of unknown length (`token`,
   * `busy`) are told when they have lasted for a tenth of a second.
   */
  onWait?: (event: WaitEvent) => void;
  /** Called before each wait that a failure makes necessary. */
  onRetry?: (event: RetryEvent) => void;
}

/** A poll that found the batch upload incomplete. */
export interface PollEvent {
  /** The time until the next poll, in milliseconds. Longer if the page is hidden or offline meanwhile, which `onWait` tells. */
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

/** The prototypes that are looked through. Those of a proxy can be endless. */
const MAX_CLASSES = 16;

type CallersFunctions = Pick<WaitForBatchUploadOptions, "fetch" | "onWait" | "onRetry" | "onPoll" | "onProgress">;

/** The options of a call, read once at its start. */
export interface CallOptions extends Record<keyof CallersFunctions, unknown> {
  signal: AbortSignal | undefined;
  fetch: CallersFunctions["fetch"] | undefined;
  onWait: CallersFunctions["onWait"] | undefined;
  onRetry: CallersFunctions["onRetry"] | undefined;
  onPoll: CallersFunctions["onPoll"] | undefined;
  onProgress: CallersFunctions["onProgress"] | undefined;
  /** The options that the WebAssembly checks. It has no prototype. */
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

/**
 * Reads the options once, and checks those that only JavaScript can check. `null` is the same as nothing.
 *
 * @throws PartnerCenterError with code `invalid-argument`
 */
export function readOptions(options: WaitForBatchUploadOptions | null | undefined): CallOptions {
  try {
    return readAll(options ?? {});
  } catch (cause) {
    // A getter has thrown, or a proxy.
    throw PartnerCenterError.isInstance(cause) ? cause : invalidArgument("options", "can't be read", cause);
  }
}

function readAll(options: object): CallOptions {
  if (typeof options !== "object" || Array.isArray(options)) throw invalidArgument("options", "must be an object");
  const readFunction = <Name extends keyof CallersFunctions>(name: Name): CallersFunctions[Name] => {
    const value = readOption(options, name);
    if (value !== undefined && typeof value !== "function") throw invalidArgument(name, "must be a function");
    return value as CallersFunctions[Name];
  };
  const signal = readOption(options, "signal");
  // The getter of `aborted` throws where the signal is none but for its prototype.
  if (signal !== undefined && !(signal instanceof AbortSignal && typeof signal.aborted === "boolean"))
    throw invalidArgument("signal", "must be an AbortSignal");
  const values = Object.create(null);
  for (const name of Object.keys(WASM_OPTIONS)) {
    const value = readOption(options, name);
    if (value !== undefined) values[name] = value;
  }
  return {
    signal,
    fetch: readFunction("fetch"),
    onWait: readFunction("onWait"),
    onRetry: readFunction("onRetry"),
    onPoll: readFunction("onPoll"),
    onProgress: readFunction("onProgress"),
    values,
  };
}

/**
 * Reads an option: its own or that of a class, but never one that something has put into `Object.prototype`, from where it could send the
 * token elsewhere. Each realm has an `Object.prototype`, and it is what has no prototype.
 */
function readOption(options: object, name: string): unknown {
  let owner = options;
  for (let depth = 0; depth < MAX_CLASSES; depth++) {
    const parent: object | null = Object.getPrototypeOf(owner);
    const isReadable = owner === options || parent !== null;
    if (isReadable && Object.hasOwn(owner, name)) return Reflect.get(owner, name, options) ?? undefined;
    if (parent === null) break;
    owner = parent;
  }
  return undefined;
}
