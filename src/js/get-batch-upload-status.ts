import { limitOrDefault, readTrackingId } from "./arguments.js";
import { call } from "./call.js";
import { type GetBatchUploadStatusOptions, readOptions } from "./options.js";
import { internalError } from "./partner-center-error.js";
import { SharedCall, type StartCall } from "./shared-call.js";
import type { Token } from "./token.js";
import { getBatchUploadStatus as callWasm } from "./wasm/partner-center-batch-status.js";
import type { BatchUploadDetails } from "./wasm/types.js";

/** The default of `timeoutMs`. It includes loading the WebAssembly. */
const TIMEOUT_MS = 120_000;
/** The longest `timeoutMs`. The WebAssembly refuses a longer one, so it has to see the caller's value. */
const MAX_TIMEOUT_MS = 86_400_000;

/**
 * Gets the status of a batch upload from Partner Center once. Transient failures are retried within the limits of the options. A call that
 * is identical to one in flight shares its request, if its token is a string and it has no `fetch` of its own: functions can give each caller
 * something else, such as the token of the user whom a server is answering, so their calls are never shared.
 *
 * @param customerId the GUID of the customer's tenant
 * @param trackingId the tracking id of the upload, or the value of the `Location` header in the response to the upload
 * @param token a bearer token for the audience `https://api.partnercenter.microsoft.com`, or a function that returns one
 * @returns the status of the batch and of every device; `summarizeBatch` counts them
 * @throws PartnerCenterError for every failure; an abort rejects with the signal's own reason instead
 */
export async function getBatchUploadStatus(
  customerId: string,
  trackingId: string,
  token: Token,
  options?: GetBatchUploadStatusOptions,
): Promise<BatchUploadDetails> {
  const { signal, fetch, values, ...listeners } = readOptions(options);
  signal?.throwIfAborted();
  const batchId = readTrackingId(customerId, trackingId);
  const { timeoutMs = TIMEOUT_MS } = values;
  const started = Date.now();
  const start: StartCall = async (stop, onWait) => {
    const limitMs = limitOrDefault(timeoutMs, TIMEOUT_MS);
    const callOptions = { fetch, onWait, onRetry: undefined, onPoll: undefined };
    const details = await call({ token, options: callOptions, onDetails: undefined, limitMs, stop }, (context) => {
      // A clock can jump back.
      const spentMs = Math.max(0, Date.now() - started);
      const hasTimeLeft = Number.isInteger(timeoutMs) && timeoutMs > spentMs && timeoutMs <= MAX_TIMEOUT_MS;
      return callWasm(
        customerId,
        batchId,
        Object.assign(Object.create(null), values, { timeoutMs: hasTimeLeft ? timeoutMs - spentMs : timeoutMs }),
        context,
      );
    });
    if (details === undefined) throw internalError();
    return details;
  };
  // Functions can give different callers different things: see above.
  const isShareable = typeof token === "string" && fetch === undefined;
  const identity = isShareable ? [customerId, token, ...Object.entries(values).flat()] : [{}];
  return SharedCall.find(batchId, identity, start).join(signal, listeners);
}
