/** `fetch`, `JSON.parse`, and valibot. */
import * as v from "valibot";
import { ask as askUntyped, decode as parse } from "./json-parse.js";
import { details } from "./valibot-schema.js";

/** @param {Uint8Array<ArrayBuffer>} bytes */
export function decode(bytes) {
  return v.parse(details, parse(bytes));
}

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  return v.parse(details, await askUntyped(question));
}
