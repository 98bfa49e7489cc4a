/**
 * The expected result of each scenario of the simulator.
 *
 * @import { BatchUploadDetails } from "../../dist/index.js"
 */
import assert from "node:assert/strict";

/** @type {Record<string, (details: BatchUploadDetails) => void>} */
export const SUCCESSES = {
  "running-job": ({ status, startedTime, completedTime, devicesStatus }) => {
    assert.equal(status, "queued");
    assert.deepEqual([startedTime, completedTime], [undefined, undefined]);
    assert.equal(devicesStatus.length, 25);
    assert.deepEqual(new Set(devicesStatus.map((device) => device.status)), new Set(["queued"]));
  },
  "documented-sample": ({ batchTrackingId, devicesStatus: [device] }) => {
    assert.equal(batchTrackingId, "0127ed8e-ff72-4983-a3d8-e8d8bd378932");
    assert.equal(device?.errorDescription, "ZtdDeviceAssignedToOtherTenant");
  },
  "all-finished": ({ status, startedTime, completedTime, devicesStatus }) => {
    assert.equal(status, "finished");
    assert.deepEqual(startedTime, new Date("2024-05-14T09:30:54Z"));
    assert.deepEqual(completedTime, new Date("2024-05-14T09:36:00Z"));
    assert.ok(devicesStatus.length > 0);
    for (const device of devicesStatus) {
      assert.equal(device.status, "finished");
      assert.match(device.deviceId ?? "", /^[0-9a-f-]{36}$/);
    }
  },
  "already-registered": ({ status, devicesStatus }) => {
    assert.equal(status, "finished_with_errors");
    assert.deepEqual(errorsOf(devicesStatus), Array(3).fill("806 ZtdDeviceAlreadyAssigned"));
  },
  "mixed-outcomes": ({ status, devicesStatus }) => {
    assert.equal(status, "finished_with_errors");
    assert.deepEqual(errorsOf(devicesStatus), [
      "808 ZtdDeviceAssignedToOtherTenant",
      "806 ZtdDeviceAlreadyAssigned",
      "808 ZtdDeviceAssignedToOtherTenant",
      "ZtdDeviceDuplicated",
      "802 InvalidZtdHardwareHash",
      "806 ZtdDeviceAlreadyAssigned",
    ]);
  },
  "no-devices": ({ status, devicesStatus }) => {
    assert.equal(status, "finished");
    assert.deepEqual(devicesStatus, []);
  },
  "ten-thousand-devices": ({ status, devicesStatus }) => {
    assert.equal(status, "finished_with_errors");
    assert.equal(devicesStatus.length, 10_000);
    assert.equal(new Set(devicesStatus.map(({ serialNumber }) => serialNumber)).size, 10_000);
    assert.equal(devicesStatus.filter((device) => device.status === "finished_with_errors").length, 2_400);
    assert.equal(devicesStatus[9_999]?.attributes?.objectType, "DeviceUploadDetails");
  },
  "unknown-status": (details) =>
    assert.deepEqual(details, {
      batchTrackingId: "44444444-4444-4444-8444-444444444444",
      status: "unknown",
      startedTime: new Date("2024-05-14T09:30:00Z"),
      devicesStatus: [{ serialNumber: "5CG1234ABC", status: "unknown" }],
    }),
  duplicates: ({ devicesStatus }) => assert.deepEqual(errorsOf(devicesStatus), ["ZtdDeviceDuplicated"]),
  "one-code-two-names": ({ devicesStatus }) =>
    assert.deepEqual(errorsOf(devicesStatus), [
      "806 ZtdDeviceAlreadyAssigned",
      "806 ZtdDeviceAssignedToOtherTenant",
      "806 ZtdDeviceAlreadyAssigned",
    ]),
  "no-error-named-none": ({ status, devicesStatus }) => {
    assert.equal(status, "processing");
    assert.deepEqual(
      devicesStatus.map(({ status, errorCode, errorDescription }) => [status, errorCode, errorDescription]),
      [
        ["finished", undefined, undefined],
        ["processing", undefined, undefined],
        ["queued", undefined, undefined],
      ],
    );
  },
  "odd-numbers": ({ status, devicesStatus }) => {
    assert.equal(status, "finished_with_errors");
    assert.deepEqual(devicesStatus, [
      { serialNumber: "N0", status: "unknown" },
      { serialNumber: "N1", status: "queued" },
      { serialNumber: "N2", status: "processing" },
      { serialNumber: "N3", status: "finished" },
      {
        serialNumber: "N4",
        status: "finished_with_errors",
        errorCode: "808",
        errorDescription: "ZtdDeviceAssignedToOtherTenant",
      },
    ]);
  },
  "odd-spellings": ({ status, devicesStatus }) => {
    assert.equal(status, "finished_with_errors");
    assert.deepEqual(
      devicesStatus.map((device) => device.status),
      [
        ...["finished_with_errors", "finished_with_errors", "finished_with_errors", "finished"],
        ...["processing", "processing", "processing", "queued"],
      ],
    );
  },
  "odd-status-word": ({ status, devicesStatus: [device] }) => {
    assert.equal(status, "awaiting_review");
    assert.equal(device?.status, "Quarantined");
  },
  "odd-times": ({ startedTime, completedTime }) => {
    assert.deepEqual(startedTime, new Date("2017-08-09T21:43:26.009Z"));
    assert.deepEqual(completedTime, new Date("2017-08-09T21:53:26.500Z"));
  },
  "odd-times-not-set": (details) => assert.deepEqual(details, bare("0dd00005-0000-4000-8000-000000000000", "queued")),
  "odd-null-fields": (details) =>
    assert.deepEqual(details, {
      ...bare("0dd00006-0000-4000-8000-000000000000", "unknown"),
      devicesStatus: [{ status: "unknown" }],
    }),
  "odd-null-devices": (details) => assert.deepEqual(details, bare("0dd00007-0000-4000-8000-000000000000", "queued")),
  "odd-missing-fields": (details) =>
    assert.deepEqual(details, {
      ...bare("0dd00008-0000-4000-8000-000000000000", "unknown"),
      devicesStatus: [{ status: "unknown" }],
    }),
  "odd-unknown-fields": (details) =>
    assert.deepEqual(details, {
      ...bare("0dd00009-0000-4000-8000-000000000000", "finished"),
      devicesStatus: [
        { serialNumber: "U0", status: "finished", attributes: { objectType: "DeviceUploadDetails", etag: "W/1" } },
      ],
      attributes: { objectType: "BatchUploadDetails", etag: "W/2" },
    }),
  "odd-repeated-fields": (details) =>
    assert.deepEqual(details, {
      ...bare("0dd0000a-0000-4000-8000-000000000000", "finished"),
      devicesStatus: [{ serialNumber: "last", status: "finished" }],
    }),
  "hostile-texts": ({ devicesStatus: [markup, formula, invisible, long] }) => {
    assert.equal(markup?.serialNumber, "<img src=x onerror=alert(1)>");
    assert.equal(formula?.serialNumber, '=HYPERLINK("http://x")');
    assert.equal(formula?.status, "-2\r\n<b>bold");
    assert.equal(invisible?.serialNumber, "abc\u202Efed\u200B");
    assert.equal(invisible?.productKey, "\u0000\u0007");
    assert.equal(long?.serialNumber, "x".repeat(500));
    assert.equal(long?.productKey, "\u{1F5A5}\uFE0F");
  },
};

