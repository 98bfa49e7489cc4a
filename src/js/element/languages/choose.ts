import { en } from "./en.js";
import { LANGUAGES } from "./index.js";
import type { Language } from "./language.js";

/**
 * The language to speak: the one that is asked for, else the first of the reader's that there is, else English.
 *
 * @param asked such as a `lang` attribute; nothing where nobody asked for one
 * @param preferred in the order of preference, by default as the browser is set
 */
export function chooseLanguage(asked?: string, preferred = globalThis.navigator?.languages ?? []): Language {
  for (const tag of [asked ?? "", ...preferred]) {
    const found = LANGUAGES.find((language) => language.tag === primarySubtag(tag));
    if (found !== undefined) return found;
  }
  return en;
}

/** Of "tr-TR" and "TR" alike it is "tr". */
function primarySubtag(tag: string): string {
  return tag.toLowerCase().split("-", 1).join();
}
