import type {
  BatchUploadDetails,
  DeviceUploadDetails,
  EncodedDetails,
  ResourceAttributes,
  UploadStatus,
} from "./wasm/partner-center-batch-status.js";

const STATUS: readonly UploadStatus[] = ["unknown", "queued", "processing", "finished", "finished_with_errors"];
/** The highest bit of where a text ends. */
const ESCAPED = 2 ** 31;
const NO_TIME = 2 ** 31;
const BATCH_CELLS = 13;
const DEVICE_CELLS = 17;

/**
 * Cuts the texts out of an answer and makes the typed objects of them.
 *
 * @param trackingId stands in where the service sends none
 */
export function readDetails([text, cells]: EncodedDetails, trackingId: string): BatchUploadDetails {
  const cut = (at: number): string | undefined => {
    const start = cells[at] as number;
    const end = cells[at + 1] as number;
    if (end === 0) return undefined;
    // With its quotes an escaped text is JSON, so it comes out exactly as JSON.parse gives it.
    return end < ESCAPED ? text.substring(start, end) : JSON.parse(text.substring(start - 1, end - ESCAPED + 1));
  };
  const readStatus = (at: number): UploadStatus => cut(at) ?? (STATUS[cells[at] as number] as UploadStatus);
  const readAttributes = (at: number): ResourceAttributes => {
    const attributes: ResourceAttributes = {};
    const objectType = cut(at);
    const etag = cut(at + 2);
    if (objectType !== undefined) attributes.objectType = objectType;
    if (etag !== undefined) attributes.etag = etag;
    return attributes;
  };
  const readDevice = (at: number): DeviceUploadDetails => {
    const device: DeviceUploadDetails = { status: readStatus(at + 6) };
    const deviceId = cut(at);
    const serialNumber = cut(at + 2);
    const productKey = cut(at + 4);
    const errorCode = cut(at + 8);
    const errorDescription = cut(at + 10);
    if (deviceId !== undefined) device.deviceId = deviceId;
    if (serialNumber !== undefined) device.serialNumber = serialNumber;
    if (productKey !== undefined) device.productKey = productKey;
    if (errorCode !== undefined) device.errorCode = errorCode;
    if (errorDescription !== undefined) device.errorDescription = errorDescription;
    if (cells[at + 16] === 1) device.attributes = readAttributes(at + 12);
    return device;
  };

  const readTime = (at: number): Date | undefined => {
    const higherHalf = cells[at] as number;
    // A time before 1970 is negative.
    return higherHalf === NO_TIME ? undefined : new Date((higherHalf | 0) * 2 ** 32 + (cells[at + 1] as number));
  };

  const batch = cells.length - BATCH_CELLS;
  const devicesStatus: DeviceUploadDetails[] = [];
  for (let at = 0; at < batch; at += DEVICE_CELLS) devicesStatus.push(readDevice(at));
  const batchTrackingId = cut(batch) ?? trackingId;
  const details: BatchUploadDetails = { batchTrackingId, status: readStatus(batch + 2), devicesStatus };
  const startedTime = readTime(batch + 8);
  const completedTime = readTime(batch + 10);
  if (startedTime !== undefined) details.startedTime = startedTime;
  if (completedTime !== undefined) details.completedTime = completedTime;
  if (cells[batch + 12] === 1) details.attributes = readAttributes(batch + 4);
  return details;
}
