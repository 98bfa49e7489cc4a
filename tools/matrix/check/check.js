/** The check of the functions, the same in every place. */
import { getBatchUploadStatus, PartnerCenterError, watchBatchUploadStatus } from "partner-center-batch-status";
import { baseUrl } from "./base-url.js";
import { PASSED } from "./verdict.js";

export const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
export const DOCUMENTED_SAMPLE = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
export const TOKEN = "demo-token.that-opens.nothing";
const DEMO_JOB = "11111111-1111-4111-8111-111111111111";
const NO_JOB = "99999999-9999-4999-8999-999999999999";

/**
 * @param {import("partner-center-batch-status").GetBatchUploadStatusOptions} [options]
 * @returns {Promise<string>} the verdict
 */
export async function check(options) {
  const all = { baseUrl, ...options };
  const demo = await getBatchUploadStatus(CUSTOMER_ID, DEMO_JOB, TOKEN, all);
  expect("devices of the demo", demo.devicesStatus.length, 25);

  for await (const details of watchBatchUploadStatus(CUSTOMER_ID, DOCUMENTED_SAMPLE, () => TOKEN, all)) {
    expect("status", details.status, "finished");
    expect("devices of the sample", details.devicesStatus.length, 1);
    expect("error", details.devicesStatus[0]?.errorCode, "808");
    expect("completed", details.completedTime instanceof Date, true);
  }

  const error = await getBatchUploadStatus(CUSTOMER_ID, NO_JOB, TOKEN, all).catch((error) => error);
  if (!(error instanceof PartnerCenterError)) throw error;
  expect("code", error.code, "not-found");
  return PASSED;
}

/** @param {string} what @param {unknown} actual @param {unknown} expected */
function expect(what, actual, expected) {
  if (actual !== expected) throw new Error(`${what}: ${actual} instead of ${expected}`);
}