/** Returns code and name of each error. @param {BatchUploadDetails["devicesStatus"]} devices */
function errorsOf(devices) {
  const failed = devices.filter(({ status }) => status === "finished_with_errors");
  return failed.map(({ errorCode, errorDescription }) => [errorCode, errorDescription].filter(Boolean).join(" "));
}

/** @param {string} batchTrackingId @param {string} status */
function bare(batchTrackingId, status) {
  return { batchTrackingId, status, devicesStatus: [] };
}

/**
 * @typedef {object} ExpectedFailure fields of the error; `requestId` and `correlationId` are those of the request
 * @property {string} code
 * @property {number} status
 * @property {RegExp} hint
 * @property {boolean} retryable
 * @property {boolean} answeredByService whether the response has MS-CV, which a gateway does not send
 * @property {string} [reason]
 * @property {string} [serviceCode]
 * @property {string} [description]
 * @property {string} [source]
 * @property {number} [retryAfterMs]
 */

/** @type {Record<string, ExpectedFailure>} */
export const FAILURES = {
  "mfa-required": {
    code: "unauthorized",
    status: 401,
    reason: "mfa",
    serviceCode: "900421",
    description: "Unauthorized - MFA required",
    hint: /multi-factor authentication.*amr claim/,
    retryable: false,
    answeredByService: false,
  },
  "audience-retired": {
    code: "unauthorized",
    status: 401,
    reason: "audience",
    serviceCode: "900420",
    description: "Token audience is no longer supported.",
    source: "PartnerFD",
    hint: /graph\.windows\.net.*https:\/\/api\.partnercenter\.microsoft\.com/,
    retryable: false,
    answeredByService: true,
  },
  "no-relationship": {
    code: "forbidden",
    status: 403,
    reason: "no-relationship",
    serviceCode: "20002",
    description:
      "The partner ID df845f1a-7b35-40a2-ba78-6481de91f8ae has no commerce relationship with the customer ID 47021739-3426-40bf-9601-61b4b6d7c793.",
    source: "PartnerFD",
    hint: /no reseller relationship/,
    retryable: false,
    answeredByService: true,
  },
  "role-missing": {
    code: "forbidden",
    status: 403,
    reason: "no-role",
    serviceCode: "900150",
    description: "The supplied role doesn't have the rights to perform the requested operation",
    source: "PartnerFD",
    hint: /lacks the role/,
    retryable: false,
    answeredByService: true,
  },
  "app-only": {
    code: "forbidden",
    status: 403,
    reason: "app-only",
    serviceCode: "900329",
    description: "This resource does not support application-only authentication.",
    source: "PartnerFD",
    hint: /App\+User/,
    retryable: false,
    answeredByService: true,
  },
  "conditional-access": {
    code: "forbidden",
    status: 403,
    reason: "conditional-access",
    serviceCode: "900309",
    description:
      "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    source: "PartnerFD",
    hint: /Conditional Access/,
    retryable: false,
    answeredByService: true,
  },
  "not-found": {
    code: "not-found",
    status: 404,
    reason: "ids",
    serviceCode: "1000",
    description: "Not found",
    source: "PartnerFD",
    hint: /customer id and the tracking id/,
    retryable: false,
    answeredByService: true,
  },
  "not-found-empty": {
    code: "not-found",
    status: 404,
    hint: /customer id and the tracking id.*try again in half a minute/,
    retryable: false,
    answeredByService: true,
  },
  throttled: {
    code: "throttled",
    status: 429,
    description: "Rate limit is exceeded. Try again in 57 seconds.",
    retryAfterMs: 57_000,
    hint: /Wait/,
    retryable: true,
    answeredByService: false,
  },
  "throttled-for-long": {
    code: "throttled",
    status: 429,
    description: "Rate limit is exceeded. Try again in 750 seconds.",
    retryAfterMs: 750_000,
    hint: /Wait/,
    retryable: true,
    answeredByService: false,
  },
  "service-error": {
    code: "service",
    status: 500,
    reason: "service-failed",
    serviceCode: "800003",
    description: "Unexpected service error",
    source: "PartnerFD",
    hint: /try again in a few minutes.*Microsoft support/,
    retryable: true,
    answeredByService: true,
  },
  unavailable: {
    code: "service",
    status: 503,
    hint: /Try again in a few minutes.*Microsoft support/,
    retryable: true,
    answeredByService: false,
  },
  "sign-in-page": {
    code: "not-json",
    status: 200,
    hint: /signed out.*proxy/,
    retryable: false,
    answeredByService: false,
  },
  empty: { code: "empty-response", status: 200, hint: /Try again/, retryable: true, answeredByService: true },
  truncated: { code: "incomplete-response", status: 200, hint: /try again/, retryable: true, answeredByService: true },
  malformed: {
    code: "malformed",
    status: 200,
    hint: /form that the service does not document/,
    retryable: false,
    answeredByService: true,
  },
};
