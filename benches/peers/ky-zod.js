/** ky, which has retries and a timeout, and zod 4. */
import ky from "ky";
import { headers, path } from "./values.js";
import { details } from "./zod-schema.js";

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  const url = `${request.baseUrl}/${path(request)}`;
  return details.parse(await ky.get(url, { headers: headers(request), timeout: 120_000, retry: 3 }).json());
}
