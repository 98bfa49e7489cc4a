import { callSafely } from "./call-safely.js";
import type { CallOptions, WaitEvent } from "./options.js";

export type WaitListeners = Pick<CallOptions, "onWait" | "onRetry">;

/** Tells a caller of a wait. `onRetry` gets those that a failure makes necessary. */
export function notifyOfWait({ onWait, onRetry }: WaitListeners, event: WaitEvent): void {
  const { attempt, waitMs, error } = event;
  callSafely(onWait, event);
  if (error !== undefined && waitMs !== undefined) callSafely(onRetry, { attempt, waitMs, error });
}
