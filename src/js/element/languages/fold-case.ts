/** The dot that "İ" is made of beside "I". */
const DOT_ABOVE = /\u0307/g;

/**
 * A text as a search compares it: upper and lower case are the same, in no language in particular, and so are I, i, İ and ı. A Turkish
 * keyboard with the capitals on types "İ" where a serial number has "I", and Turkish rules for case would not find "i" in "I".
 */
export function foldCase(text: string): string {
  return text.normalize("NFD").replace(DOT_ABOVE, "").toUpperCase();
}
