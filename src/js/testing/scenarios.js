/**
 * The scenarios of the simulated service, by name. Each has its own tracking id, which works for every customer.
 *
 * @import { SimulatedResponse } from "./responses.js"
 * @import { Device, DeviceError } from "./devices.js"
 *
 * @typedef {object} Scenario
 * @property {string} trackingId
 * @property {string} label shown in the demo menu of the local page
 * @property {(customerId: string, trackingId: string) => SimulatedResponse} [response] always the same
 * @property {{ devices: Device[], seconds: number }} [plan] or the job that the first request starts
 *
 * @typedef {Record<string, Scenario>} Scenarios
 *
 * @typedef {keyof typeof everyday | keyof typeof failures | keyof typeof unusable | keyof typeof unusual} ServiceScenarioName
 */

import { generateDevices } from "./devices.js";
import { documentedBody, documentedHeaders } from "./documented-sample.js";
import { batchUploadDetails, FINISHED_JOB } from "./job.js";
import { errorResponse, notFound, success } from "./responses.js";

/** The customer of the documented sample. Every other GUID is accepted too. */
export const DEMO_CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";

const OTHER_TENANT = { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant" };
const BAD_HASH = { errorCode: "802", errorDescription: "InvalidZtdHardwareHash" };
const ALREADY_REGISTERED = { errorCode: "806", errorDescription: "ZtdDeviceAlreadyAssigned" };
const DUPLICATE = { errorDescription: "ZtdDeviceDuplicated" };

export const everyday = /** @satisfies {Scenarios} */ ({
  "running-job": {
    trackingId: "11111111-1111-4111-8111-111111111111",
    label: "A job in progress: 25 devices in 20 seconds",
    plan: { devices: generateDevices(25), seconds: 20 },
  },
  "documented-sample": {
    trackingId: "0127ed8e-ff72-4983-a3d8-e8d8bd378932",
    label: "The sample in Microsoft's documentation",
    response: () => ({ ...success(documentedBody), bare: true, headers: documentedHeaders }),
  },
  "all-finished": {
    trackingId: "22222222-2222-4222-8222-222222222222",
    label: "Finished, every device succeeded",
    response: (_, trackingId) =>
      finishedJob(
        trackingId,
        generateDevices(25).filter(({ error }) => !error),
      ),
  },
  "already-registered": {
    trackingId: "80600001-0000-4000-8000-000000000000",
    label: "Finished, some devices were already registered",
    response: (_, trackingId) =>
      finishedJob(
        trackingId,
        devicesWithErrors(12, { 2: ALREADY_REGISTERED, 5: ALREADY_REGISTERED, 9: ALREADY_REGISTERED }),
      ),
  },
  "mixed-outcomes": {
    trackingId: "80600002-0000-4000-8000-000000000000",
    label: "Finished with errors of every kind",
    response: (_, trackingId) =>
      finishedJob(
        trackingId,
        devicesWithErrors(12, {
          1: OTHER_TENANT,
          3: ALREADY_REGISTERED,
          4: OTHER_TENANT,
          6: DUPLICATE,
          8: BAD_HASH,
          10: ALREADY_REGISTERED,
        }),
      ),
  },
  "no-devices": {
    trackingId: "33333333-3333-4333-8333-333333333333",
    label: "Finished without any device",
    response: (_, trackingId) => finishedJob(trackingId, []),
  },
  "ten-thousand-devices": {
    trackingId: "00010000-0000-4000-8000-000000010000",
    label: "10,000 devices",
    response: (_, trackingId) => finishedJob(trackingId, generateDevices(10_000)),
  },
});

export const unusual = /** @satisfies {Scenarios} */ ({
  "unknown-status": {
    trackingId: "44444444-4444-4444-8444-444444444444",
    label: "Status unknown",
    response: () =>
      success(`{"batchTrackingId":"44444444-4444-4444-8444-444444444444","status":"unknown",
        "startedTime":"2024-05-14T09:30:00","completedTime":"0001-01-01T00:00:00","devicesStatus":[
        {"serialNumber":"5CG1234ABC","productKey":"","status":"unknown","errorCode":"0","errorDescription":""}]}`),
  },
  duplicates: {
    trackingId: "80600003-0000-4000-8000-000000000000",
    label: "A device that occurs twice in the upload",
    response: (_, trackingId) => finishedJob(trackingId, devicesWithErrors(4, { 2: DUPLICATE })),
  },
  "one-code-two-names": {
    trackingId: "80600004-0000-4000-8000-000000000000",
    label: "Error 806 with two names that mean opposite things",
    response: (_, trackingId) =>
      finishedJob(
        trackingId,
        devicesWithErrors(6, {
          1: ALREADY_REGISTERED,
          2: { ...OTHER_TENANT, errorCode: "806" },
          4: ALREADY_REGISTERED,
        }),
      ),
  },
  "no-error-named-none": {
    trackingId: "80600005-0000-4000-8000-000000000000",
    label: 'In progress, with errors 0 "None"',
    response: () =>
      success(`{"batchTrackingId":"80600005-0000-4000-8000-000000000000","status":"processing",
        "startedTime":"2024-05-14T09:30:00","completedTime":"0001-01-01T00:00:00","devicesStatus":[
        {"serialNumber":"NONE-0","status":"finished","errorCode":"0","errorDescription":"None"},
        {"serialNumber":"NONE-1","status":"processing","errorCode":"0","errorDescription":"None"},
        {"serialNumber":"NONE-2","status":"queued","errorCode":"0","errorDescription":"none"}]}`),
  },

  // Undocumented formats that the service or one of its clients has been seen to write.
  "odd-numbers": {
    trackingId: "0dd00001-0000-4000-8000-000000000000",
    label: "Numbers as statuses and error codes",
    response: () =>
      success(`{"batchTrackingId":"0dd00001-0000-4000-8000-000000000000","status":4,"devicesStatus":[
        {"serialNumber":"N0","status":0},{"serialNumber":"N1","status":1},{"serialNumber":"N2","status":2},
        {"serialNumber":"N3","status":3,"errorCode":0},
        {"serialNumber":"N4","status":4,"errorCode":808,"errorDescription":"ZtdDeviceAssignedToOtherTenant"}]}`),
  },
  "odd-spellings": {
    trackingId: "0dd00002-0000-4000-8000-000000000000",
    label: "Statuses in other spellings",
    response: () =>
      success(`{"batchTrackingId":"0dd00002-0000-4000-8000-000000000000","status":"FinishedWithErrors","devicesStatus":[
        {"serialNumber":"S0","status":"finishedWithErrors"},{"serialNumber":"S1","status":"FINISHED_WITH_ERRORS"},
        {"serialNumber":"S2","status":"finished-with-errors"},{"serialNumber":"S3","status":"Finished"},
        {"serialNumber":"S4","status":"in-progress"},{"serialNumber":"S5","status":"InProgress"},
        {"serialNumber":"S6","status":"PROCESSING"},{"serialNumber":"S7","status":"Queued"}]}`),
  },
  "odd-status-word": {
    trackingId: "0dd00003-0000-4000-8000-000000000000",
    label: "An unknown status",
    response: () =>
      success(`{"batchTrackingId":"0dd00003-0000-4000-8000-000000000000","status":"awaiting_review",
        "startedTime":"2024-05-14T09:30:00","devicesStatus":[{"serialNumber":"W0","status":"Quarantined"}]}`),
  },
  "odd-times": {
    trackingId: "0dd00004-0000-4000-8000-000000000000",
    label: "Times with an offset, seven digits and Z",
    response: () =>
      success(`{"batchTrackingId":"0dd00004-0000-4000-8000-000000000000","status":"finished",
        "startedTime":"2017-08-09T14:43:26.0092288-07:00","completedTime":"2017-08-09T21:53:26.5Z","devicesStatus":[]}`),
  },
  "odd-times-not-set": {
    trackingId: "0dd00005-0000-4000-8000-000000000000",
    label: "Times that were never set",
    response: () =>
      success(`{"batchTrackingId":"0dd00005-0000-4000-8000-000000000000","status":"queued",
        "startedTime":"0001-01-01T00:00:00","completedTime":"0001-01-01T00:00:00Z","devicesStatus":[]}`),
  },
  "odd-null-fields": {
    trackingId: "0dd00006-0000-4000-8000-000000000000",
    label: "Null in place of every value",
    response: () =>
      success(`{"batchTrackingId":null,"status":null,"startedTime":null,"completedTime":null,"attributes":null,
        "devicesStatus":[{"deviceId":null,"serialNumber":null,"productKey":null,"status":null,"errorCode":null,
        "errorDescription":null,"attributes":null}]}`),
  },
  "odd-null-devices": {
    trackingId: "0dd00007-0000-4000-8000-000000000000",
    label: "Null in place of the devices",
    response: () =>
      success(`{"batchTrackingId":"0dd00007-0000-4000-8000-000000000000","status":"queued","devicesStatus":null}`),
  },
  "odd-missing-fields": {
    trackingId: "0dd00008-0000-4000-8000-000000000000",
    label: "A device without any field",
    response: () => success('{"devicesStatus":[{}]}'),
  },
  "odd-unknown-fields": {
    trackingId: "0dd00009-0000-4000-8000-000000000000",
    label: "Unknown fields",
    response: () =>
      success(`{"@odata.context":"x","batchTrackingId":"0dd00009-0000-4000-8000-000000000000","status":"finished",
        "links":{"self":{"uri":"/","headers":[]}},"__proto__":{"polluted":true},"devicesStatus":[
        {"serialNumber":"U0","status":"finished","groupTag":["a",{"b":null}],"attributes":{"objectType":"DeviceUploadDetails",
        "etag":"W/1","added":1}}],"attributes":{"objectType":"BatchUploadDetails","etag":"W/2","added":{}}}`),
  },
  "odd-repeated-fields": {
    trackingId: "0dd0000a-0000-4000-8000-000000000000",
    label: "Repeated fields",
    response: () =>
      success(`{"status":"queued","batchTrackingId":"0dd0000a-0000-4000-8000-000000000000","status":"finished",
        "devicesStatus":[],"devicesStatus":[{"serialNumber":"first","status":"queued","serialNumber":"last","status":"finished"}]}`),
  },
  "hostile-texts": {
    trackingId: "0dd0000b-0000-4000-8000-000000000000",
    label: "Markup, formulas and invisible characters in strings",
    response: () =>
      success(
        JSON.stringify({
          batchTrackingId: "0dd0000b-0000-4000-8000-000000000000",
          status: "finished",
          devicesStatus: [
            {
              serialNumber: "<img src=x onerror=alert(1)>",
              productKey: "<script>alert(1)</script>",
              status: "finished",
            },
            { serialNumber: '=HYPERLINK("http://x")', productKey: "+1\t@SUM(A1)", status: "-2\r\n<b>bold" },
            { serialNumber: "abc\u202Efed\u200B", productKey: "\u0000\u0007", status: "finished" },
            {
              serialNumber: "x".repeat(500),
              productKey: "\u{1F5A5}\uFE0F",
              status: "finished_with_errors",
              errorCode: "javascript:alert(1)",
              errorDescription: '"><svg onload=alert(1)>',
            },
          ],
        }),
      ),
  },
});

export const failures = /** @satisfies {Scenarios} */ ({
  // Errors of the service and of proxies in front of it.
  "mfa-required": {
    trackingId: "e0000401-0000-4000-8000-000000000000",
    label: "401: MFA required",
    response: () => ({
      status: 401,
      reason: "Unauthorized - MFA required",
      bare: true,
      headers: {
        "Transfer-Encoding": "chunked",
        "Request-Context": "appId=cid-v1:03ce8ca8-8373-4021-8f25-d5dd45c7b12f",
        "WWW-Authenticate": 'Bearer error="invalid_token"',
      },
    }),
  },
  "audience-retired": {
    trackingId: "e0000401-0000-4000-8000-000000900420",
    label: "401: token for an audience that is no longer supported",
    response: () =>
      errorResponse(401, {
        code: 900420,
        description: "Token audience is no longer supported.",
        data: [],
        source: "PartnerFD",
      }),
  },
  "no-relationship": {
    trackingId: "e0000403-0000-4000-8000-000000020002",
    label: "403: no relationship with the customer",
    response: (customerId) =>
      errorResponse(403, {
        code: 20002,
        description: `The partner ID df845f1a-7b35-40a2-ba78-6481de91f8ae has no commerce relationship with the customer ID ${customerId}.`,
        data: ["df845f1a-7b35-40a2-ba78-6481de91f8ae", customerId],
        source: "PartnerFD",
      }),
  },
  "role-missing": {
    trackingId: "e0000403-0000-4000-8000-000000900150",
    label: "403: the user lacks the role",
    response: () =>
      errorResponse(403, {
        // The documented schema has a string here. The service mostly sends a number.
        code: "900150",
        description: "The supplied role doesn't have the rights to perform the requested operation",
        data: [],
        source: "PartnerFD",
      }),
  },
  "app-only": {
    trackingId: "e0000403-0000-4000-8000-000000900329",
    label: "403: a token of an app without a user",
    response: () =>
      errorResponse(403, {
        code: 900329,
        description: "This resource does not support application-only authentication.",
        data: [],
        source: "PartnerFD",
      }),
  },
  "conditional-access": {
    trackingId: "e0000403-0000-4000-8000-000000900309",
    label: "403: blocked by Conditional Access",
    response: () =>
      errorResponse(403, {
        code: 900309,
        description:
          "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
        source: "PartnerFD",
      }),
  },
  "not-found": {
    trackingId: "e0000404-0000-4000-8000-000000001000",
    label: "404: not found",
    response: () => notFound,
  },
  "not-found-empty": {
    trackingId: "e0000404-0000-4000-8000-000000000000",
    label: "404 without a body",
    response: () => ({ status: 404 }),
  },
  throttled: {
    trackingId: "e0000429-0000-4000-8000-000000000057",
    label: "429: too many requests",
    response: () => ({
      status: 429,
      bare: true,
      headers: { "Content-Type": "application/json", "Retry-After": "57" },
      body: '{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 57 seconds." }',
    }),
  },
  "throttled-for-long": {
    trackingId: "e0000429-0000-4000-8000-000000000750",
    label: "429: wait for twelve minutes",
    response: () => ({
      status: 429,
      bare: true,
      headers: { "Content-Type": "application/json", "Retry-After": "750" },
      body: '{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 750 seconds." }',
    }),
  },
  "service-error": {
    trackingId: "e0000500-0000-4000-8000-000000800003",
    label: "500: unexpected service error",
    response: () =>
      errorResponse(500, { code: 800003, description: "Unexpected service error", data: [], source: "PartnerFD" }),
  },
  unavailable: {
    trackingId: "e0000503-0000-4000-8000-000000000000",
    label: "503: service unavailable",
    response: () => ({
      status: 503,
      bare: true,
      headers: { "Content-Type": "text/html; charset=us-ascii" },
      body: "<html><head><title>Service Unavailable</title></head><body><h2>Service Unavailable</h2></body></html>",
    }),
  },
});

export const unusable = /** @satisfies {Scenarios} */ ({
  // Status 200, but not a usable body.
  "sign-in-page": {
    trackingId: "bad00001-0000-4000-8000-000000000000",
    label: "200 with a sign-in page",
    response: () => ({
      status: 200,
      bare: true,
      headers: { "Content-Type": "text/html; charset=utf-8" },
      body: "<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body>Sign in</body></html>",
    }),
  },
  empty: {
    trackingId: "bad00002-0000-4000-8000-000000000000",
    label: "200 without a body",
    response: () => ({ status: 200 }),
  },
  truncated: {
    trackingId: "bad00003-0000-4000-8000-000000000000",
    label: "200 with half of the body",
    response: () => success(documentedBody.slice(0, documentedBody.length / 2)),
  },
  malformed: {
    trackingId: "bad00004-0000-4000-8000-000000000000",
    label: "200 with a number in place of a string",
    response: () =>
      success(`{"batchTrackingId":"bad00004-0000-4000-8000-000000000000","status":"finished","devicesStatus":[
        {"serialNumber":"M0","status":"finished"},{"serialNumber":1234567890,"status":"finished"}]}`),
  },
});

/** @param {string} trackingId @param {Device[]} devices */
function finishedJob(trackingId, devices) {
  return success(JSON.stringify(batchUploadDetails({ trackingId, devices, ...FINISHED_JOB }, Infinity)));
}

/** @type {Record<ServiceScenarioName, Scenario>} */
export const scenarios = { ...everyday, ...failures, ...unusable, ...unusual };

/** Devices that the service accepts, apart from some. @param {number} count @param {Record<number, DeviceError>} errors by index, from 0 */
function devicesWithErrors(count, errors) {
  const devices = generateDevices(2 * count).filter(({ error }) => !error);
  return devices.slice(0, count).map((device, index) => {
    const { serialNumber = "", productKey = "" } = device;
    const error = errors[index];
    return error === undefined ? device : { serialNumber, productKey, error };
  });
}
