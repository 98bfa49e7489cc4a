/** Runs in the page: calls with a token that must not appear anywhere. */

// Comes after the line above, which records the memory of its instance.
import { getBatchUploadStatus, PartnerCenterError, waitForBatchUpload } from "../../dist/index.js";
import { memories } from "./wasm-memories.js";

/** @import { GetBatchUploadStatusOptions, Token } from "../../dist/index.js" */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/**
 * @typedef {"string" | "provider" | "failing provider" | "provider of a bad token" | "bad string"} TokenKind
 *
 * @typedef {object} Attempt
 * @property {string} baseUrl
 * @property {string} token
 * @property {TokenKind} [kind] how the token is passed
 * @property {GetBatchUploadStatusOptions} [options] JSON only
 * @property {boolean} [waits] whether to call waitForBatchUpload
 * @property {boolean} [aborts] whether to abort once the request has arrived
 */

/** @type {Record<TokenKind, (token: string) => Token>} */
const TOKENS = {
  string: (token) => token,
  provider: (token) => async () => token,
  "failing provider": () => () => Promise.reject(new Error("The provider is out of order.")),
  "provider of a bad token": (token) => () => `${token}\r\nX-Other: 1`,
  "bad string": (token) => `${token}\n`,
};

/**
 * Makes a call. Returns every text of its outcome.
 *
 * @param {Attempt} attempt
 */
export async function attempt({ baseUrl, token, kind = "string", options, waits = false, aborts = false }) {
  const controller = new AbortController();
  /** @type {string[]} */
  const retries = [];
  const note = (/** @type {{ error: unknown }} */ { error }) => void retries.push(everyTextOf(error));
  const call = waits ? waitForBatchUpload : getBatchUploadStatus;
  const allOptions = { ...options, baseUrl, onWait: note, onRetry: note, signal: controller.signal };
  const settled = call(CUSTOMER_ID, TRACKING_ID, TOKENS[kind](token), allOptions).then(
    (details) => ({ outcome: "ok", text: JSON.stringify(details), logged: "" }),
    (error) => ({ outcome: error.code ?? String(error), text: everyTextOf(error), logged: loggedTextOf(error) }),
  );
  if (aborts) {
    await fetch(`${baseUrl}/wait-for-request?1`);
    controller.abort("aborted");
  }
  const { outcome, text, logged } = await settled;
  return { outcome, logged, text: [text, ...retries].join("\n") };
}

/** Returns what an application might log. @param {unknown} error */
function loggedTextOf(error) {
  if (!(error instanceof PartnerCenterError)) return String(error);
  const { message, hint, stack, cause } = error;
  return [error, message, hint, stack, JSON.stringify(error), everyTextOf(cause)].join("\n");
}

/** @param {unknown} error @returns {string} */
function everyTextOf(error) {
  if (!(error instanceof Error)) return String(error);
  const fields = Object.getOwnPropertyNames(error).map((name) => `${name}: ${Reflect.get(error, name)}`);
  const { cause } = error;
  return [...fields, String(error), JSON.stringify(error), cause === undefined ? "" : everyTextOf(cause)].join("\n");
}

/** Returns everything that the page stores or shows. */
export async function everythingStored() {
  const databases = await indexedDB.databases();
  return JSON.stringify([
    document.documentElement.outerHTML,
    document.cookie,
    location.href,
    Object.entries(localStorage),
    Object.entries(sessionStorage),
    databases,
    await caches.keys(),
    performance.getEntries().map((entry) => entry.toJSON()),
    Object.keys(globalThis),
  ]);
}

/** Returns which of these texts are in the memory of the WebAssembly, as bytes or as UTF-16. @param {string[]} texts */
export async function findInMemory(texts) {
  if (memories.length !== 1) throw new Error(`There are ${memories.length} instances.`);
  const bytes = new TextDecoder("latin1").decode(memories[0]?.buffer);
  return texts.filter((text) => bytes.includes(text) || bytes.includes(text.split("").join("\0")));
}

/** Returns what a response with hostile field names leads to. @param {string} baseUrl */
export async function readHostileNames(baseUrl) {
  const details = await getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl });
  const [device] = details.devicesStatus;
  const objects = [details, device, details.attributes, device?.attributes];
  return {
    details,
    havePlainPrototype: objects.map((object) => Object.getPrototypeOf(object) === Object.prototype),
    polluted: Reflect.get({}, "polluted"),
    toString: String({}),
  };
}

/** Compares the errors of two copies of the package. @param {string[]} urls @param {string} baseUrl */
export async function compareCopies(urls, baseUrl) {
  const [one, other] = await Promise.all(
    urls.map(async (url) => {
      /** @type {typeof import("../../dist/index.js")} */
      const copy = await import(`${url}/index.js`);
      const options = { baseUrl, maxRetries: 0 };
      return {
        copy,
        error: await copy.getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", options).catch((e) => e),
      };
    }),
  );
  if (one === undefined || other === undefined) throw new Error("Two copies are needed.");
  return {
    own: one.copy.PartnerCenterError.isInstance(one.error),
    other: one.copy.PartnerCenterError.isInstance(other.error),
    isOfTheSameClass: other.error instanceof one.copy.PartnerCenterError,
  };
}

/** Returns the values that are wrongly accepted as errors of the package. */
export function acceptedByMistake() {
  class OtherError extends Error {}
  const values = [
    ...[undefined, null, 0, "PartnerCenterError", {}, [], new Error("x"), new TypeError("x"), () => {}],
    new DOMException("x", "AbortError"),
    new OtherError("x"),
    Object.assign(new Error("x"), { name: "PartnerCenterError" }),
    Object.assign(new Error("x"), { name: "PartnerCenterError", code: 5, hint: "x" }),
    Object.assign(new Error("x"), { code: "network", hint: "x" }),
    PartnerCenterError,
  ];
  return values.filter((value) => PartnerCenterError.isInstance(value)).map(String);
}
