/**
 * The line at the end of the page: who runs it, and which version it is. The rest of the line is in index.html, and the form says in it where
 * the token goes.
 *
 * @import { Settings } from "./settings.js"
 */
import { elementById } from "./element-by-id.js";
import { language } from "./language.js";
import { element, untrustedText, VERSION } from "./partner-center-batch-status/element/parts.js";

export class Colophon {
  #settings;

  /** @param {Settings} settings */
  constructor(settings) {
    this.#settings = settings;
    elementById("version", HTMLElement).textContent = VERSION;
    this.localize();
  }

  localize() {
    const { operator = location.hostname, help } = this.#settings;
    elementById("operator", HTMLElement).replaceChildren(untrustedText(language, operator));
    const place = elementById("help", HTMLElement);
    place.hidden = help === undefined;
    if (help !== undefined) place.replaceChildren(element("a", { href: help }, language.page.colophon.help));
  }
}
