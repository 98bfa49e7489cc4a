/** ky, which brings retries and a timeout, and zod 4. */
import ky from "ky";
import { headers, path } from "./values.js";
import { details } from "./zod-schema.js";

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  const url = `${question.baseUrl}/${path(question)}`;
  return details.parse(await ky.get(url, { headers: headers(question), timeout: 120_000, retry: 3 }).json());
}
