import type { Failure, FailureCode } from "./wasm/types.js";

/**
 * Why a call failed: a code of the call itself, `wasm-load` if the WebAssembly file can't be loaded, or `internal` for a fault of this package.
 */
export type PartnerCenterErrorCode = FailureCode | "wasm-load" | "internal";

/** The fields of an error. */
export type PartnerCenterErrorInit = Omit<Failure, "code"> & { code: PartnerCenterErrorCode; cause?: unknown };

const NAME = "PartnerCenterError";

/**
 * A call that failed. Check `code` rather than the class, or use {@link PartnerCenterError.isInstance}, which also recognizes the errors of
 * another copy of this package.
 *
 * The message, hint, stack and JSON never contain the token or a piece of a response body. Only `description` and `source` contain the
 * service's own words about the error.
 */
export class PartnerCenterError extends Error {
  /** `"PartnerCenterError"` in every copy of the package. */
  override readonly name = NAME;
  /** Why the call failed. The list of codes is closed. */
  readonly code: PartnerCenterErrorCode;
  /** What to do next, in plain words. */
  readonly hint: string;
  /** The HTTP status, if there was a response. */
  readonly status: number | undefined;
  /** The service's own code, such as `"20002"`. Always a string. `"900421"` also if the service says only in words that MFA is missing. */
  readonly serviceCode: string | undefined;
  /** The service's own words, at most 1,024 characters. They can name customers, so they are left out of the JSON. */
  readonly description: string | undefined;
  /** The part of the service that reported the error. Left out of the JSON. */
  readonly source: string | undefined;
  /** `MS-RequestId` of the response, or else of the request. Microsoft support asks for it. */
  readonly requestId: string | undefined;
  /** `MS-CorrelationId` of the response, or else of the request. Microsoft support asks for it. */
  readonly correlationId: string | undefined;
  /** `MS-CV`: the service's own id of the request. */
  readonly msCv: string | undefined;
  /** How long the service asks to wait before the next request, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the same call can succeed later. */
  readonly retryable: boolean;
  /** How many requests were sent. */
  readonly attempts: number;
  /**
   * What the hint is about, where more is known than `code` tells, such as `"mfa"` or `"no-relationship"`: for texts of your own. `"max-wait"`: a
   * watch ended because the time that it was given is over; nothing has failed, and the upload goes on.
   */
  readonly reason: Failure["reason"];

  /** Called by this package. Use it in tests of your own error handling. */
  constructor(init: PartnerCenterErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
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
    this.reason = init.reason;
  }

  /** Whether a value is an error of this package, or of another copy of it on the same page. */
  static isInstance(value: unknown): value is PartnerCenterError {
    try {
      if (value instanceof PartnerCenterError) return true;
      if (typeof value !== "object" || value === null) return false;
      return (
        "name" in value && value.name === NAME && "code" in value && typeof value.code === "string" && "hint" in value
      );
    } catch {
      // A proxy, or a getter that throws.
      return false;
    }
  }

  /**
   * Makes an error again of what `toJSON` gave. To pass an error to a worker or another window, post `error.toJSON()`: the copy that
   * `postMessage` and `structuredClone` make of an error keeps nothing but its message.
   *
   * @throws PartnerCenterError with code `invalid-argument` if the value does not come from `toJSON`
   */
  static fromJSON(json: unknown): PartnerCenterError {
    try {
      if (PartnerCenterError.isInstance(json)) return new PartnerCenterError(json);
    } catch {
      // A getter throws, or the message is no text.
    }
    throw invalidArgument("json", "must come from toJSON()");
  }

  /** The part that is safe to log: everything but the service's own words, the cause and the stack. `fromJSON` is the way back. */
  toJSON(): Record<string, unknown> {
    const { name, message, code, hint, status, serviceCode, requestId, correlationId, msCv } = this;
    const { retryAfterMs, retryable, attempts, reason } = this;
    const ids = { requestId, correlationId, msCv };
    return { name, code, message, hint, status, serviceCode, ...ids, retryAfterMs, retryable, attempts, reason };
  }
}

/** The error for an invalid argument, which is found before anything is sent. */
export function invalidArgument(argument: string, rule: string, cause?: unknown): PartnerCenterError {
  return new PartnerCenterError({
    code: "invalid-argument",
    message: `${argument} ${rule}.`,
    hint: "Correct the argument that the message names; nothing was sent.",
    retryable: false,
    attempts: 0,
    cause,
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
