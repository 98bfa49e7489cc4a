import { abortable } from "./abortable.js";
import { readTrackingId } from "./arguments.js";
import { call } from "./call.js";
import { type CallOptions, readOptions, type WatchBatchUploadStatusOptions } from "./options.js";
import { readDetails } from "./read-details.js";
import type { Token } from "./token.js";
import { getBatchUploadStatus as callWasm } from "./wasm/partner-center-batch-status.js";
import type { BatchUploadDetails, Context, EncodedDetails } from "./wasm/types.js";

/**
 * Watches a batch upload. Yields its details at first and whenever the batch or a device has changed, and ends after `finished` or
 * `finished_with_errors`. Leaving the loop stops the watch.
 *
 * Polls are 5 seconds apart at first and up to 30 seconds later, or as far apart as the service asks for. While the page is hidden they are a
 * minute apart, and while the machine is offline there are none; once it is back, a poll that is due comes at once. Transient failures do not
 * end the watch, nor does the status `unknown`, nor a 404 just after the upload. To continue later, keep the two ids and watch again.
 *
 * @param customerId the GUID of the customer's tenant
 * @param trackingId the tracking id of the upload, or the value of the `Location` header in the response to the upload
 * @param token a bearer token, or better a function that returns one: a batch can take longer than a token is valid
 * @throws PartnerCenterError while iterating, with code `timeout` and `reason` `"max-wait"` after `maxWaitMs`; an abort rejects with the signal's own reason instead
 */
export function watchBatchUploadStatus(
  customerId: string,
  trackingId: string,
  token: Token,
  options?: WatchBatchUploadStatusOptions,
): AsyncIterableIterator<BatchUploadDetails> {
  return watch(customerId, trackingId, token, () => readOptions(options));
}

/** Does the same with options that are read by a function at the start. */
export function watch(
  customerId: string,
  trackingId: string,
  token: Token,
  read: () => CallOptions,
): AsyncIterableIterator<BatchUploadDetails> {
  return new Watch(async (stop, emit) => {
    const { signal, values, ...others } = read();
    signal?.throwIfAborted();
    const batchId = readTrackingId(customerId, trackingId);
    // `maxWaitMs` is kept by the WebAssembly alone: it counts from when it is loaded, and a consumer may take longer than that for the details.
    const limitMs = Number.POSITIVE_INFINITY;
    const onDetails = (details: EncodedDetails) => emit(readDetails(details, batchId));
    const start = (context: Context) => callWasm(customerId, batchId, values, context);
    await abortable(signal, call({ token, options: others, onDetails, limitMs, stop }, start));
  });
}

type Emit = (details: BatchUploadDetails) => Promise<void>;
type Run = (stop: AbortSignal, emit: Emit) => Promise<void>;
type Result = IteratorResult<BatchUploadDetails, undefined>;

const DONE: Result = { done: true, value: undefined };

/**
 * The iterator of a watch. It is not an async generator, whose `return()` would wait for a pending `next()`: this one has to stop at once.
 */
class Watch implements AsyncIterableIterator<BatchUploadDetails> {
  readonly #stop = new AbortController();
  readonly #run: Run;
  readonly #pending: { resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  #state: "new" | "running" | "ended" = "new";
  #failure: { error: unknown } | undefined;
  /** Lets the watch poll again, once the last details have been consumed. */
  #resume = () => {};

  constructor(run: Run) {
    this.#run = run;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    if (this.#state === "ended") return this.#resultAfterEnd();
    const result = new Promise<Result>((resolve, reject) => this.#pending.push({ resolve, reject }));
    if (this.#state === "new") this.#start();
    this.#resume();
    return result;
  }

  return(): Promise<Result> {
    this.#end();
    return Promise.resolve(DONE);
  }

  throw(error: unknown): Promise<Result> {
    this.#end();
    return Promise.reject(error);
  }

  #start(): void {
    this.#state = "running";
    this.#run(this.#stop.signal, (details) => this.#emit(details)).then(
      () => this.#end(),
      (error: unknown) => this.#end({ error }),
    );
  }

  /** Hands the details to a pending `next()`. The promise delays the next poll until the consumer asks for more. */
  #emit(details: BatchUploadDetails): Promise<void> {
    this.#pending.shift()?.resolve({ done: false, value: details });
    if (this.#pending.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  #end(failure?: { error: unknown }): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#failure = failure;
    this.#stop.abort();
    this.#resume();
    for (const { resolve, reject } of this.#pending.splice(0)) this.#resultAfterEnd().then(resolve, reject);
  }

  /** Rejects with the failure once. After that, the iterator is done. */
  #resultAfterEnd(): Promise<Result> {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure === undefined ? Promise.resolve(DONE) : Promise.reject(failure.error);
  }
}
