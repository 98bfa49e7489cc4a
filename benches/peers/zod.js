/** `fetch` and zod 4. */
import { getStatus as fetchUntyped } from "./fetch.js";
import { details } from "./zod-schema.js";

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  return details.parse(await fetchUntyped(request));
}
