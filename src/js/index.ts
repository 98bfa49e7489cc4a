export { type DeviceErrorExplanation, explainDeviceError } from "./explain-device-error.js";
export { getBatchUploadStatus } from "./get-batch-upload-status.js";
export { init, type WasmSource } from "./load.js";
export type {
  GetBatchUploadStatusOptions,
  PollEvent,
  RetryEvent,
  WaitEvent,
  WaitForBatchUploadOptions,
  WatchBatchUploadStatusOptions,
} from "./options.js";
export { parseBatchLocation } from "./parse-batch-location.js";
export { PartnerCenterError, type PartnerCenterErrorCode } from "./partner-center-error.js";
export { type BatchSummary, summarizeBatch } from "./summarize-batch.js";
export type { Token } from "./token.js";
export { waitForBatchUpload } from "./wait-for-batch-upload.js";
export type {
  BatchUploadDetails,
  DeviceUploadDetails,
  ResourceAttributes,
  UploadStatus,
  WaitReason,
} from "./wasm/types.js";
export { watchBatchUploadStatus } from "./watch-batch-upload-status.js";
