/** ky, which has retries and a timeout, and valibot. */
import ky from "ky";
import * as v from "valibot";
import { details } from "./valibot-schema.js";
import { headers, path } from "./values.js";

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  const url = `${request.baseUrl}/${path(request)}`;
  return v.parse(details, await ky.get(url, { headers: headers(request), timeout: 120_000, retry: 3 }).json());
}
