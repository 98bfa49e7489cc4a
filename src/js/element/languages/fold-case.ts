/** What NFD separates from a letter: the dot of "İ", the hook of "ş". Many people type Turkish without them. */
const MARKS = /\p{M}/gu;

/**
 * Folds a text for searching. Upper and lower case are the same, independent of the language, and so are I, i, İ and ı: a Turkish keyboard with
 * caps lock on types "İ" where a serial number has "I", and with the Turkish rules for case "i" would not match "I". Marks at letters do not count.
 */
export function foldCase(text: string): string {
  return text.normalize("NFD").replace(MARKS, "").toUpperCase();
}
