/** Plain `fetch`: no types, no checks, no `Date`. */
import { headers, path } from "./values.js";

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  const response = await fetch(`${request.baseUrl}/${path(request)}`, { headers: headers(request) });
  return await response.json();
}
