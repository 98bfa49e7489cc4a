/** `fetch` and valibot. */
import * as v from "valibot";
import { getStatus as fetchUntyped } from "./fetch.js";
import { details } from "./valibot-schema.js";

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  return v.parse(details, await fetchUntyped(request));
}
