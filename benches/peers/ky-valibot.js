/** ky, which brings retries and a timeout, and valibot. */
import ky from "ky";
import * as v from "valibot";
import { details } from "./valibot-schema.js";
import { headers, path } from "./values.js";

/** @param {import("./values.js").Question} question */
export async function ask(question) {
  const url = `${question.baseUrl}/${path(question)}`;
  return v.parse(details, await ky.get(url, { headers: headers(question), timeout: 120_000, retry: 3 }).json());
}
