/** `fetch` and what it brings: no type, no check, no `Date`. */
import { headers, path } from "./values.js";

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  const response = await fetch(`${question.baseUrl}/${path(question)}`, { headers: headers(question) });
  return await response.json();
}
