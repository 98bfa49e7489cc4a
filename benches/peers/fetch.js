/** `fetch` and `JSON.parse`: what a browser gives by itself, with no type, no check, no `Date`. */
import { headers, path } from "./values.js";

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {unknown} */
export function decode(bytes) {
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  const response = await fetch(`${question.baseUrl}/${path(question)}`, { headers: headers(question) });
  return decode(new Uint8Array(await response.arrayBuffer()));
}
