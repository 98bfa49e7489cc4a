/**
 * The language of the page: the one that was chosen in this browser before, or the browser's own. It is set as `<html lang>`, which the
 * elements follow.
 *
 * `data-text` in index.html names the text of an element, `data-label` its accessible label: both are paths in the section `page` of a
 * language file.
 *
 * @import { Language } from "./partner-center-batch-status/element/parts.js"
 */
import { elementById } from "./element-by-id.js";
import { button, chooseLanguage, LANGUAGES } from "./partner-center-batch-status/element/parts.js";
import { readItem, writeItem } from "./storage.js";

const KEY = "partner-center-batch-status.language";

/** The current language of the page. @type {Language} */
export let language = chooseLanguage(readItem(KEY));

/** @type {() => void} */
let languageListener = () => {};

/** Localizes index.html, and adds buttons for the other languages. */
export function initLanguages() {
  const buttons = new Map(
    LANGUAGES.map((offered) => [offered, button(offered.name, "language", () => choose(offered))]),
  );
  for (const [{ tag }, each] of buttons) each.lang = tag;
  elementById("languages", HTMLFieldSetElement).append(...buttons.values());
  localize();

  /** @param {Language} chosen */
  function choose(chosen) {
    writeItem(KEY, chosen.tag);
    language = chosen;
    localize();
    languageListener();
  }

  function localize() {
    for (const [offered, each] of buttons) each.ariaPressed = String(offered === language);
    document.documentElement.lang = language.tag;
    document.documentElement.dir = language.direction;
    document.title = language.page.title;
    for (const { element, text } of localizedTexts("data-text")) element.textContent = text;
    for (const { element, text } of localizedTexts("data-label")) element.ariaLabel = text;
  }
}

/** @param {() => void} listener localizes what is not in index.html */
export function onLanguageChange(listener) {
  languageListener = listener;
}

/** @param {string} attribute */
function localizedTexts(attribute) {
  return [...document.querySelectorAll(`[${attribute}]`)].map((element) => ({
    element,
    text: textAt(element.getAttribute(attribute) ?? ""),
  }));
}

/** @param {string} path such as `form.customer.label` */
function textAt(path) {
  /** @type {unknown} */
  let found = language.page;
  for (const name of path.split(".")) found = /** @type {Record<string, unknown>} */ (found)[name];
  return String(found);
}
