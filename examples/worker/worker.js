/**
 * Follows an upload in a worker. It posts `{ details }` for the first status and every change, and `{ error }` if the watch fails.
 *
 * In a copy of your own, change `getToken` and `baseUrl`.
 */
import { PartnerCenterError, watchBatchUploadStatus } from "partner-center-batch-status";

const baseUrl = `${location.origin}/partner-center`; // your gateway, which forwards to Partner Center

/** A token of the session, for https://api.partnercenter.microsoft.com. */
async function getToken() {
  const response = await fetch("/token");
  if (!response.ok) throw new Error(`No token: the session answered ${response.status}.`);
  return response.text();
}

addEventListener("message", async ({ data: { customerId, trackingId } }) => {
  try {
    for await (const details of watchBatchUploadStatus(customerId, trackingId, getToken, { baseUrl })) {
      postMessage({ details });
    }
  } catch (error) {
    if (!PartnerCenterError.isInstance(error)) throw error;
    // An error that is posted as it is would keep its message alone.
    postMessage({ error: error.toJSON() });
  }
});
