/** Runs in Node and in the page: calls whose outcome is returned as plain data. */
import {
  explainDeviceError,
  getBatchUploadStatus,
  init,
  PartnerCenterError,
  parseBatchLocation,
  summarizeBatch,
  waitForBatchUpload,
  watchBatchUploadStatus,
} from "../../dist/index.js";

/** @import { BatchUploadDetails, GetBatchUploadStatusOptions } from "../../dist/index.js" */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const OTHER_ID = "99999999-9999-4999-8999-999999999999";
const TOKEN = "a-token";

/**
 * @typedef {object} Call
 * @property {string} baseUrl
 * @property {string} [customerId]
 * @property {string} [trackingId]
 * @property {string} [token]
 * @property {GetBatchUploadStatusOptions} [options] JSON only
 */

/**
 * Calls `getBatchUploadStatus`, without retries unless the options set them.
 *
 * @param {Call} call
 */
export async function getStatus({
  baseUrl,
  customerId = CUSTOMER_ID,
  trackingId = TRACKING_ID,
  token = TOKEN,
  options,
}) {
  return outcomeOf(getBatchUploadStatus(customerId, trackingId, token, { maxRetries: 0, ...options, baseUrl }));
}

/**
 * @param {Promise<BatchUploadDetails>} call
 * @returns {Promise<{ details?: BatchUploadDetails, error?: Record<string, unknown> }>}
 */
async function outcomeOf(call) {
  try {
    return { details: await call };
  } catch (error) {
    if (!(error instanceof PartnerCenterError)) return { error: { name: `not a PartnerCenterError: ${error}` } };
    const { cause, ...fields } = error;
    return { error: { ...fields, message: error.message, isError: error instanceof Error } };
  }
}

/** The same with a token provider that returns the next of these tokens each time. @param {string} baseUrl @param {string[]} tokens */
export async function getStatusWithTokenProvider(baseUrl, tokens) {
  let providerCalls = 0;
  const provider = async () => tokens[providerCalls++] ?? "";
  const options = { baseUrl, maxRetries: 2 };
  return { ...(await outcomeOf(getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, provider, options))), providerCalls };
}

/** The same with a custom `fetch`, which makes the response itself. Returns the request that it got too. */
export async function getStatusWithCustomFetch() {
  /** @type {Request[]} */
  const requests = [];
  const fetch = async (/** @type {RequestInfo | URL} */ input) => {
    const request = new Request(input);
    requests.push(request);
    return new Response('{"status":"queued"}');
  };
  const fetches = countFetches();
  const outcome = await outcomeOf(getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, { fetch }));
  const [request] = requests;
  return {
    outcome,
    requests: requests.length,
    otherRequests: fetches.end(),
    request: request && {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      mode: request.mode,
      credentials: request.credentials,
      redirect: request.redirect,
      cache: request.cache,
      referrerPolicy: request.referrerPolicy,
    },
  };
}

/** @typedef {(...args: unknown[]) => Promise<unknown>} Untyped for calls that TypeScript would refuse too */

/** The functions that send requests. An iterator does so at the first `next()`. @type {Record<string, Untyped>} */
const CALLS = {
  getBatchUploadStatus: /** @type {Untyped} */ (getBatchUploadStatus),
  waitForBatchUpload: /** @type {Untyped} */ (waitForBatchUpload),
  watchBatchUploadStatus: (...args) =>
    /** @type {(...args: unknown[]) => AsyncIterator<unknown>} */ (watchBatchUploadStatus)(...args).next(),
};

