/**
 * What the page in `www/` builds its own parts of, so that they look and speak like those of the element. Not for other pages: it may change.
 */
export { arrange, button, element } from "./dom.js";
export { failureHeadline } from "./failure-view.js";
export { headline } from "./headline.js";
export { icon } from "./icons.js";
export { chooseLanguage } from "./languages/choose.js";
export { LANGUAGES } from "./languages/index.js";
export type { Language } from "./languages/language.js";
export { batchStatus, statusBadge } from "./status.js";
