/** `fetch` and valibot. */
import * as v from "valibot";
import { ask as askUntyped } from "./fetch.js";
import { details } from "./valibot-schema.js";

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  return v.parse(details, await askUntyped(question));
}
