import type { Failure, FailureCode } from "./wasm/partner-center-batch-status.js";

/**
 * Why a call failed. Those of {@link FailureCode}, and two from around the call: `wasm-load` when the WebAssembly file can't be
 * loaded, `internal` for a fault of this package.
 */
export type PartnerCenterErrorCode = FailureCode | "wasm-load" | "internal";

/** What an error is made of. */
export type PartnerCenterErrorInit = Omit<Failure, "code"> & { code: PartnerCenterErrorCode; cause?: unknown };

const NAME = "PartnerCenterError";

/**
 * A call that failed. Check `code` rather than the class, or use {@link PartnerCenterError.isInstance}, which also knows the errors of
 * another copy of this package.
 *
 * Neither the token nor a piece of a response body is in its message, hint, stack or JSON. The service's own words about the error
 * are in `description` and `source` alone.
 */
export class PartnerCenterError extends Error {
  /** Why the call failed: a closed list. */
  readonly code: PartnerCenterErrorCode;
  /** What to do next, in plain words. */
  readonly hint: string;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** The service's own code, such as `"20002"`: always a string. `"900421"` also where a reason phrase alone says the same (no MFA). */
  readonly serviceCode: string | undefined;
  /** The service's own words, at most 1,024 characters. They can name customers, so they are left out of the JSON. */
  readonly description: string | undefined;
  /** The part of the service that reported the error. Left out of the JSON. */
  readonly source: string | undefined;
  /** `MS-RequestId`: as answered, or as sent. Microsoft support asks for it. */
  readonly requestId: string | undefined;
  /** `MS-CorrelationId`: as answered, or as sent. Microsoft support asks for it. */
  readonly correlationId: string | undefined;
  /** `MS-CV`, the service's own mark of the request. */
  readonly msCv: string | undefined;
  /** How long the service wants to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the same call can succeed later. */
  readonly retryable: boolean;
  /** How many requests were sent. */
  readonly attempts: number;

  /** Made by this package; of use to others in tests of how they handle a failure. */
  constructor(init: PartnerCenterErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = NAME;
    this.code = init.code;
    this.hint = init.hint;
    this.status = init.status;
    this.serviceCode = init.serviceCode;
    this.description = init.description;
    this.source = init.source;
    this.requestId = init.requestId;
    this.correlationId = init.correlationId;
    this.msCv = init.msCv;
    this.retryAfterMs = init.retryAfterMs;
    this.retryable = init.retryable;
    this.attempts = init.attempts;
  }

  /** Whether a value is an error of this package, or of another copy of it on the same page. */
  static isInstance(value: unknown): value is PartnerCenterError {
    if (value instanceof PartnerCenterError) return true;
    if (typeof value !== "object" || value === null) return false;
    return (
      "name" in value && value.name === NAME && "code" in value && typeof value.code === "string" && "hint" in value
    );
  }

  /** What may go into a log: everything but the service's own words, the cause and the stack. */
  toJSON(): Record<string, unknown> {
    const { name, message, code, hint, status, serviceCode, requestId, correlationId, msCv } = this;
    const { retryAfterMs, retryable, attempts } = this;
    const ids = { requestId, correlationId, msCv };
    return { name, code, message, hint, status, serviceCode, ...ids, retryAfterMs, retryable, attempts };
  }
}

/** The error for an argument that can't be used: nothing was sent. */
export function invalidArgument(argument: string, rule: string): PartnerCenterError {
  return new PartnerCenterError({
    code: "invalid-argument",
    message: `${argument} ${rule}.`,
    hint: "Correct the argument that the message names; nothing was sent.",
    retryable: false,
    attempts: 0,
  });
}

/** The error for a fault of this package itself. */
export function internalError(cause?: unknown): PartnerCenterError {
  return new PartnerCenterError({
    code: "internal",
    message: "Something inside partner-center-batch-status failed.",
    hint: "This is a fault of the package: please report it. The next call starts afresh.",
    retryable: true,
    attempts: 0,
    cause,
  });
}
