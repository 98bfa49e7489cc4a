/** `fetch` and the reference decoder of the tests: every check of the package, written by hand. */
import { referenceDecode } from "../../tests/differential/reference-decoder.js";
import { headers, path } from "./values.js";

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  const response = await fetch(`${question.baseUrl}/${path(question)}`, { headers: headers(question) });
  const { details, mismatches } = referenceDecode(await response.text(), question.trackingId);
  if (mismatches.length > 0) throw new TypeError(`The answer is malformed at ${mismatches}.`);
  return details;
}
