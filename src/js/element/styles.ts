/**
 * The style sheets of the element. They are constructed, which no Content-Security-Policy for styles forbids.
 */
import base from "./base.css.js";
import own from "./element.css.js";

const SHEETS = new WeakMap<Document, CSSStyleSheet[]>();

/** Shared by all elements of a document. None where they can't be constructed, as in the DOM of a test runner, or in a document without a window: nobody sees those. */
export function styleSheets(document: Document): CSSStyleSheet[] {
  const { CSSStyleSheet } = document.defaultView ?? {};
  if (CSSStyleSheet === undefined || !("replaceSync" in CSSStyleSheet.prototype)) return [];
  const known = SHEETS.get(document);
  if (known) return known;
  const sheets = [base, own].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  SHEETS.set(document, sheets);
  return sheets;
}
