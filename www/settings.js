/**
 * The settings of the host: `settings.json` next to the page. Their shape is checked here and nowhere else. A value that can't be used is left out,
 * and the page says so.
 *
 * @typedef {object} Settings
 * @property {string} baseUrl the initial base address in the form
 * @property {string} [operator] the name of who runs the page
 * @property {string} [help] where its users get help: an `https:` or `mailto:` address
 * @property {Demo} [demo] set only by a server that simulates Partner Center
 *
 * @typedef {object} Demo
 * @property {string} customerId
 * @property {string} trackingId
 * @property {string} token
 * @property {Scenario[]} scenarios
 *
 * @typedef {{ group: string, name: string, names?: Record<string, string>, customerId: string, trackingId: string }} Scenario `group` is "people" or
 *   "developers". The names of those for people are in the language files; the others bring theirs, by the tag of the language. One without a text
 *   in the language of the page is shown by its `name`, which is English.
 */

/** @type {Settings} */
const DEFAULTS = { baseUrl: "https://api.partnercenter.microsoft.com" };

/** The settings of the simulator, the longest there are, have 5,000 characters. */
const MAX_LENGTH = 100_000;
const MAX_URL_LENGTH = 2048;
/** Scheme, host, perhaps a port and a path: no user name, no query, no fragment. */
const ADDRESS = /^https?:\/\/([a-z\d.-]+|\[[a-f\d:]+\])(?::\d+)?((?:\/[\w!$&'()*+,\-.:;=@~]+)+\/*|\/?)$/i;
const NAME = /^(?=.*\p{L})[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,100}$/u;
const HELP = /^(?:https:\/\/|mailto:)[\x21-\x7e]+$/;
const LOOPBACK = /^(?:(?:.+\.)?localhost|127\.[\d.]+|\[::1\])$/;
/** The page waits for the settings, so it must not wait for ever. */
const TIMEOUT_MS = 10_000;

/** @type {Record<keyof Settings, (value: unknown) => boolean>} */
const CHECKS = { baseUrl: isAddress, operator: isName, help: isHelp, demo: isDemo };

/**
 * The settings of the host, with defaults for those that are missing or can't be used. The page works without the file.
 *
 * @returns {Promise<{ settings: Settings, isUnreadable: boolean, wrong: string[] }>} `wrong` are the names of the settings that can't be used
 */
export async function loadSettings() {
  const found = await readFile().catch(() => undefined);
  if (!isObject(found)) return { settings: DEFAULTS, isUnreadable: true, wrong: [] };
  // `null` and absence are one, as for the options of the package.
  const given = Object.entries(CHECKS).filter(([name]) => Object.hasOwn(found, name) && found[name] !== null);
  const wrong = given.filter(([name, isValid]) => !isValid(found[name])).map(([name]) => name);
  const usable = given.filter(([name]) => !wrong.includes(name)).map(([name]) => [name, found[name]]);
  return { settings: { ...DEFAULTS, ...Object.fromEntries(usable) }, isUnreadable: false, wrong };
}

/** @returns {Promise<unknown>} */
async function readFile() {
  const response = await fetch("settings.json", { cache: "no-cache", signal: AbortSignal.timeout(TIMEOUT_MS) });
  // The file is not there. Some hosts say 403 then.
  if (response.status >= 400 && response.status < 500) return {};
  const text = await response.text();
  return response.ok && text.length <= MAX_LENGTH ? JSON.parse(text) : undefined;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === "string" && value !== "";
}

/** One line of plain text. @param {unknown} value */
function isName(value) {
  return typeof value === "string" && NAME.test(value);
}

/** @param {unknown} value */
function isHelp(value) {
  return typeof value === "string" && value.length <= MAX_URL_LENGTH && HELP.test(value) && URL.canParse(value);
}

/**
 * The rule of the package for a base address (src/request/base_url.rs), restated: to ask the package, the page would have to wait for its wasm.
 * What this lets pass and the package refuses is still reported when a status is requested.
 *
 * @param {unknown} value
 */
function isAddress(value) {
  if (typeof value !== "string" || value.length > MAX_URL_LENGTH) return false;
  const [address, host = "", path = ""] = ADDRESS.exec(value) ?? [];
  if (address === undefined) return false;
  try {
    const { protocol, hostname, pathname } = new URL(address);
    // A browser writes the numbers of an IPv6 address in its own way, too. Where it changes anything else, it reads another address.
    const isReadAsWritten = host.startsWith("[") || hostname === host.toLowerCase();
    return isReadAsWritten && pathname === (path || "/") && (protocol === "https:" || LOOPBACK.test(hostname));
  } catch {
    return false;
  }
}

/** @param {unknown} value */
function isDemo(value) {
  if (!isObject(value)) return false;
  const { customerId, trackingId, token, scenarios } = value;
  return [customerId, trackingId, token].every(isText) && Array.isArray(scenarios) && scenarios.every(isScenario);
}

/** @param {unknown} value */
function isScenario(value) {
  if (!isObject(value)) return false;
  const { group, name, names = {}, customerId, trackingId } = value;
  return [group, name, customerId, trackingId].every(isText) && isObject(names) && Object.values(names).every(isText);
}
