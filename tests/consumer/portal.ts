/** Code as in a web portal. Correct use compiles, and wrong use does not. */
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

/** Handles every code. It no longer compiles when a code is added. */
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
    // @ts-expect-error the token is missing
    getBatchUploadStatus(customerId, customerId),
    // @ts-expect-error an id is a string
    getBatchUploadStatus(1, customerId, token),
    // @ts-expect-error a token is a string
    getBatchUploadStatus(customerId, customerId, async () => 1),
    // @ts-expect-error a promise of a token must come from a function
    getBatchUploadStatus(customerId, customerId, Promise.resolve("token")),
    // @ts-expect-error times are numbers
    getBatchUploadStatus(customerId, customerId, token, { timeoutMs: "5000" }),
    // @ts-expect-error there is no such option
    getBatchUploadStatus(customerId, customerId, token, { retries: 3 }),
    // @ts-expect-error cookies are never sent to another origin
    getBatchUploadStatus(customerId, customerId, token, { credentials: "include" }),
    // @ts-expect-error a signal, not its controller
    getBatchUploadStatus(customerId, customerId, token, { signal: new AbortController() }),
    // @ts-expect-error a single request has no progress
    getBatchUploadStatus(customerId, customerId, token, { onProgress: () => {} }),
    // @ts-expect-error an iterator yields the progress itself
    watchBatchUploadStatus(customerId, customerId, token, { onProgress: () => {} }),
    // @ts-expect-error the time can be missing
    details.startedTime.getTime(),
    // @ts-expect-error a time is not a string
    details.completedTime?.trim(),
    // @ts-expect-error the first device can be missing
    details.devicesStatus[0].status,
    // @ts-expect-error there is no such field
    details.devices,
    // @ts-expect-error the codes are a closed list
    error.code === "unavailable",
    // @ts-expect-error codes of devices are strings
    explainDeviceError({ errorCode: 808 }),
    // @ts-expect-error the details are missing
    summarizeBatch(undefined),
    // @ts-expect-error a Location is a string
    parseBatchLocation(new URL("https://portal.example")),
    // @ts-expect-error null is not a source of WebAssembly
    init(null),
  ];
}
