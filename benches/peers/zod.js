/** `fetch`, `JSON.parse`, and zod 4. */
import { ask as askUntyped, decode as parse } from "./json-parse.js";
import { details } from "./zod-schema.js";

/** @param {Uint8Array<ArrayBuffer>} bytes */
export function decode(bytes) {
  return details.parse(parse(bytes));
}

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  return details.parse(await askUntyped(question));
}
