import { callSafely } from "./call-safely.js";
import { readOptions, type WaitForBatchUploadOptions } from "./options.js";
import { internalError } from "./partner-center-error.js";
import type { Token } from "./token.js";
import type { BatchUploadDetails } from "./wasm/types.js";
import { watch } from "./watch-batch-upload-status.js";

/**
 * Waits until a batch upload is complete: runs `watchBatchUploadStatus` to its end.
 *
 * @param customerId the GUID of the customer's tenant
 * @param trackingId the tracking id of the upload, or the value of the `Location` header in the response to the upload
 * @param token a bearer token, or better a function that returns one: a batch can take longer than a token is valid
 * @returns the final details. A batch can be complete although devices in it failed: see `summarizeBatch`
 * @throws PartnerCenterError with code `timeout` and `reason` `"max-wait"` after `maxWaitMs`, and for every failure that ends a watch; an abort
 * rejects with the signal's own reason instead
 */
export async function waitForBatchUpload(
  customerId: string,
  trackingId: string,
  token: Token,
  options?: WaitForBatchUploadOptions,
): Promise<BatchUploadDetails> {
  let last: BatchUploadDetails | undefined;
  const callOptions = readOptions(options);
  for await (const details of watch(customerId, trackingId, token, () => callOptions)) {
    last = details;
    callSafely(callOptions.onProgress, details);
  }
  if (last === undefined) throw internalError();
  return last;
}
