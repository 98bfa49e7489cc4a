/** A page that imports the package by name. It must work in a browser after bundling. */
import { getBatchUploadStatus, init, summarizeBatch } from "partner-center-batch-status";

const settings = new URLSearchParams(location.search);
const baseUrl = settings.get("baseUrl") ?? "";
const wasmUrl = settings.get("wasmUrl");
// If a bundler does not emit the WebAssembly file, the page gets its address.
if (wasmUrl !== null) await init(wasmUrl);

const customerId = "47021739-3426-40bf-9601-61b4b6d7c793";
const trackingId = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const details = await getBatchUploadStatus(customerId, trackingId, "token", { baseUrl });
const { failed } = summarizeBatch(details);
document.title = `${details.status} at ${details.completedTime?.toISOString()}, ${failed} failed`;
