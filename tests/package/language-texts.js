/**
 * The texts of a language, and what each says.
 *
 * @typedef {(...parts: unknown[]) => unknown} TextWithParts
 */

/** What a text is called with that takes something else than numbers. @type {Record<string, (count: number) => unknown[]>} */
const ARGUMENTS = { "causes.rows": (count) => [[1, count + 1], count] };

/**
 * Every text by its path, such as `headline.someFailed`.
 *
 * @param {object} section
 * @param {string} [path]
 * @returns {[path: string, text: string | TextWithParts][]}
 */
export function textsOf(section, path = "") {
  return Object.entries(section).flatMap(([key, value]) => {
    if (key === "format" || key === "deviceErrors") return [];
    return typeof value === "object" ? textsOf(value, `${path}${key}.`) : [[path + key, value]];
  });
}

/** What somebody reads. @param {string} path @param {string | TextWithParts} text @param {number} count */
export function said(path, text, count) {
  if (typeof text === "string") return text;
  const result = text(...(ARGUMENTS[path]?.(count) ?? Array(text.length).fill(count)));
  return typeof result === "object" ? Object.values(result ?? {}).join(" ") : String(result);
}
