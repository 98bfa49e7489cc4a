/**
 * The icon of the tab: what the uploads are like, seen from another tab.
 *
 * @import { UploadState } from "./upload-state.js"
 */
import { elementById } from "./element-by-id.js";

/** The first that applies. @type {[icon: string, kinds: UploadState["kind"][]][]} */
const ICONS = [
  ["icon-attention.svg", ["refused", "failed", "attention"]],
  ["icon-busy.svg", ["underWay"]],
  ["icon-done.svg", ["done"]],
];
const NEUTRAL = "icon.svg";

/** @param {UploadState[]} states of all uploads */
export function setTabIcon(states) {
  const [icon = NEUTRAL] = ICONS.find(([, kinds]) => states.some(({ kind }) => kinds.includes(kind))) ?? [];
  const link = elementById("icon", HTMLLinkElement);
  // A new value would make the browser load the icon again.
  if (link.getAttribute("href") !== icon) link.setAttribute("href", icon);
}
