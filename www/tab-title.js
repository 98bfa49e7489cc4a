/**
 * The state of an upload in the title of the tab, for who works in another one meanwhile.
 *
 * @import { BatchSummary } from "./partner-center-batch-status/index.js"
 */

const PAGE = document.title;

/** @param {BatchSummary} summary */
export function inShort({ total, succeeded, failed, complete }) {
  if (!complete) return `${succeeded + failed} of ${total}`;
  return failed === 0 ? "Finished" : `Finished with ${failed} ${failed === 1 ? "error" : "errors"}`;
}

/** @param {string} [state] of the upload that is shown, if there is one */
export function showInTab(state) {
  document.title = state === undefined ? PAGE : `${state} · ${PAGE}`;
}
