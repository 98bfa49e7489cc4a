export { type DeviceErrorExplanation, explainDeviceError } from "./explain-device-error.js";
export { type GetBatchUploadStatusOptions, getBatchUploadStatus, type Token } from "./get-batch-upload-status.js";
export { init, type WasmSource } from "./load.js";
export { parseBatchLocation } from "./parse-batch-location.js";
export { PartnerCenterError, type PartnerCenterErrorCode } from "./partner-center-error.js";
export { type BatchSummary, summarizeBatch } from "./summarize-batch.js";
export type {
  BatchUploadDetails,
  DeviceUploadDetails,
  ResourceAttributes,
  UploadStatus,
} from "./wasm/partner-center-batch-status.js";
