/** The exact types of the package. A line no longer compiles when its type changes. */
import type * as api from "partner-center-batch-status";
import type {
  BatchSummary,
  BatchUploadDetails,
  DeviceErrorExplanation,
  DeviceUploadDetails,
  GetBatchUploadStatusOptions,
  PartnerCenterError,
  PartnerCenterErrorCode,
  PollEvent,
  ResourceAttributes,
  RetryEvent,
  Token,
  UploadStatus,
  WaitEvent,
  WaitForBatchUploadOptions,
  WaitReason,
  WasmSource,
  WatchBatchUploadStatusOptions,
} from "partner-center-batch-status";

/** Whether two types are identical. `any` is identical only to itself. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** An interface including its inherited members. */
type Flat<T> = { [Key in keyof T]: T[Key] };
type Check<T extends true> = T;

interface RequestOptions {
  baseUrl?: string;
  locale?: string;
  requestId?: string;
  correlationId?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  attemptTimeoutMs?: number;
  maxRetries?: number;
  maxResponseBytes?: number;
  credentials?: "omit" | "same-origin";
  authorizationHeader?: string;
  fetch?: typeof fetch;
  onWait?: (event: WaitEvent) => void;
  onRetry?: (event: RetryEvent) => void;
}

interface WatchOptions extends RequestOptions {
  intervalMs?: number;
  maxIntervalMs?: number;
  maxWaitMs?: number;
  notFoundGraceMs?: number;
  onPoll?: (event: PollEvent) => void;
}

interface WaitOptions extends WatchOptions {
  onProgress?: (details: BatchUploadDetails) => void;
}

export type Options = [
  Check<Same<Flat<GetBatchUploadStatusOptions>, Flat<RequestOptions>>>,
  Check<Same<Flat<WatchBatchUploadStatusOptions>, Flat<WatchOptions>>>,
  Check<Same<Flat<WaitForBatchUploadOptions>, Flat<WaitOptions>>>,
  Check<Same<Flat<PollEvent>, { waitMs: number }>>,
  Check<Same<Flat<RetryEvent>, { attempt: number; waitMs: number; error: PartnerCenterError }>>,
  Check<
    Same<
      Flat<WaitEvent>,
      {
        reason: WaitReason;
        attempt: number;
        waitMs: number | undefined;
        until: Date | undefined;
        error: PartnerCenterError | undefined;
      }
    >
  >,
  Check<Same<WaitReason, "retry" | "throttled" | "busy" | "token" | "poll" | "hidden" | "offline">>,
  Check<Same<Token, string | (() => string | Promise<string>)>>,
  Check<Same<WasmSource, string | URL | Request | Response | ArrayBuffer | ArrayBufferView | WebAssembly.Module>>,
];

export type Answers = [
  Check<
    Same<
      Flat<BatchUploadDetails>,
      {
        batchTrackingId: string;
        status: UploadStatus;
        startedTime?: Date;
        completedTime?: Date;
        devicesStatus: DeviceUploadDetails[];
        attributes?: ResourceAttributes;
      }
    >
  >,
  Check<
    Same<
      Flat<DeviceUploadDetails>,
      {
        deviceId?: string;
        serialNumber?: string;
        productKey?: string;
        status: UploadStatus;
        errorCode?: string;
        errorDescription?: string;
        attributes?: ResourceAttributes;
      }
    >
  >,
  Check<Same<Flat<ResourceAttributes>, { objectType?: string; etag?: string }>>,
  Check<Same<UploadStatus, "unknown" | "queued" | "processing" | "finished" | "finished_with_errors" | (string & {})>>,
  Check<Same<BatchUploadDetails["startedTime"], Date | undefined>>,
  Check<Same<BatchUploadDetails["devicesStatus"][number]["errorCode"], string | undefined>>,
  Check<
    Same<
      Flat<BatchSummary>,
      {
        total: number;
        succeeded: number;
        alreadyRegistered: number;
        duplicates: number;
        failed: number;
        pending: number;
        unknown: number;
        complete: boolean;
        errors: { errorCode?: string; errorDescription?: string; harmless: boolean; devices: number[] }[];
      }
    >
  >,
  Check<
    Same<
      Flat<DeviceErrorExplanation>,
      { name: string; code?: string; meaning: string; action: string; harmless: boolean; retryable: boolean }
    >
  >,
];

type ErrorFields = Omit<PartnerCenterError, keyof Error>;

export type Errors = [
  Check<PartnerCenterError extends Error ? true : false>,
  Check<
    Same<
      Flat<ErrorFields>,
      {
        readonly code: PartnerCenterErrorCode;
        readonly hint: string;
        readonly status: number | undefined;
        readonly serviceCode: string | undefined;
        readonly description: string | undefined;
        readonly source: string | undefined;
        readonly requestId: string | undefined;
        readonly correlationId: string | undefined;
        readonly msCv: string | undefined;
        readonly retryAfterMs: number | undefined;
        readonly retryable: boolean;
        readonly attempts: number;
        readonly reason:
          | "mfa"
          | "conditional-access"
          | "app-only"
          | "no-relationship"
          | "no-agreement"
          | "no-role"
          | "audience"
          | "access-denied"
          | "no-such-route"
          | "tenant-id"
          | "service-failed"
          | "ids"
          | "max-wait"
          | undefined;
        toJSON: () => Record<string, unknown>;
      }
    >
  >,
  Check<
    Same<
      PartnerCenterErrorCode,
      | "invalid-argument"
      | "unauthorized"
      | "forbidden"
      | "not-found"
      | "throttled"
      | "service"
      | "http"
      | "network"
      | "timeout"
      | "incomplete-response"
      | "empty-response"
      | "not-json"
      | "bad-encoding"
      | "malformed"
      | "too-large"
      | "wasm-load"
      | "internal"
    >
  >,
  Check<Same<(typeof api.PartnerCenterError)["isInstance"], (value: unknown) => value is PartnerCenterError>>,
];

type Ask<Options, Answer> = (customerId: string, trackingId: string, token: Token, options?: Options) => Answer;

export type Functions = [
  Check<Same<typeof api.getBatchUploadStatus, Ask<GetBatchUploadStatusOptions, Promise<BatchUploadDetails>>>>,
  Check<
    Same<
      typeof api.watchBatchUploadStatus,
      Ask<WatchBatchUploadStatusOptions, AsyncIterableIterator<BatchUploadDetails>>
    >
  >,
  Check<Same<typeof api.waitForBatchUpload, Ask<WaitForBatchUploadOptions, Promise<BatchUploadDetails>>>>,
  Check<Same<typeof api.summarizeBatch, (details: BatchUploadDetails) => BatchSummary>>,
  Check<
    Same<
      typeof api.explainDeviceError,
      (device: Pick<DeviceUploadDetails, "errorCode" | "errorDescription">) => DeviceErrorExplanation | undefined
    >
  >,
  Check<Same<typeof api.parseBatchLocation, (location: string) => { customerId?: string; trackingId: string }>>,
  Check<Same<typeof api.init, (source?: WasmSource | Promise<WasmSource>) => Promise<void>>>,
  Check<
    Same<
      keyof typeof api,
      | "getBatchUploadStatus"
      | "watchBatchUploadStatus"
      | "waitForBatchUpload"
      | "summarizeBatch"
      | "explainDeviceError"
      | "parseBatchLocation"
      | "init"
      | "PartnerCenterError"
    >
  >,
];
