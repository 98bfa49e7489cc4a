/**
 * The state of an upload in the title of the tab, for users who are working in another tab.
 *
 * @import { BatchSummary } from "./partner-center-batch-status/index.js"
 */
import { language } from "./language.js";
import { doneOf } from "./partner-center-batch-status/element/parts.js";

/** @param {BatchSummary} summary */
export function shortState(summary) {
  const { tab } = language.page;
  const { total, failed, complete } = summary;
  if (complete && total === 0) return language.headline.noDevices;
  if (complete && failed > 0) return tab.needsAttention(failed, total);
  // A complete batch can have devices without a result.
  const done = doneOf(summary);
  return complete && done === total ? tab.finished : tab.progress(done, total);
}

/** @param {string} [state] of the upload that is shown, if any */
export function setTabTitle(state) {
  const { title, tab } = language.page;
  document.title = state === undefined ? title : tab.title(state);
}