const IN_BRACES = `{${CUSTOMER_ID}}`;
const CONVERTIBLE_TO_GUID = { toString: () => CUSTOMER_ID };
const NOT_GUIDS = [
  ...[undefined, null, 47021739, true, Symbol("id"), [], {}, CONVERTIBLE_TO_GUID, () => CUSTOMER_ID],
  ...["", " ", "..", "%2e%2e", "contoso", "contoso.onmicrosoft.com", IN_BRACES, `${CUSTOMER_ID}0`],
  ...[`${CUSTOMER_ID}/..`, CUSTOMER_ID.slice(1), CUSTOMER_ID.replaceAll("-", ""), `${CUSTOMER_ID}\u0000`],
];
const NOT_TOKENS = [
  ...[undefined, null, 42, true, {}, [], [TOKEN], Symbol("token"), { toString: () => TOKEN }],
  ...["", " ", "two words", "Bearer a-token", "a\nb", "a-token\r\n", "a\u0000", "tök€n", "a\u200Bb", "=", "a=b"],
  "x".repeat(16 * 1024 + 1),
];
const NOT_FUNCTIONS = ["fetch", 1, {}, []];
const NOT_LIMITS = [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 53, "5000", "", true, {}, [5000]];

/**
 * Invalid values, by the argument that the error must name. `watch`: an option that only the two watching functions have.
 *
 * @type {Record<string, { values: unknown[], of?: "arguments" | "options", watch?: boolean }>}
 */
const REFUSED = {
  customerId: { values: NOT_GUIDS, of: "arguments" },
  trackingId: {
    values: [
      // A tracking id is found in the brackets that a shell or a mail puts around it.
      ...NOT_GUIDS.filter((value) => value !== IN_BRACES),
      `/customers/${OTHER_ID}/batchJobStatus/${TRACKING_ID}`,
      `https://portal.example/v1/customers/${OTHER_ID}/batchJobStatus/${TRACKING_ID}?x=1`,
      `/customers/${CUSTOMER_ID}/batchJobStatus/..`,
      `/customers/${CUSTOMER_ID}/batchJobStatus/${TRACKING_ID}/devices`,
      `/customers/${CUSTOMER_ID}/deviceBatches/${TRACKING_ID}`,
      `/customers/../batchJobStatus/${TRACKING_ID}x`,
    ],
    of: "arguments",
  },
  token: {
    values: [...NOT_TOKENS, Promise.resolve(TOKEN), ...NOT_TOKENS.map((token) => () => token)],
    of: "arguments",
  },
  options: { values: ["options", 1, true, () => ({}), []], of: "arguments" },
  baseUrl: {
    values: [
      ...["", "/", "api.partnercenter.microsoft.com", "//portal.example", "http://portal.example", "http://10.0.0.1"],
      ...[
        "ftp://portal.example",
        "javascript:alert(1)",
        "https://user:word@portal.example",
        "https://portal.example/?x",
      ],
      ...["https://portal.example/#x", "https://portal.example/../x", "https://portal.example/%2e%2e", "https://a\\b"],
      ...[
        "http://localhost.portal.example",
        "https://portal.example\n",
        "https://2130706433",
        "https://0x7f.1",
        "https://[:::]",
        1,
        true,
        {},
        new URL("https://portal.example"),
      ],
    ],
  },
  locale: { values: ["", "e", "en_US", "en-US\r\nX: y", "en US", "*", "x".repeat(36), 1, true, {}] },
  requestId: { values: ["", "..", "1", `${CUSTOMER_ID}\n`, 1, {}] },
  correlationId: { values: ["", "..", "1", `${CUSTOMER_ID}\n`, 1, {}] },
  credentials: { values: ["", "include", "Omit", true, {}] },
  authorizationHeader: {
    values: [
      ...["", "Cookie", "host", "ACCEPT", "MS-RequestId", "X-Locale", "Sec-Token", "Proxy-Authorization", "Referer"],
      ...["X Token", "X-Token:", "X-Token\r\nX-Y: z", "X-Tökén", "x".repeat(65), 1, {}],
      ...["User-Agent", "X-Forwarded-For", "Content-Type", "Range"],
    ],
  },
  maxResponseBytes: { values: NOT_LIMITS },
  timeoutMs: { values: [...NOT_LIMITS, 86_400_001] },
  attemptTimeoutMs: { values: [...NOT_LIMITS, 86_400_001] },
  maxRetries: { values: [...NOT_LIMITS.filter((value) => value !== 0), 11] },
  signal: { values: ["signal", 1, {}, new EventTarget(), new AbortController()] },
  fetch: { values: NOT_FUNCTIONS },
  onWait: { values: NOT_FUNCTIONS },
  onRetry: { values: NOT_FUNCTIONS },
  onPoll: { values: NOT_FUNCTIONS, watch: true },
  intervalMs: { values: [...NOT_LIMITS, 999, 3_600_001], watch: true },
  maxIntervalMs: { values: [...NOT_LIMITS, 999, 3_600_001], watch: true },
  // Infinity: no end.
  maxWaitMs: {
    values: [...NOT_LIMITS.filter((value) => value !== Number.POSITIVE_INFINITY), 604_800_001],
    watch: true,
  },
  notFoundGraceMs: { values: [...NOT_LIMITS.filter((value) => value !== 0), 3_600_001], watch: true },
  onProgress: { values: NOT_FUNCTIONS, watch: true },
};

