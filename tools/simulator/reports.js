/**
 * Answers that people have met, as public reports show them, and what is right for each. `reports.json` is a table, so that the tests in Rust
 * can read it too. `{token}` in an answer stands for the token of the request.
 *
 * @import { SimulatedResponse } from "./responses.js"
 *
 * @typedef {object} Report
 * @property {string} name
 * @property {string} source where the answer was met, or what describes it
 * @property {string} [baseUrl] the base URL of the call, if it matters
 * @property {SimulatedResponse} answer
 * @property {Record<string, unknown>} [details] what the answer says
 * @property {Record<string, unknown>} [failure] or the fields of the failure; those that are missing here are absent
 * @property {string[]} [hint] what its hint mentions
 * @property {string[]} [hintLacks] what its hint does not mention
 * @property {boolean} [watchEnds] whether a watch ends with it at once
 */
import { readFileSync } from "node:fs";

/** @type {Report[]} */
export const reports = JSON.parse(readFileSync(new URL("reports.json", import.meta.url), "utf8"));
