/**
 * The style sheets of the element. Constructed ones, which no policy for styles forbids.
 */
import base from "./base.css.js";
import own from "./element.css.js";

let sheets: CSSStyleSheet[] | undefined;

/** The same for every element on the page. */
export function styleSheets(): CSSStyleSheet[] {
  sheets ??= [base, own].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return sheets;
}
