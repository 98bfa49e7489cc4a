import type { WaitForBatchUploadOptions } from "./options.js";
import { internalError } from "./partner-center-error.js";
import type { Token } from "./token.js";
import type { BatchUploadDetails } from "./wasm/partner-center-batch-status.js";
import { watchBatchUploadStatus } from "./watch-batch-upload-status.js";

/**
 * Waits until a batch upload is done: `watchBatchUploadStatus` to its end.
 *
 * @param customerId the GUID of the customer's tenant
 * @param trackingId the tracking id of the upload, or the `Location` value of its answer
 * @param token a bearer token, or better a function that gives one: a job can outlive a token
 * @returns the final details. A batch can be done with devices that failed: see `summarizeBatch`
 * @throws PartnerCenterError with code `timeout` after `maxWaitMs`, and for what ends a watch; an abort rejects with the signal's own reason
 */
export async function waitForBatchUpload(
  customerId: string,
  trackingId: string,
  token: Token,
  options: WaitForBatchUploadOptions = {},
): Promise<BatchUploadDetails> {
  let last: BatchUploadDetails | undefined;
  for await (const details of watchBatchUploadStatus(customerId, trackingId, token, options)) {
    last = details;
    options.onProgress?.(details);
  }
  if (last === undefined) throw internalError();
  return last;
}
