import { callSafely } from "./call-safely.js";
import { checkedFetch, checkedToken, keepContext } from "./callers-functions.js";
import { copyError } from "./copy-error.js";
import { init } from "./load.js";
import { notifyOfWait } from "./notify-of-wait.js";
import type { CallOptions } from "./options.js";
import { internalError, PartnerCenterError } from "./partner-center-error.js";
import { LEAST_LENGTH, redact } from "./redact.js";
import type { Token } from "./token.js";
import { callsInFlight } from "./wasm/partner-center-batch-status.js";
import type { Context, EncodedDetails, EncodedFailure, Outcome } from "./wasm/types.js";

/** The WebAssembly enforces every limit itself and knows more about it. The outer deadline of a single call leaves it this much time to report first. */
const GRACE_MS = 250;
/** Microsoft documents at most 1,024 characters for the description of an error. */
const FIRST_CHARACTERS = /^.{0,1024}/su;
/** Browsers fire a timer of 2^31 ms or more at once. */
const MAX_TIMER_MS = 0x7fff_ffff;

/** The parameters of a call of the WebAssembly. */
export interface Call {
  token: Token;
  options: Pick<CallOptions, "fetch" | "onWait" | "onRetry" | "onPoll">;
  /** Makes the call a watch: receives the details whenever something has changed. It is always named, so that `Object.prototype` can add none. */
  onDetails: ((details: EncodedDetails) => Promise<void>) | undefined;
  /** The call ends after this time at the latest, whatever happens in the WebAssembly. */
  limitMs: number;
  /** Ends the call at once; it then rejects with the signal's reason. */
  stop: AbortSignal;
}

type Start = (context: Context) => Promise<Outcome | undefined>;

/**
 * Runs a call of the WebAssembly. Loads it, keeps the outer deadline, ends the call when the caller aborts or the WebAssembly ends, and turns
 * a failure into the error class. The call always settles.
 */
export function call(
  { token, options, onDetails, limitMs, stop }: Call,
  start: Start,
): Promise<EncodedDetails | undefined> {
  const { fetch = globalThis.fetch, onPoll } = options;
  const run = keepContext();
  const tokens = new Set<string>();
  const toError = (failure: EncodedFailure, cause?: unknown) => errorOf(failure, cause, tokens);
  return runWithLimits(stop, limitMs, tokens, async (cancelled, isSettled) => {
    await init();
    if (isSettled()) return undefined;
    const sendRequest = checkedFetch(fetch, run);
    let isNewPoll = false;
    const context: Context = {
      token: checkedToken(token, tokens, cancelled, run),
      fetch: (request) => {
        isNewPoll = true;
        return sendRequest(request);
      },
      cancelled,
      onWait: (reason, attempt, waitMs, failure) => {
        // The WebAssembly learns of an abort a moment later.
        if (stop.aborted) return;
        const until = waitMs === undefined ? undefined : new Date(Date.now() + waitMs);
        const event = { reason, attempt, waitMs, until, error: failure && toError(failure) };
        run(() => notifyOfWait(options, event));
        // The wait for a poll is told again when a page was hidden meanwhile.
        if (reason === "poll" && waitMs !== undefined && isNewPoll) run(() => callSafely(onPoll, { waitMs }));
        isNewPoll = false;
      },
      onDetails: onDetails && ((details) => onDetails(hideTokens(details, tokens))),
    };
    const [details, failure, cause] = (await start(context)) ?? [];
    if (failure !== undefined) throw toError(failure, cause);
    return details && hideTokens(details, tokens);
  });
}

/** Hides whole tokens that a server repeats in a success, also where JSON escapes them. Every value keeps its place. */
function hideTokens([text, cells]: EncodedDetails, tokens: ReadonlySet<string>): EncodedDetails {
  const hide = (text: string, token: string) => {
    if (token.length < LEAST_LENGTH) return text;
    const inJson = token.replace(/[+/=]/g, (sign) => `(?:\\\\?\\${sign}|\\\\u00${sign.charCodeAt(0).toString(16)})`);
    // The search for a plain text is the faster one.
    const pattern = inJson === token ? token : new RegExp(inJson.replaceAll(".", "\\."), "gi");
    return text.replaceAll(pattern, (found) => "[token]".padEnd(found.length));
  };
  return [[...tokens].reduce(hide, text), cells];
}

function errorOf(failure: EncodedFailure, cause: unknown, tokens: ReadonlySet<string>): PartnerCenterError {
  const [code, message, hint, attempts, retryable, status, retryAfterMs, reason, ...ofService] = failure;
  const [serviceCode, description, source, requestId, correlationId, msCv] = ofService.map(
    // Where a text is cut first, the words behind a token are lost.
    (text) => text && FIRST_CHARACTERS.exec(redact(text, tokens))?.[0],
  );
  return new PartnerCenterError({
    ...{ code, message, hint, serviceCode, description, source, requestId, correlationId, msCv, reason },
    // The caller can have use for the very error that its token function threw. There was no response then.
    cause: code === "unauthorized" && status === undefined ? cause : copyError(cause, tokens),
    attempts: Number(attempts),
    retryable: retryable !== undefined,
    status: toNumber(status),
    retryAfterMs: toNumber(retryAfterMs),
  });
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/**
 * Settles with the work, or before it on an abort, the end of the WebAssembly or the deadline. `cancelled` then resolves, which ends the work
 * too. Removes its timer and its listener.
 */
function runWithLimits<T>(
  stop: AbortSignal,
  limitMs: number,
  tokens: ReadonlySet<string>,
  work: (cancelled: Promise<void>, isSettled: () => boolean) => Promise<T>,
): Promise<T> {
  let cleanUp = () => {};
  let isSettled = false;
  const settled = new Promise<T>((resolve, reject) => {
    const abort = () => reject(stop.reason);
    const fail = (cause: unknown) => reject(internalError(copyError(cause, tokens)));
    const endAtDeadline = () => reject(deadlineError(limitMs));
    // A watch without an end has no deadline.
    const timer =
      limitMs === Number.POSITIVE_INFINITY
        ? undefined
        : setTimeout(endAtDeadline, Math.min(limitMs + GRACE_MS, MAX_TIMER_MS));
    const cancelled = new Promise<void>((cancel) => {
      cleanUp = () => {
        isSettled = true;
        stop.removeEventListener("abort", abort);
        callsInFlight.delete(fail);
        clearTimeout(timer);
        cancel();
      };
    });
    stop.addEventListener("abort", abort);
    if (stop.aborted) abort();
    callsInFlight.add(fail);
    // Any other error is a fault of this package.
    work(cancelled, () => isSettled).then(resolve, (error) =>
      PartnerCenterError.isInstance(error) ? reject(error) : fail(error),
    );
  });
  return settled.finally(() => cleanUp());
}

function deadlineError(limitMs: number): PartnerCenterError {
  return new PartnerCenterError({
    code: "timeout",
    message: `The call did not end within ${limitMs} ms.`,
    hint: "Try again; if it stays so, see whether the WebAssembly file of the package loads.",
    retryable: true,
    attempts: 0,
  });
}
