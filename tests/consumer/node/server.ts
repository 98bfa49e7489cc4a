/** A server that gets a status. It compiles without the types of a browser, and its bundle needs no other file. */
import { getBatchUploadStatus, init, type WasmSource } from "partner-center-batch-status";

const [, , baseUrl = ""] = process.argv;
const customerId = "47021739-3426-40bf-9601-61b4b6d7c793";
const trackingId = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
console.log((await getBatchUploadStatus(customerId, trackingId, "token", { baseUrl })).status);

export const load: (source: WasmSource) => Promise<void> = init;
