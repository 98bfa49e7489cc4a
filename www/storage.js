/**
 * What this browser keeps for the page. It can forbid that, or be full: then nothing is kept, and the page works all the same.
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
    // Not this time.
  }
}

/** @param {string} key */
export function removeItem(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing is there to be removed.
  }
}
