/** `JSON.parse` and valibot on bytes that are already in memory. */
import * as v from "valibot";
import { getStatus as parse } from "./json-parse-alone.js";
import { details } from "./valibot-schema.js";

/** @param {unknown} request @param {Uint8Array<ArrayBuffer>} bytes */
export function getStatus(request, bytes) {
  return v.parse(details, parse(request, bytes));
}
