/**
 * The language of the page: the one that was chosen in this browser before, or the browser's own. It is set as `<html lang>`, which the
 * elements follow. English is loaded with the page, and another language when it is wanted.
 *
 * `data-text` in index.html names the text of an element, `data-label` its accessible label: both are paths in the section `page` of a
 * language file.
 *
 * @import { Language } from "./partner-center-batch-status/element/parts.js"
 */
import { elementById } from "./element-by-id.js";
import { button, en, loadLanguage, nativeName, TAGS } from "./partner-center-batch-status/element/parts.js";
import { readItem, writeItem } from "./storage.js";

const KEY = "partner-center-batch-status.language";

/** The current language of the page. @type {Language} */
export let language = en;

/** @type {() => void} */
let languageListener = () => {};

/** The tag of the language that was chosen last. It may still load. */
let chosen = en.tag;

/** By the tag of the language. */
const buttons = new Map(TAGS.map((tag) => [tag, languageButton(tag)]));

/** Localizes index.html, and adds buttons for the languages. */
export async function initLanguages() {
  // A page in English is better than none.
  language = await loadLanguage(readItem(KEY)).catch(() => en);
  elementById("languages", HTMLFieldSetElement).append(...buttons.values());
  localize();
}

/** @param {() => void} listener localizes what is not in index.html */
export function onLanguageChange(listener) {
  languageListener = listener;
}

/** @param {string} tag */
function languageButton(tag) {
  const each = button(nativeName(tag), "language", () => choose(tag));
  each.lang = tag;
  return each;
}

/** @param {string} tag */
async function choose(tag) {
  chosen = tag;
  const loaded = await loadLanguage(tag).catch(() => undefined);
  if (chosen !== tag) return;
  const problem = elementById("language-problem", HTMLParagraphElement);
  problem.hidden = loaded !== undefined;
  if (loaded === undefined) {
    problem.textContent = language.languageMissing(nativeName(tag));
    return;
  }
  language = loaded;
  writeItem(KEY, tag);
  localize();
  languageListener();
}

function localize() {
  for (const [tag, each] of buttons) each.ariaPressed = String(tag === language.tag);
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.direction;
  document.title = language.page.title;
  for (const { element, text } of localizedTexts("data-text")) element.textContent = text;
  for (const { element, text } of localizedTexts("data-label")) element.ariaLabel = text;
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
