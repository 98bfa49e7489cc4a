/**
 * The title of the tab, for users who are working in another tab: the state of the only upload, or that of all of them.
 *
 * @import { UploadState } from "./upload-state.js"
 */
import { language } from "./language.js";

/** Those that nothing is known of. @type {UploadState["kind"][]} */
const UNKNOWN = ["tokenless", "elsewhere"];

/** @param {UploadState[]} states of all uploads @param {UploadState} [shown] */
export function setTabTitle(states, shown) {
  const { title, tab } = language.page;
  const isOfMany = states.length > 1 && states.some(({ kind }) => !UNKNOWN.includes(kind));
  const state = isOfMany ? ofAll(states) : shown?.short;
  document.title = state === undefined ? title : tab.title(state);
}

/** What needs somebody comes first: a tab shows only the first words. @param {UploadState[]} states */
function ofAll(states) {
  const { tab } = language.page;
  /** @param {UploadState["kind"][]} kinds */
  const of = (...kinds) => states.filter(({ kind }) => kinds.includes(kind));
  // Of an upload under way, those so far. What was known of an upload stays true without a token.
  const failedDevices = states.reduce((sum, { summary }) => sum + (summary?.failed ?? 0), 0);
  const failedRequests = of("failed").length;
  return [
    ...(of("refused").length > 0 ? [tab.needsToken] : []),
    ...(failedRequests > 0 ? [tab.requestsFailed(failedRequests)] : []),
    ...(failedDevices > 0 ? [tab.attention(failedDevices)] : []),
    tab.uploadsDone(states.filter(({ summary }) => summary?.complete).length, states.length),
  ].join(" · ");
}
