/** `fetch`, and the plain reader that the package's decoder is tested against: every check of the package, by hand. */
import { read } from "../../tests/differential/reader.js";
import { headers, path } from "./values.js";

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  const response = await fetch(`${question.baseUrl}/${path(question)}`, { headers: headers(question) });
  const { details, misfits } = read(await response.text(), question.trackingId);
  if (misfits.length > 0) throw new TypeError(`The answer is malformed at ${misfits}.`);
  return details;
}
