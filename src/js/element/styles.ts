/**
 * The style sheets of the element. They are constructed, which no Content-Security-Policy for styles forbids.
 */
import base from "./base.css.js";
import own from "./element.css.js";

let sheets: CSSStyleSheet[] | undefined;

/** Shared by all elements on the page. None where they can't be constructed, as in the DOM of a test runner, which shows nothing. */
export function styleSheets(): CSSStyleSheet[] {
  if (!("replaceSync" in (globalThis.CSSStyleSheet?.prototype ?? {}))) return [];
  sheets ??= [base, own].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return sheets;
}
