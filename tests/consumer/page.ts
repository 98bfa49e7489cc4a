/** A page that imports the package by its name: what a bundler makes of it has to work in a browser. */
import { getBatchUploadStatus, init, summarizeBatch } from "partner-center-batch-status";

const settings = new URLSearchParams(location.search);
const baseUrl = settings.get("baseUrl") ?? "";
const wasmUrl = settings.get("wasmUrl");
// Where a bundler leaves the WebAssembly file behind, the page says where it has been put.
if (wasmUrl !== null) await init(wasmUrl);

const customerId = "47021739-3426-40bf-9601-61b4b6d7c793";
const trackingId = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const details = await getBatchUploadStatus(customerId, trackingId, "token", { baseUrl });
const { failed } = summarizeBatch(details);
document.title = `${details.status} at ${details.completedTime?.toISOString()}, ${failed} failed`;
