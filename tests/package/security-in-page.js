/** What runs in the page: calls with a token that must turn up nowhere. */

import { getBatchUploadStatus, PartnerCenterError, waitForBatchUpload } from "../../dist/index.js";
import initWasm from "../../dist/wasm/partner-center-batch-status.js";

/** @import { GetBatchUploadStatusOptions, Token } from "../../dist/index.js" */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/**
 * @typedef {"string" | "provider" | "failing provider" | "provider of a bad token" | "bad string"} TokenKind
 *
 * @typedef {object} Attempt
 * @property {string} baseUrl
 * @property {string} token
 * @property {TokenKind} [kind] how the token is given
 * @property {GetBatchUploadStatusOptions} [options] JSON alone
 * @property {boolean} [waits] by waitForBatchUpload
 * @property {boolean} [aborts] when the request has arrived
 */

/** @type {Record<TokenKind, (token: string) => Token>} */
const GIVEN_AS = {
  string: (token) => token,
  provider: (token) => async () => token,
  "failing provider": () => () => Promise.reject(new Error("The provider is out of order.")),
  "provider of a bad token": (token) => () => `${token}\r\nX-Other: 1`,
  "bad string": (token) => `${token}\n`,
};

/**
 * Calls, and gives everything that can be read off the outcome, as one text.
 *
 * @param {Attempt} attempt
 */
export async function attempt({ baseUrl, token, kind = "string", options, waits = false, aborts = false }) {
  const controller = new AbortController();
  /** @type {string[]} */
  const told = [];
  const onRetry = (/** @type {{ error: unknown }} */ { error }) => void told.push(everythingIn(error));
  const call = waits ? waitForBatchUpload : getBatchUploadStatus;
  const given = { ...options, baseUrl, onRetry, signal: controller.signal };
  const settled = call(CUSTOMER_ID, TRACKING_ID, GIVEN_AS[kind](token), given).then(
    ({ status }) => ({ outcome: "ok", text: status, logged: "" }),
    (error) => ({ outcome: error.code ?? String(error), text: everythingIn(error), logged: loggedOf(error) }),
  );
  if (aborts) {
    await fetch(`${baseUrl}/arrived?1`);
    controller.abort("aborted");
  }
  const { outcome, text, logged } = await settled;
  return { outcome, logged, text: [text, ...told].join("\n") };
}

/** What ends up in a log. @param {unknown} error */
function loggedOf(error) {
  if (!(error instanceof PartnerCenterError)) return String(error);
  const { message, hint, stack, cause } = error;
  return [error, message, hint, stack, JSON.stringify(error), everythingIn(cause)].join("\n");
}

/** @param {unknown} error @returns {string} */
function everythingIn(error) {
  if (!(error instanceof Error)) return String(error);
  const fields = Object.getOwnPropertyNames(error).map((name) => `${name}: ${Reflect.get(error, name)}`);
  const { cause } = error;
  return [...fields, String(error), JSON.stringify(error), cause === undefined ? "" : everythingIn(cause)].join("\n");
}

/** Everything that the page keeps or shows. */
export async function everythingKept() {
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

/** Which of these texts are in the memory of the WebAssembly, as bytes or as UTF-16 units. @param {string[]} wanted */
export async function findInMemory(wanted) {
  // Gives the instance that is loaded.
  const { memory } = await /** @type {() => ReturnType<typeof initWasm>} */ (initWasm)();
  const bytes = new TextDecoder("latin1").decode(memory.buffer);
  return wanted.filter((text) => bytes.includes(text) || bytes.includes(text.split("").join("\0")));
}

/** What answers with hostile names leave behind. @param {string} baseUrl */
export async function readHostileNames(baseUrl) {
  const details = await getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl });
  const [device] = details.devicesStatus;
  const objects = [details, device, details.attributes, device?.attributes];
  return {
    details,
    areOfPlainPrototype: objects.map((object) => Object.getPrototypeOf(object) === Object.prototype),
    polluted: Reflect.get({}, "polluted"),
    toString: String({}),
  };
}

/** How the errors of two copies of the package see each other. @param {string[]} urls @param {string} baseUrl */
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
    others: one.copy.PartnerCenterError.isInstance(other.error),
    isOfTheSameClass: other.error instanceof one.copy.PartnerCenterError,
  };
}

/** What is no error of the package. */
export function mistakenForErrors() {
  class PartnerCenterErrorOfAnother extends Error {}
  const values = [
    ...[undefined, null, 0, "PartnerCenterError", {}, [], new Error("x"), new TypeError("x"), () => {}],
    new DOMException("x", "AbortError"),
    new PartnerCenterErrorOfAnother("x"),
    Object.assign(new Error("x"), { name: "PartnerCenterError" }),
    Object.assign(new Error("x"), { name: "PartnerCenterError", code: 5, hint: "x" }),
    Object.assign(new Error("x"), { code: "network", hint: "x" }),
    PartnerCenterError,
  ];
  return values.filter((value) => PartnerCenterError.isInstance(value)).map(String);
}
