/**
 * The state of an upload in the title of the tab, for users who are working in another tab.
 *
 * @import { BatchSummary } from "./partner-center-batch-status/index.js"
 */
import { language } from "./language.js";

/** @param {BatchSummary} summary */
export function shortState({ total, succeeded, failed, complete }) {
  const { tab } = language.page;
  if (!complete) return tab.progress(succeeded + failed, total);
  return failed === 0 ? tab.finished : tab.finishedWithErrors(failed);
}

/** @param {string} [state] of the upload that is shown, if any */
export function setTabTitle(state) {
  const { title, tab } = language.page;
  document.title = state === undefined ? title : tab.title(state);
}