/** The names of the arguments and options in the table. */
export const refusedNames = Object.keys(REFUSED);

/**
 * Passes every invalid value of an argument to every function. Returns those that were not refused as they should be.
 *
 * @param {string} name
 * @param {string} baseUrl
 */
export async function refuse(name, baseUrl) {
  await init();
  const { values = [], of = "options", watch = false } = REFUSED[name] ?? {};
  const problems = [];
  for (const [functionName, call] of Object.entries(CALLS)) {
    if (watch && functionName === "getBatchUploadStatus") continue;
    for (const value of values) {
      /** @type {Record<string, unknown>} */
      const args = { customerId: CUSTOMER_ID, trackingId: TRACKING_ID, token: TOKEN, options: { baseUrl } };
      if (of === "arguments") args[name] = value;
      else args.options = { baseUrl, [name]: value };
      const outcome = await refusal(name, () => call(args.customerId, args.trackingId, args.token, args.options));
      if (outcome !== "refused") problems.push(`${functionName} with ${name} ${describe(value)}: ${outcome}`);
    }
  }
  return { tried: values.length, problems };
}

/** @param {string} name @param {() => Promise<unknown>} call */
async function refusal(name, call) {
  const fetches = countFetches();
  let promise;
  try {
    promise = call();
  } catch (error) {
    return `thrown synchronously: ${error}`;
  }
  // The time until the WebAssembly has loaded makes no invalid limit a valid one.
  const loadMs = name === "timeoutMs" ? 2 : 0;
  for (const started = performance.now(); performance.now() < started + loadMs; );
  const error = await promise.then(
    () => "no error",
    (error) => error,
  );
  const sent = fetches.end();
  if (sent > 0) return `${sent} requests sent`;
  if (!(error instanceof PartnerCenterError)) return String(error);
  const { code, message, attempts, retryable } = error;
  const isExpected = code === "invalid-argument" && message.startsWith(`${name} `) && attempts === 0 && !retryable;
  return isExpected ? "refused" : `${code}: ${message}`;
}

/** @param {unknown} value */
function describe(value) {
  if (typeof value === "function") return `function returning ${String(value()).slice(0, 40)}`;
  return typeof value === "object" ? JSON.stringify(value) : JSON.stringify(String(value).slice(0, 40));
}

/** Replaces the platform's `fetch` with one that sends nothing, and counts its calls. */
function countFetches() {
  const { fetch } = globalThis;
  let count = 0;
  globalThis.fetch = async () => {
    count++;
    throw new TypeError("No request may be sent.");
  };
  return {
    end() {
      globalThis.fetch = fetch;
      return count;
    },
  };
}

/** @param {BatchUploadDetails} details */
export function summarize(details) {
  return summarizeBatch(details);
}

/** @param {Parameters<typeof explainDeviceError>[0]} device */
export function explain(device) {
  return explainDeviceError(device);
}

/** @param {string} location */
export function parse(location) {
  try {
    return parseBatchLocation(location);
  } catch (error) {
    return PartnerCenterError.isInstance(error) ? error.code : String(error);
  }
}
