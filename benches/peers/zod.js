/** `fetch` and zod 4. */
import { ask as askUntyped } from "./fetch.js";
import { details } from "./zod-schema.js";

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  return details.parse(await askUntyped(question));
}
