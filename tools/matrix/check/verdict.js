/** What a place shows or prints at the end. */

/** The runner looks for these words. */
export const PASSED = "The check passed.";

/** Returns one line that tells a failure with its causes. @param {unknown} error @returns {string} */
export function failure(error) {
  return `The check failed: ${[...reasons(error)].join(" | ").replace(/\s+/g, " ")}`;
}

/** @param {unknown} error @returns {Generator<string>} */
function* reasons(error) {
  yield String(error);
  if (!(error instanceof Error)) return;
  if ("hint" in error) yield String(error.hint);
  if (error.cause !== undefined) yield* reasons(error.cause);
}
