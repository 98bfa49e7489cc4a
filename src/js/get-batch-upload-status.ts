import { init } from "./load.js";
import { readBatchLocation } from "./parse-batch-location.js";
import { internalError, invalidArgument, PartnerCenterError } from "./partner-center-error.js";
import {
  type BatchUploadDetails,
  type Outcome,
  type RequestOptions,
  getBatchUploadStatus as request,
} from "./wasm/partner-center-batch-status.js";

/** A bearer token, or a function that gives one: it is asked once per attempt, and its answer is never kept. */
export type Token = string | (() => string | Promise<string>);

/** How a call is made. */
export interface GetBatchUploadStatusOptions extends RequestOptions {
  /** Ends the call at once; it then rejects with the signal's own `reason`. */
  signal?: AbortSignal;
  /** Sends the request in place of the browser's `fetch`: for tests, service workers, other runtimes. */
  fetch?: typeof fetch;
}

/**
 * Asks Partner Center once what became of a batch upload.
 *
 * @param customerId the GUID of the customer's tenant
 * @param trackingId the tracking id of the upload, or the `Location` value of its answer
 * @param token a bearer token for the audience `https://api.partnercenter.microsoft.com`, or a function that gives one
 * @returns the status of the batch and of every device; `summarizeBatch` counts them
 * @throws PartnerCenterError for everything that can go wrong; an abort rejects with the signal's own reason instead
 */
export async function getBatchUploadStatus(
  customerId: string,
  trackingId: string,
  token: Token,
  options: GetBatchUploadStatusOptions = {},
): Promise<BatchUploadDetails> {
  const { signal, fetch = globalThis.fetch, ...values } = checkOptions(options);
  signal?.throwIfAborted();
  const location = readBatchLocation(trackingId, "trackingId");
  checkSameCustomer(customerId, location.customerId);
  const tokens = new TokenWatch(token);
  return untilAborted(signal, async (cancelled) => {
    await init();
    const outcome = await request(customerId, location.trackingId, tokens.source, values, fetch, cancelled);
    return detailsOf(outcome, tokens);
  });
}

function checkOptions(options: unknown): GetBatchUploadStatusOptions {
  if (typeof options !== "object" || options === null) throw invalidArgument("options", "must be an object");
  const { signal, fetch } = options as GetBatchUploadStatusOptions;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw invalidArgument("signal", "must be an AbortSignal");
  }
  if (fetch !== undefined && typeof fetch !== "function") throw invalidArgument("fetch", "must be a function");
  return options;
}

function checkSameCustomer(customerId: unknown, inLocation: string | undefined): void {
  if (typeof customerId !== "string" || inLocation === undefined) return;
  if (customerId.toLowerCase() !== inLocation) {
    throw invalidArgument("trackingId", "is the Location of an upload for another customer than customerId");
  }
}

/** Runs the work until the caller aborts; `cancelled` then resolves, so that the work can end too. */
function untilAborted<T>(signal: AbortSignal | undefined, work: (cancelled: Promise<void>) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancelled = new Promise<void>((cancel) => {
      const abort = () => {
        reject(signal?.reason);
        cancel();
      };
      signal?.addEventListener("abort", abort, { once: true });
      const forget = () => signal?.removeEventListener("abort", abort);
      queueMicrotask(() => work(cancelled).then(resolve, reject).finally(forget));
    });
  });
}

/** Knows the tokens of a call, so that they can be struck out should the service repeat one in its description of an error. */
class TokenWatch {
  readonly source: Token;
  readonly #seen: string[] = [];

  constructor(token: Token) {
    if (typeof token === "string") this.#seen.push(token);
    this.source = typeof token === "function" ? () => this.#ask(token) : token;
  }

  async #ask(provider: () => string | Promise<string>): Promise<string> {
    const token = await provider();
    if (typeof token === "string") this.#seen.push(token);
    return token;
  }

  strikeOut(text: string): string {
    return this.#seen.filter(Boolean).reduce((rest, token) => rest.replaceAll(token, "[token]"), text);
  }
}

function detailsOf(outcome: Outcome | undefined, tokens: TokenWatch): BatchUploadDetails {
  if (outcome?.details !== undefined) return outcome.details;
  if (outcome === undefined) throw internalError();
  const { failure, cause } = outcome;
  if (failure.description !== undefined) failure.description = tokens.strikeOut(failure.description);
  throw new PartnerCenterError({ ...failure, cause });
}
