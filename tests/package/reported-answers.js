/** What people meet, as public reports show it: each answer as the bytes that came, and what a call with it must tell. */
import assert from "node:assert/strict";
import { PartnerCenterError } from "../../dist/index.js";

/** @import { Report } from "../../tools/simulator/reports.js" */

export const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
export const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
export const TOKEN = "token.of-this-test";

/** The answer over HTTP/1.1, whose reason phrase often has the words. @param {Report["answer"]} answer */
export function bytesOf({ status, reason = "", headers = {}, body = "" }) {
  const text = (/** @type {string} */ text) => text.replaceAll("{token}", TOKEN);
  const length = { "Content-Length": Buffer.byteLength(text(body)), Connection: "close" };
  const lines = Object.entries({ ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${text(reason)}\r\n${lines.join("")}\r\n${text(body)}`;
}

/** Asserts that a call tells what the report says. @param {Promise<unknown>} call @param {Report} report */
export async function assertOutcome(call, report) {
  if (report.failure !== undefined) return assertFailure(await errorOf(call), report);
  // As JSON, dates are texts.
  assert.deepEqual(JSON.parse(JSON.stringify(await call)), { batchTrackingId: TRACKING_ID, ...report.details });
}

/** @param {Promise<unknown>} call @returns {Promise<PartnerCenterError>} */
async function errorOf(call) {
  const error = await call.then(
    () => assert.fail("The call succeeds."),
    (error) => error,
  );
  assert.ok(error instanceof PartnerCenterError, String(error));
  return error;
}

/** @param {PartnerCenterError} error @param {Report} report */
function assertFailure(error, { answer, failure, hint = [], hintLacks = [] }) {
  const { code, reason, serviceCode, description, source, retryAfterMs } = error;
  const told = JSON.parse(JSON.stringify({ code, reason, serviceCode, description, source, retryAfterMs }));
  assert.deepEqual(told, failure);
  assert.deepEqual([error.status, error.attempts], [answer.status, 1]);
  for (const piece of hint) assert.ok(error.hint.includes(piece), `${piece} in: ${error.hint}`);
  for (const piece of hintLacks) assert.ok(!error.hint.includes(piece), `no ${piece} in: ${error.hint}`);
  const everything = [error.stack, error.hint, error.description, error.cause, JSON.stringify(error)].join();
  assert.ok(!everything.includes(TOKEN), everything);
}
