/** A process in which the WebAssembly traps during a call. It prints where the token of that call is afterwards. */
import { inspect } from "node:util";
import { memories } from "./wasm-memories.js";

const [packageUrl = "", trap = "", baseUrl = ""] = process.argv.slice(2);
const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const TOKEN = "canary.0123456789abcdef.canary";
/** A failed allocation leaves gigabytes that nothing was written to. */
const SEARCHED_BYTES = 64 * 2 ** 20;

/** @type {typeof import("../../dist/index.js")} */
const { getBatchUploadStatus } = await import(packageUrl);
const options = { requestId: `${trap}00-0000-4000-8000-000000000000`, baseUrl };
const error = await getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, options).catch((thrown) => thrown);

const isInMemory = memories.some(({ buffer }) => {
  const bytes = Buffer.from(buffer, 0, Math.min(buffer.byteLength, SEARCHED_BYTES));
  return bytes.includes(TOKEN) || bytes.includes(TOKEN, 0, "utf16le");
});
const texts = {
  error: inspect(error, { depth: 10, showHidden: true }),
  stack: error.stack,
  json: JSON.stringify(error),
};
const places = Object.entries(texts).flatMap(([place, text]) => (text.includes(TOKEN) ? place : []));
console.log(
  JSON.stringify({ code: error.code, instances: memories.length, places: isInMemory ? ["memory", ...places] : places }),
);
