/** `JSON.parse` and zod 4 on bytes that are there already. */
import { ask as parse } from "./json-parse-alone.js";
import { details } from "./zod-schema.js";

/** @param {unknown} question @param {Uint8Array<ArrayBuffer>} bytes */
export function ask(question, bytes) {
  return details.parse(parse(question, bytes));
}
