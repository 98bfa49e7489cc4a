import { en } from "./en.js";
import { LANGUAGES } from "./index.js";
import type { Language } from "./language.js";

/**
 * The language to use: the requested one, or the first preferred one that is available, or English.
 *
 * @param requested such as the value of a `lang` attribute
 * @param preferred in the order of preference; default: the languages of the browser
 */
export function chooseLanguage(requested?: string, preferred = globalThis.navigator?.languages ?? []): Language {
  for (const tag of [requested ?? "", ...preferred]) {
    const found = LANGUAGES.find((language) => language.tag === primarySubtag(tag));
    if (found !== undefined) return found;
  }
  return en;
}

/** "tr" for both "tr-TR" and "TR". */
function primarySubtag(tag: string): string {
  return tag.toLowerCase().split("-", 1).join();
}
