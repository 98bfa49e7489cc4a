/**
 * The settings of the host: `settings.json` next to the page.
 *
 * @typedef {object} Settings
 * @property {string} baseUrl the initial base address in the form
 * @property {Demo} [demo] set only by a server that simulates Partner Center
 *
 * @typedef {object} Demo
 * @property {string} customerId
 * @property {string} trackingId
 * @property {string} token
 * @property {{ label: string, customerId: string, trackingId: string }[]} scenarios
 */

/** @type {Settings} */
const DEFAULTS = { baseUrl: "https://api.partnercenter.microsoft.com" };

/** The settings of the host, or the defaults: the page works without the file. @returns {Promise<Settings>} */
export async function loadSettings() {
  try {
    const response = await fetch("settings.json", { cache: "no-cache" });
    return response.ok ? { ...DEFAULTS, ...(await response.json()) } : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}
