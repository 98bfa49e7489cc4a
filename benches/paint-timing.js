/**
 * Runs in a page with a table and times until the table shows what it should, the same for every table.
 *
 * Painted means: in one frame the rows are in the document, and the next frame begins. So the browser is done with the first one; up to a
 * frame (17 ms) of waiting is counted along.
 *
 * @typedef {object} Table where a page has its rows
 * @property {string} [host] the element in whose shadow tree they are
 * @property {string} row
 * @property {string} serial the cell with the serial number
 */

/** As many as a screen shows. */
const ROWS = 20;
/** Long after it should be there: it shows something else then. */
const TIMEOUT_MS = 20_000;

/** @type {Promise<number>} */
let measured = Promise.resolve(Number.NaN);

/** From now on the next key is timed. @param {Table} table @param {string[]} serials what it leads to, from the top */
export function watchKey(table, serials) {
  if (shows(table, serials)) throw new Error(`${serials[0]} is there before the key is pressed.`);
  const pressed = new Promise((resolve) => addEventListener("keydown", resolve, { once: true, capture: true }));
  measured = pressed.then(async ({ timeStamp }) => (await painted(table, serials)) - timeStamp);
}

/** From now on the next answer is timed. @param {Table} table @param {string[]} serials what it holds, from the top */
export function watchAnswer(table, serials) {
  measured = painted(table, serials).then((time) => time - answered());
}

/** Milliseconds from the key or the answer until it was painted. */
export function measure() {
  return measured;
}

/** @param {Table} table @param {string[]} serials */
async function painted(table, serials) {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!shows(table, serials)) {
    if (performance.now() > deadline) throw new Error(`The table never shows ${serials[0]} and those after it.`);
    await nextFrame();
  }
  await nextFrame();
  return performance.now();
}

/** @param {Table} table @param {string[]} serials */
function shows({ host, row, serial }, serials) {
  const root = host ? document.querySelector(host)?.shadowRoot : document;
  const rows = [...(root?.querySelectorAll(row) ?? [])];
  const isEnough = rows.length >= Math.min(ROWS, serials.length);
  return isEnough && rows.every((row, place) => row.querySelector(serial)?.textContent === serials[place]);
}

function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** When the last byte of the answer was there. */
function answered() {
  const requests = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/batchJobStatus/"));
  return /** @type {PerformanceResourceTiming} */ (requests.at(-1)).responseEnd;
}
