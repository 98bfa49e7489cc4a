import type {
  BatchUploadDetails,
  DeviceUploadDetails,
  EncodedDetails,
  ResourceAttributes,
  UploadStatus,
} from "./wasm/types.js";

const STATUSES: readonly UploadStatus[] = ["unknown", "queued", "processing", "finished", "finished_with_errors"];
/** The highest bit marks an escaped text in the position of its end, and a time that is present in its higher half. */
const HIGHEST_BIT = 0x8000_0000;
const BATCH_CELLS = 18;
const DEVICE_CELLS = 20;

/**
 * Builds the typed details from the text of a response and the positions of the values in it.
 *
 * @param trackingId used if the service sends none
 */
export function readDetails([text, cells]: EncodedDetails, trackingId: string): BatchUploadDetails {
  const readText = (at: number): string | undefined => {
    const start = cells[at] as number;
    const end = cells[at + 1] as number;
    if (end === 0) return undefined;
    // Together with its quotes, an escaped text is JSON: JSON.parse unescapes it.
    return end < HIGHEST_BIT
      ? text.substring(start, end)
      : JSON.parse(text.substring(start - 1, end - HIGHEST_BIT + 1));
  };
  const readStatus = (at: number): UploadStatus => readText(at) ?? (STATUSES[cells[at] as number] as UploadStatus);
  const readTime = (at: number): Date | undefined => {
    const higherHalf = cells[at] as number;
    return higherHalf === 0 ? undefined : new Date((higherHalf - HIGHEST_BIT) * 2 ** 32 + (cells[at + 1] as number));
  };
  const readAttributes = (row: number): ResourceAttributes => {
    const attributes: ResourceAttributes = {};
    const objectType = readText(row + 2);
    const etag = readText(row + 4);
    if (objectType !== undefined) attributes.objectType = objectType;
    if (etag !== undefined) attributes.etag = etag;
    return attributes;
  };
  const readDevice = (row: number): DeviceUploadDetails => {
    const device: DeviceUploadDetails = { status: readStatus(row + 8) };
    const deviceId = readText(row + 2);
    const serialNumber = readText(row + 4);
    const productKey = readText(row + 6);
    const errorCode = readText(row + 10);
    const errorDescription = readText(row + 12);
    if (deviceId !== undefined) device.deviceId = deviceId;
    if (serialNumber !== undefined) device.serialNumber = serialNumber;
    if (productKey !== undefined) device.productKey = productKey;
    if (errorCode !== undefined) device.errorCode = errorCode;
    if (errorDescription !== undefined) device.errorDescription = errorDescription;
    if (cells[row + 14] === 1) device.attributes = readAttributes(row + 14);
    return device;
  };

  const devicesStatus: DeviceUploadDetails[] = [];
  for (let row = BATCH_CELLS; row < cells.length; row += DEVICE_CELLS) devicesStatus.push(readDevice(row));
  const details: BatchUploadDetails = {
    batchTrackingId: readText(2) ?? trackingId,
    status: readStatus(4),
    devicesStatus,
  };
  const startedTime = readTime(6);
  const completedTime = readTime(8);
  if (startedTime !== undefined) details.startedTime = startedTime;
  if (completedTime !== undefined) details.completedTime = completedTime;
  if (cells[12] === 1) details.attributes = readAttributes(12);
  return details;
}
