/**
 * A server that holds the token. The page asks it for an upload and gets the details, their counts and causes; no token ever reaches a browser.
 *
 * In a copy of your own, change `getToken` and `mayRead`. `PARTNER_CENTER_URL` names another cloud, or a simulated service.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import {
  explainDeviceError,
  getBatchUploadStatus,
  PartnerCenterError,
  summarizeBatch,
} from "partner-center-batch-status";

const { PORT = "3000", PARTNER_CENTER_URL: baseUrl, PARTNER_CENTER_TOKEN = "" } = process.env;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A token for https://api.partnercenter.microsoft.com, called once per attempt: the place to renew one that is about to expire. */
async function getToken() {
  return PARTNER_CENTER_TOKEN;
}

/**
 * Whether the person who asks may see this customer. The token may see every customer, so this check is yours.
 *
 * @param {import("node:http").IncomingMessage} _request @param {string} _customerId
 */
async function mayRead(_request, _customerId) {
  return true;
}

/** @param {string} customerId @param {string} trackingId @param {AbortSignal} signal */
async function readUpload(customerId, trackingId, signal) {
  const options = { signal, ...(baseUrl && { baseUrl }) };
  const details = await getBatchUploadStatus(customerId, trackingId, getToken, options);
  const { errors, ...counts } = summarizeBatch(details);
  const causes = errors.filter(({ harmless }) => !harmless);
  return { details, counts, causes: causes.map((cause) => ({ ...cause, ...explainDeviceError(cause) })) };
}

/** @param {import("node:http").IncomingMessage} request @param {AbortSignal} signal @returns {Promise<[status: number, answer: unknown]>} */
async function answer(request, signal) {
  const [, customerId = "", trackingId = ""] = /^\/uploads\/([^/?]+)\/([^/?]+)$/.exec(request.url ?? "") ?? [];
  if (!trackingId) return [404, { message: "There is no such page." }];
  if (!GUID.test(customerId) || !GUID.test(trackingId)) return [400, { message: "Both ids must be GUIDs." }];
  if (!(await mayRead(request, customerId))) return [404, { message: "There is no such upload." }];
  try {
    return [200, await readUpload(customerId, trackingId, signal)];
  } catch (error) {
    if (!PartnerCenterError.isInstance(error)) throw error;
    const { code, message, hint } = error;
    return [code === "not-found" ? 404 : 502, { code, message, hint }];
  }
}

const page = await readFile(new URL("index.html", import.meta.url));

const server = createServer(async (request, response) => {
  if (/^\/(\?|$)/.test(request.url ?? "")) return response.setHeader("Content-Type", "text/html").end(page);

  const controller = new AbortController();
  response.once("close", () => controller.abort()); // the page was left: nobody waits for the answer any more
  try {
    const [status, body] = await answer(request, controller.signal);
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  } catch (error) {
    if (!controller.signal.aborted) console.error(error);
    response.destroy();
  }
});

server.listen(Number(PORT), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`);
});
