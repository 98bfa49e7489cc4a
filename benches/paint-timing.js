/**
 * Runs in a page with a table. Measures the time until the table shows the expected rows, in the same way for every table.
 *
 * Rows count as painted when they are in the document in one frame and the next frame begins, because the browser has then painted the
 * first one. This adds up to one frame (17 ms) of waiting.
 *
 * @typedef {object} Table where the rows of a table are
 * @property {string} [host] selector of the element whose shadow tree has the rows
 * @property {string} row selector of a row
 * @property {string} serial selector of the cell with the serial number
 */

/** The number of rows that a screen shows. */
const ROWS = 20;
/** The table has failed to show the rows if it takes longer than this. */
const TIMEOUT_MS = 20_000;

/** @type {Promise<number>} */
let measured = Promise.resolve(Number.NaN);

/** Starts to measure from the next key. @param {Table} table @param {string[]} serials the expected serial numbers, from the top */
export function watchKey(table, serials) {
  if (shows(table, serials)) throw new Error(`${serials[0]} is shown before the key is pressed.`);
  const pressed = new Promise((resolve) => addEventListener("keydown", resolve, { once: true, capture: true }));
  measured = pressed.then(async ({ timeStamp }) => (await untilPainted(table, serials)) - timeStamp);
}

/** Starts to measure from the next response. @param {Table} table @param {string[]} serials the expected serial numbers, from the top */
export function watchResponse(table, serials) {
  measured = untilPainted(table, serials).then((time) => time - responseEnd());
}

/** Returns the milliseconds from the key or the response until the rows were painted. */
export function measure() {
  return measured;
}

/** @param {Table} table @param {string[]} serials */
async function untilPainted(table, serials) {
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
  const hasEnoughRows = rows.length >= Math.min(ROWS, serials.length);
  return hasEnoughRows && rows.every((row, index) => row.querySelector(serial)?.textContent === serials[index]);
}

function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Returns when the last byte of the response arrived. */
function responseEnd() {
  const requests = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/batchJobStatus/"));
  return /** @type {PerformanceResourceTiming} */ (requests.at(-1)).responseEnd;
}
