/** `JSON.parse` and valibot on bytes that are there already. */
import * as v from "valibot";
import { ask as parse } from "./json-parse-alone.js";
import { details } from "./valibot-schema.js";

/** @param {unknown} question @param {Uint8Array<ArrayBuffer>} bytes */
export function ask(question, bytes) {
  return v.parse(details, parse(question, bytes));
}
