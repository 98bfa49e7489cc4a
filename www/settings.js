/**
 * What the host of the page sets: `settings.json` beside it.
 *
 * @typedef {object} Settings
 * @property {string} baseUrl where the form starts
 * @property {Demo} [demo] only from a server that simulates Partner Center
 *
 * @typedef {object} Demo
 * @property {string} customerId
 * @property {string} trackingId
 * @property {string} token
 * @property {{ label: string, customerId: string, trackingId: string }[]} scenarios
 */

/** @type {Settings} */
const DEFAULTS = { baseUrl: "https://api.partnercenter.microsoft.com" };

/** The host's settings, or the defaults where it has none: the page works without the file. @returns {Promise<Settings>} */
export async function loadSettings() {
  try {
    const response = await fetch("settings.json", { cache: "no-cache" });
    return response.ok ? { ...DEFAULTS, ...(await response.json()) } : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}
