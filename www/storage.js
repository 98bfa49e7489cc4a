/**
 * Local storage of the page. The browser can forbid it, or it can be full: then nothing is stored, and the page works all the same.
 */

/** @param {string} key @returns {string | undefined} */
export function readItem(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} key @param {string} value */
export function writeItem(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Not stored.
  }
}

/** @param {string} key */
export function removeItem(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // There is nothing to remove.
  }
}
