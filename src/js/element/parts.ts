/**
 * What the page in `www/` uses for its own parts, so that they look and read like the element's. Not for other pages: it may change.
 */
export { button, element, reconcileChildren } from "./dom/dom.js";
export { icon } from "./dom/icons.js";
export { sanitize, untrustedText } from "./dom/untrusted-text.js";
export { failureHeadline, hasTimeRunOut } from "./failures/failure-view.js";
export { copyTextButton } from "./files/copy-button.js";
export { waitText } from "./follow/wait-text.js";
export { loadLanguage, nativeName, TAGS } from "./languages/choose.js";
export { en } from "./languages/en.js";
export type { Language } from "./languages/language.js";
export { doneOf, headline } from "./status/headline.js";
export { outcomeBar } from "./status/outcome-bar.js";
export { batchStatus, statusBadge } from "./status/status.js";
export { VERSION } from "./version.js";
