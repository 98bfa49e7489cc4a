/** `JSON.parse` and zod 4 on bytes that are already in memory. */
import { getStatus as parse } from "./json-parse-alone.js";
import { details } from "./zod-schema.js";

/** @param {unknown} request @param {Uint8Array<ArrayBuffer>} bytes */
export function getStatus(request, bytes) {
  return details.parse(parse(request, bytes));
}
