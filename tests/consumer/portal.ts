/** Code as in a web portal: what a consumer writes compiles, and what can't work does not. */
import {
  type BatchUploadDetails,
  explainDeviceError,
  getBatchUploadStatus,
  init,
  PartnerCenterError,
  parseBatchLocation,
  summarizeBatch,
  waitForBatchUpload,
  watchBatchUploadStatus,
} from "partner-center-batch-status";

const customerId = "47021739-3426-40bf-9601-61b4b6d7c793";
const token = () => "token";

export async function report(location: string, signal: AbortSignal): Promise<string[]> {
  const { trackingId } = parseBatchLocation(location);
  await init();
  const details = await waitForBatchUpload(customerId, trackingId, async () => "token", {
    signal,
    intervalMs: 10_000,
    onProgress: ({ status, startedTime }) => console.log(status, startedTime?.toISOString()),
    onRetry: ({ attempt, waitMs, error }) => console.warn(attempt, waitMs, error.code),
  });
  const { failed, errors } = summarizeBatch(details);
  const causes = errors.map((error) => explainDeviceError(error)?.action ?? error.errorDescription ?? "unknown");
  return failed === 0 ? [] : causes;
}

export async function follow(trackingId: string): Promise<BatchUploadDetails | undefined> {
  for await (const details of watchBatchUploadStatus(customerId, trackingId, token)) {
    if (details.status === "finished" || details.status === "a status to come") return details;
  }
  return undefined;
}

/** Every code has an answer: the compiler sees when one is added. */
export function advise(error: unknown): string {
  if (!PartnerCenterError.isInstance(error)) throw error;
  switch (error.code) {
    case "unauthorized":
    case "forbidden":
      return `${error.serviceCode}: ${error.hint}`;
    case "throttled":
      return `Again in ${(error.retryAfterMs ?? 60_000) / 1000} s`;
    case "service":
    case "http":
      return `Status ${error.status?.toFixed()}, request ${error.requestId}`;
    case "invalid-argument":
    case "not-found":
    case "network":
    case "timeout":
    case "incomplete-response":
    case "empty-response":
    case "not-json":
    case "bad-encoding":
    case "malformed":
    case "too-large":
    case "wasm-load":
    case "internal":
      return error.hint;
    default: {
      const nothingElse: never = error.code;
      return nothingElse;
    }
  }
}

export function refused(details: BatchUploadDetails, error: PartnerCenterError): unknown[] {
  return [
    // @ts-expect-error there is no call without a token
    getBatchUploadStatus(customerId, customerId),
    // @ts-expect-error an id is a string
    getBatchUploadStatus(1, customerId, token),
    // @ts-expect-error a token is a string
    getBatchUploadStatus(customerId, customerId, async () => 1),
    // @ts-expect-error a token that is on its way comes from a function
    getBatchUploadStatus(customerId, customerId, Promise.resolve("token")),
    // @ts-expect-error times are numbers
    getBatchUploadStatus(customerId, customerId, token, { timeoutMs: "5000" }),
    // @ts-expect-error there is no such option
    getBatchUploadStatus(customerId, customerId, token, { retries: 3 }),
    // @ts-expect-error cookies never go to another origin
    getBatchUploadStatus(customerId, customerId, token, { credentials: "include" }),
    // @ts-expect-error a signal, not its controller
    getBatchUploadStatus(customerId, customerId, token, { signal: new AbortController() }),
    // @ts-expect-error one answer has no progress
    getBatchUploadStatus(customerId, customerId, token, { onProgress: () => {} }),
    // @ts-expect-error an iterator tells by itself
    watchBatchUploadStatus(customerId, customerId, token, { onProgress: () => {} }),
    // @ts-expect-error the time can be missing
    details.startedTime.getTime(),
    // @ts-expect-error a time is no text
    details.completedTime?.trim(),
    // @ts-expect-error the first device can be missing
    details.devicesStatus[0].status,
    // @ts-expect-error there is no such field
    details.devices,
    // @ts-expect-error the codes are a closed list
    error.code === "unavailable",
    // @ts-expect-error codes of devices are strings
    explainDeviceError({ errorCode: 808 }),
    // @ts-expect-error one needs details to count
    summarizeBatch(undefined),
    // @ts-expect-error a Location is a string
    parseBatchLocation(new URL("https://portal.example")),
    // @ts-expect-error nothing is no source of WebAssembly
    init(null),
  ];
}
