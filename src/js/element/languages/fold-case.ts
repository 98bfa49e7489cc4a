/** The combining dot of "İ", which NFD separates from the "I". */
const DOT_ABOVE = /\u0307/g;

/**
 * Folds a text for searching. Upper and lower case are the same, independent of the language, and so are I, i, İ and ı. A Turkish keyboard
 * with caps lock on types "İ" where a serial number has "I", and with the Turkish rules for case "i" would not match "I".
 */
export function foldCase(text: string): string {
  return text.normalize("NFD").replace(DOT_ABOVE, "").toUpperCase();
}
