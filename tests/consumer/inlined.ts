/** A page whose bundle contains the WebAssembly. It has no `await` at the top level, so that it can be a classic script too. */
import "partner-center-batch-status/inline";
import { summarizeBatch, waitForBatchUpload } from "partner-center-batch-status";

const baseUrl = new URLSearchParams(location.search).get("baseUrl") ?? "";
const customerId = "47021739-3426-40bf-9601-61b4b6d7c793";
const trackingId = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
waitForBatchUpload(customerId, trackingId, "token", { baseUrl }).then((details) => {
  document.title = `${details.status} at ${details.completedTime?.toISOString()}, ${summarizeBatch(details).failed} failed`;
}, console.error);
