/**
 * Lists and renders the texts of a language.
 *
 * @typedef {(...parts: unknown[]) => unknown} TextFunction
 */

/** What only another language has: English shows what the package and the service say. And the formatters, which are no texts. */
const ONLY_OTHERS = ["format", "deviceErrors", "details", "arguments"];

/** The arguments of text functions that take something other than numbers. @type {Record<string, (count: number) => unknown[]>} */
const ARGUMENTS = {
  "headline.join": () => [["2 devices failed", "1 was already registered"]],
  "causes.rows": (count) => [[1, count + 1], count],
  "message.reason": (count) => ["Not registered", count, Array(count).fill("808")],
  "filter.notFound": (count) => [["LOST"], count],
  "noMatch.filters": (count) => [["Failed", "808"], count],
  "page.form.filled": () => [["tracking", "token"], true],
  "page.settings.wrongValues": () => [["baseUrl", "demo"]],
};

/**
 * Returns every text with its path, such as `headline.someFailed`.
 *
 * @param {object} section
 * @param {string} [path]
 * @returns {[path: string, text: string | TextFunction][]}
 */
export function textsOf(section, path = "") {
  return Object.entries(section).flatMap(([key, value]) => {
    if (ONLY_OTHERS.includes(key)) return [];
    return typeof value === "object" ? textsOf(value, `${path}${key}.`) : [[path + key, value]];
  });
}

/** Returns the text that a user reads. @param {string} path @param {string | TextFunction} text @param {number} count */
export function renderText(path, text, count) {
  if (typeof text === "string") return text;
  const result = text(...(ARGUMENTS[path]?.(count) ?? Array(text.length).fill(count)));
  return typeof result === "object" ? Object.values(result ?? {}).join(" ") : String(result);
}
