/** Only `JSON.parse`, on bytes that are already in memory. The baseline for all others. */

/** @param {unknown} _request @param {Uint8Array<ArrayBuffer>} bytes */
export function getStatus(_request, bytes) {
  return JSON.parse(new TextDecoder().decode(bytes));
}
