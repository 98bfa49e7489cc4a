import { en } from "./en.js";
import { LANGUAGES, LOADERS } from "./index.js";
import type { Language } from "./language.js";

/** The tags of all languages, loaded or not. */
export const TAGS: readonly string[] = [...LANGUAGES.map(({ tag }) => tag), ...Object.keys(LOADERS)].sort();

/**
 * The language to use: the requested one, or the first preferred one that is loaded, or English.
 *
 * @param requested such as the value of a `lang` attribute
 * @param preferred in the order of preference; default: the languages of the browser
 */
export function chooseLanguage(requested?: string, preferred?: readonly string[]): Language {
  const loaded = LANGUAGES.map(({ tag }) => tag);
  return loadedLanguage(chooseTag(loaded, requested, preferred)) ?? en;
}

/** Like `chooseLanguage`, of all languages. Loads it first if it is not loaded. */
export async function loadLanguage(requested?: string, preferred?: readonly string[]): Promise<Language> {
  const tag = chooseTag(TAGS, requested, preferred) ?? en.tag;
  const loaded = loadedLanguage(tag);
  if (loaded !== undefined) return loaded;
  const language = (await LOADERS[tag]?.()) ?? en;
  if (!LANGUAGES.includes(language)) LANGUAGES.push(language);
  return language;
}

/** The name of a language in itself, such as "Türkçe". */
export function nativeName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
}

function loadedLanguage(tag: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language.tag === tag);
}

/** The first of these tags that is wanted. */
function chooseTag(
  tags: readonly string[],
  requested = "",
  preferred: readonly string[] = globalThis.navigator?.languages ?? [],
): string | undefined {
  return [requested, ...preferred].map(primarySubtag).find((tag) => tags.includes(tag));
}

/** "tr" for "tr-TR", "TR" and "tr_TR", as some servers write it. */
function primarySubtag(tag: string): string {
  return tag.toLowerCase().split(/[-_]/, 1).join();
}
