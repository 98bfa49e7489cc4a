/**
 * Calls a callback of the caller. What it throws is reported as uncaught on a task of its own, and the call goes on: a callback is told
 * something and decides nothing, and other callers can share the call.
 */
export function callSafely<E>(callback: ((event: E) => void) | undefined, event: E): void {
  try {
    callback?.(event);
  } catch (error) {
    reportUncaught(error);
  }
}

/** Reports an error where nobody can catch it: in the console, to `window.onerror`, as a failure in a test runner. */
export function reportUncaught(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
