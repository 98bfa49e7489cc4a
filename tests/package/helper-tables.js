/**
 * The expected results of the three functions that read plain values.
 *
 * @import { BatchSummary, BatchUploadDetails, DeviceErrorExplanation, DeviceUploadDetails } from "../../dist/index.js"
 */

/** @param {string} status @param {DeviceUploadDetails[]} devicesStatus @returns {BatchUploadDetails} */
function batch(status, devicesStatus) {
  return { batchTrackingId: "0127ed8e-ff72-4983-a3d8-e8d8bd378932", status, devicesStatus };
}

const OTHER_TENANT = {
  status: "finished_with_errors",
  errorCode: "808",
  errorDescription: "ZtdDeviceAssignedToOtherTenant",
};
const BAD_HASH = { status: "finished_with_errors", errorCode: "802", errorDescription: "InvalidZtdHardwareHash" };
const ALREADY_REGISTERED = {
  status: "finished_with_errors",
  errorCode: "806",
  errorDescription: "ZtdDeviceAlreadyAssigned",
};
const DUPLICATE = { status: "finished_with_errors", errorDescription: "ZtdDeviceDuplicated" };
const EMPTY = {
  total: 0,
  succeeded: 0,
  alreadyRegistered: 0,
  duplicates: 0,
  failed: 0,
  pending: 0,
  unknown: 0,
  complete: false,
  errors: [],
};

/** @type {Record<string, { details: BatchUploadDetails, expected: BatchSummary }>} */
export const SUMMARIES = {
  "no devices yet": { details: batch("queued", []), expected: EMPTY },
  "finished without devices": { details: batch("finished", []), expected: { ...EMPTY, complete: true } },
  "an unknown status": { details: batch("unknown", []), expected: EMPTY },
  "finished, and its only device failed": {
    details: batch("finished", [OTHER_TENANT]),
    expected: {
      ...EMPTY,
      total: 1,
      failed: 1,
      complete: true,
      errors: [{ errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant", harmless: false, devices: [0] }],
    },
  },
  "every status": {
    details: batch("processing", [
      { status: "finished" },
      { status: "queued" },
      { status: "processing" },
      { status: "unknown" },
      { status: "Quarantined" },
    ]),
    expected: { ...EMPTY, total: 5, succeeded: 1, pending: 2, unknown: 2 },
  },
  "errors, the most frequent first": {
    details: batch("finished_with_errors", [BAD_HASH, OTHER_TENANT, { status: "finished" }, OTHER_TENANT]),
    expected: {
      ...EMPTY,
      total: 4,
      succeeded: 1,
      failed: 3,
      complete: true,
      errors: [
        { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant", harmless: false, devices: [1, 3] },
        { errorCode: "802", errorDescription: "InvalidZtdHardwareHash", harmless: false, devices: [0] },
      ],
    },
  },
  "devices that were registered before, and duplicates: after those for which somebody must act": {
    details: batch("finished_with_errors", [
      ALREADY_REGISTERED,
      ALREADY_REGISTERED,
      DUPLICATE,
      OTHER_TENANT,
      { status: "finished" },
      { ...ALREADY_REGISTERED, errorDescription: "806 - ZtdDeviceAlreadyAssigned" },
    ]),
    expected: {
      ...EMPTY,
      total: 6,
      succeeded: 1,
      alreadyRegistered: 3,
      duplicates: 1,
      failed: 1,
      complete: true,
      errors: [
        { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant", harmless: false, devices: [3] },
        { errorCode: "806", errorDescription: "ZtdDeviceAlreadyAssigned", harmless: true, devices: [0, 1] },
        { errorDescription: "ZtdDeviceDuplicated", harmless: true, devices: [2] },
        { errorCode: "806", errorDescription: "806 - ZtdDeviceAlreadyAssigned", harmless: true, devices: [5] },
      ],
    },
  },
  "one number with two names": {
    details: batch("finished_with_errors", [
      ALREADY_REGISTERED,
      { ...OTHER_TENANT, errorCode: "806" },
      { ...OTHER_TENANT, errorCode: "806", errorDescription: "SomethingNew" },
    ]),
    expected: {
      ...EMPTY,
      total: 3,
      alreadyRegistered: 1,
      failed: 2,
      complete: true,
      errors: [
        { errorCode: "806", errorDescription: "ZtdDeviceAssignedToOtherTenant", harmless: false, devices: [1] },
        { errorCode: "806", errorDescription: "SomethingNew", harmless: false, devices: [2] },
        { errorCode: "806", errorDescription: "ZtdDeviceAlreadyAssigned", harmless: true, devices: [0] },
      ],
    },
  },
  "one number with two names, in capitals": {
    details: batch("finished_with_errors", [
      { ...ALREADY_REGISTERED, errorDescription: "ZTD_DEVICE_ALREADY_ASSIGNED" },
      { ...ALREADY_REGISTERED, errorDescription: "ZTD_DEVICE_ASSIGNED_TO_OTHER_TENANT" },
    ]),
    expected: {
      ...EMPTY,
      total: 2,
      alreadyRegistered: 1,
      failed: 1,
      complete: true,
      errors: [
        { errorCode: "806", errorDescription: "ZTD_DEVICE_ASSIGNED_TO_OTHER_TENANT", harmless: false, devices: [1] },
        { errorCode: "806", errorDescription: "ZTD_DEVICE_ALREADY_ASSIGNED", harmless: true, devices: [0] },
      ],
    },
  },
  "no error that has a name": {
    details: batch("processing", [
      { status: "processing", errorCode: "0", errorDescription: "None" },
      { status: "queued", errorCode: "0", errorDescription: "NoError" },
      { status: "unknown", errorDescription: "Success" },
      { status: "finished", errorCode: "0", errorDescription: "none" },
    ]),
    expected: { ...EMPTY, total: 4, succeeded: 1, pending: 2, unknown: 1 },
  },
  "no error, in other words": {
    details: batch("processing", [
      { status: "unknown", errorCode: "00", errorDescription: "no error" },
      { status: "unknown", errorCode: "000" },
      { status: "unknown", errorDescription: "N/A" },
      { status: "unknown", errorCode: "Success", errorDescription: "OK" },
    ]),
    expected: { ...EMPTY, total: 4, unknown: 4 },
  },
  "errors of devices that the service still works on, or whose status says nothing": {
    details: batch("finished", [
      { ...OTHER_TENANT, status: "processing" },
      { ...BAD_HASH, status: "rejected" },
      { ...ALREADY_REGISTERED, status: "unknown" },
    ]),
    expected: {
      ...EMPTY,
      total: 3,
      alreadyRegistered: 1,
      failed: 1,
      pending: 1,
      complete: true,
      errors: [
        { errorCode: "802", errorDescription: "InvalidZtdHardwareHash", harmless: false, devices: [1] },
        { errorCode: "806", errorDescription: "ZtdDeviceAlreadyAssigned", harmless: true, devices: [2] },
      ],
    },
  },
  "a failure without a code or a description": {
    details: batch("finished_with_errors", [{ status: "finished_with_errors" }]),
    expected: { ...EMPTY, total: 1, failed: 1, complete: true, errors: [{ harmless: false, devices: [0] }] },
  },
  "error codes of devices that did not fail": {
    details: batch("finished", [
      { status: "finished", errorCode: "0", errorDescription: "" },
      { status: "finished", errorCode: "806" },
      { status: "queued", errorCode: "0" },
    ]),
    expected: { ...EMPTY, total: 3, succeeded: 2, pending: 1, complete: true },
  },
  "errors of devices that are said to be done": {
    details: batch("finished", [
      { ...OTHER_TENANT, status: "finished" },
      { status: "finished", errorCode: "808" },
      { ...ALREADY_REGISTERED, status: "finished" },
      { ...ALREADY_REGISTERED, status: "finished", errorDescription: "ZTD_DEVICE_ASSIGNED_TO_OTHER_TENANT" },
      { status: "finished", errorCode: "200", errorDescription: "Imported" },
    ]),
    expected: {
      ...EMPTY,
      total: 5,
      succeeded: 2,
      failed: 3,
      complete: true,
      errors: [
        { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant", harmless: false, devices: [0] },
        { errorCode: "808", harmless: false, devices: [1] },
        { errorCode: "806", errorDescription: "ZTD_DEVICE_ASSIGNED_TO_OTHER_TENANT", harmless: false, devices: [3] },
      ],
    },
  },
  "texts that are names of object members": {
    details: batch("finished_with_errors", [
      { status: "finished_with_errors", errorCode: "__proto__" },
      { status: "constructor", errorDescription: "toString" },
    ]),
    expected: {
      ...EMPTY,
      total: 2,
      failed: 2,
      complete: true,
      errors: [
        { errorCode: "__proto__", harmless: false, devices: [0] },
        { errorDescription: "toString", harmless: false, devices: [1] },
      ],
    },
  },
};

/** @type {[code: string | undefined, name: string, flags?: { harmless?: true, retryable?: true }][]} */
const DEVICE_ERRORS = [
  ["640", "StorageError", { retryable: true }],
  ["801", "InvalidZtdRequestBody", { retryable: true }],
  ["802", "InvalidZtdHardwareHash"],
  ["803", "MissingZtdSerialNumberAndProductKey"],
  ["806", "ZtdDeviceAlreadyAssigned", { harmless: true }],
  ["807", "ZtdDeviceIsNotRegistered"],
  ["808", "ZtdDeviceAssignedToOtherTenant"],
  ["809", "ZtdProfileIsNotRegistered"],
  ["810", "ZtdProfileAssignedToOtherTenant"],
  ["811", "ZtdDeviceRegisteredByOtherTenant"],
  ["812", "ZtdDeviceNotFound"],
  ["813", "ZtdDeviceIsNotUnique"],
  ["814", "ZtdDeviceAlreadyAadRegistered"],
  [undefined, "ZtdDeviceDuplicated", { harmless: true }],
  [undefined, "HashNot4k"],
  ["815", "ZtdDeviceHasNoAssignedProfile"],
  ["908", "HardwareMismatch"],
  [undefined, "ZtdDeviceDeletionInProgress", { retryable: true }],
  [undefined, "ZtdDeviceAlreadyDeleted", { retryable: true }],
];

/**
 * Returns the explanation without its texts.
 *
 * @param {string} name
 * @returns {ExpectedExplanation}
 */
function explanationOf(name) {
  const [code, , flags] = DEVICE_ERRORS.find(([, known]) => known === name) ?? [];
  return { name, ...(code === undefined ? {} : { code }), harmless: false, retryable: false, ...flags };
}

/**
 * @typedef {Omit<DeviceErrorExplanation, "meaning" | "action">} ExpectedExplanation
 * @typedef {Pick<DeviceUploadDetails, "errorCode" | "errorDescription">} Device
 */

/** @type {Record<string, { device: Device, expected: ExpectedExplanation | undefined }>} */
export const DEVICES_EXPLAINED = {
  ...Object.fromEntries(
    DEVICE_ERRORS.map(([, name]) => [name, { device: { errorDescription: name }, expected: explanationOf(name) }]),
  ),
  ...Object.fromEntries(
    DEVICE_ERRORS.filter(([code]) => code !== undefined).map(([code = "", name]) => [
      code,
      { device: { errorCode: code }, expected: explanationOf(name) },
    ]),
  ),
  "a name in another case, in a sentence": {
    device: { errorDescription: "Error: ztddevicenotfound (no match)." },
    expected: explanationOf("ZtdDeviceNotFound"),
  },
  ...Object.fromEntries(
    [
      "ZTD_DEVICE_ASSIGNED_TO_OTHER_TENANT",
      "ztd-device-assigned-to-other-tenant",
      "Ztd Device Assigned To Other Tenant",
      "806_ZTD_DEVICE_ASSIGNED_TO_OTHER_TENANT",
      "Error: ZTD device assigned to other tenant (808).",
      "It is ZTD_DEVICE_ASSIGNED_TO_OTHER_TENANT, says the directory",
    ].map((errorDescription) => [
      `the name of another error than the number's, written as "${errorDescription}"`,
      { device: { errorCode: "806", errorDescription }, expected: explanationOf("ZtdDeviceAssignedToOtherTenant") },
    ]),
  ),
  ...Object.fromEntries(
    ["ZTD_DEVICE_ALREADY_ASSIGNED", "ztd-device-already-assigned", "Ztd Device Already Assigned"].flatMap((name) => [
      [`"${name}"`, { device: { errorDescription: name }, expected: explanationOf("ZtdDeviceAlreadyAssigned") }],
      [
        `"${name}" and its number`,
        { device: { errorCode: "806", errorDescription: name }, expected: explanationOf("ZtdDeviceAlreadyAssigned") },
      ],
    ]),
  ),
  ...Object.fromEntries(
    [
      "ZtdDeviceAlreadyAssignedToOtherTenant",
      "ZTD_DEVICE_ALREADY_ASSIGNED_ELSEWHERE",
      "DEVICE_OF_ANOTHER_TENANT",
      "ZtdDeviceAlreadyAssigned: the device belongs to contoso.onmicrosoft.com",
      "ZtdDeviceAlreadyAssigned to a different tenant",
    ].map((errorDescription) => [
      `the known number of an already registered device, with the name in "${errorDescription}"`,
      { device: { errorCode: "806", errorDescription }, expected: undefined },
    ]),
  ),
  "the name of an already registered device, in a sentence about the upload": {
    device: { errorDescription: "The import failed: ZtdDeviceAlreadyAssigned" },
    expected: explanationOf("ZtdDeviceAlreadyAssigned"),
  },
  "the other name of 808": {
    device: { errorDescription: "ZtdDeviceAssignedToAnotherTenant" },
    expected: explanationOf("ZtdDeviceAssignedToOtherTenant"),
  },
  "a name that takes precedence over the number": {
    device: { errorCode: "806", errorDescription: "ZtdDeviceAssignedToOtherTenant" },
    expected: explanationOf("ZtdDeviceAssignedToOtherTenant"),
  },
  "an unknown name with a known number": {
    device: { errorCode: " 812 ", errorDescription: "SomethingNew" },
    expected: explanationOf("ZtdDeviceNotFound"),
  },
  "the known number of an already registered device, with an unknown name": {
    device: { errorCode: "806", errorDescription: "SomethingNew" },
    expected: { ...explanationOf("ZtdDeviceAlreadyAssigned"), harmless: false },
  },
  "the known number of an already registered device, with a sentence that says so": {
    device: { errorCode: "806", errorDescription: "Device is already registered to the same Tenant." },
    expected: explanationOf("ZtdDeviceAlreadyAssigned"),
  },
  ...Object.fromEntries(
    [
      "806 - The device is registered to another tenant",
      "806: not the same tenant",
      "Error 806: assigned elsewhere",
    ].map((errorCode) => [
      `the number and a sentence in one text: "${errorCode}"`,
      { device: { errorCode }, expected: undefined },
    ]),
  ),
  ...Object.fromEntries(
    [
      "Device is registered to another tenant.",
      "Cihaz başka bir kiracıya atanmış.",
      "Das Gerät ist bereits einem anderen Mandanten zugewiesen.",
      "Already registered by someone else",
      "The device belongs to the tenant contoso.onmicrosoft.com.",
      "It is not registered to this tenant.",
      "The previous owner has not removed it.",
      "The device isn't in the same tenant.",
      "Same device, other tenant",
      "Another device with the same hash is registered to this tenant.",
      "Already registered to contoso.onmicrosoft.com.",
      "Already assigned elsewhere",
      "The device belongs to someone outside your organization.",
      "Device was removed from this tenant",
      "Device is already assigned. Contact the previous owner.",
      "Already registered: failed to update the group tag",
    ].map((errorDescription) => [
      `the known number of an already registered device, with "${errorDescription}"`,
      { device: { errorCode: "806", errorDescription }, expected: undefined },
    ]),
  ),
  ...Object.fromEntries(
    ["Error 808", "(808)", "ERR808", "0808", "808.0", "code: 808"].map((errorCode) => [
      `the number as ${errorCode}`,
      { device: { errorCode }, expected: explanationOf("ZtdDeviceAssignedToOtherTenant") },
    ]),
  ),
  "a harmless name beside that of an error": {
    device: { errorCode: "806", errorDescription: "ZtdDeviceAlreadyAssigned: ZtdDeviceAssignedToOtherTenant" },
    expected: explanationOf("ZtdDeviceAssignedToOtherTenant"),
  },
  "a harmless name beside a duplicate and an error": {
    device: { errorCode: "ZtdDeviceDuplicated", errorDescription: "ZtdDeviceAlreadyAssigned, ZtdDeviceNotFound" },
    expected: explanationOf("ZtdDeviceNotFound"),
  },
  "the known number of an already registered device, with Microsoft's sentence": {
    device: {
      errorCode: "806",
      errorDescription: "This device is already registered to your company. No further action required.",
    },
    expected: explanationOf("ZtdDeviceAlreadyAssigned"),
  },
  "the known number of an already registered device, with a short sentence": {
    device: { errorCode: "806", errorDescription: "The device is already assigned." },
    expected: explanationOf("ZtdDeviceAlreadyAssigned"),
  },
  "two numbers in one field": {
    device: { errorCode: "806/808" },
    expected: explanationOf("ZtdDeviceAssignedToOtherTenant"),
  },
  // As in other answers of Microsoft, which do not keep the types.
  "a number and null": {
    device: JSON.parse('{ "errorCode": 808, "errorDescription": null }'),
    expected: explanationOf("ZtdDeviceAssignedToOtherTenant"),
  },
  "two numbers, of which the second is harmless": {
    device: { errorCode: "807", errorDescription: "806" },
    expected: explanationOf("ZtdDeviceIsNotRegistered"),
  },
  "two numbers, of which the first is harmless": {
    device: { errorCode: "806", errorDescription: "807" },
    expected: explanationOf("ZtdDeviceIsNotRegistered"),
  },
  "a number that only holds a known one": { device: { errorCode: "80880" }, expected: undefined },
  "a negative number": { device: { errorCode: "-808" }, expected: undefined },
  "number and name in one text": {
    device: { errorDescription: "808 - ZtdDeviceAssignedToOtherTenant" },
    expected: explanationOf("ZtdDeviceAssignedToOtherTenant"),
  },
  "number and name in the code": {
    device: { errorCode: "808 - ZtdDeviceAssignedToOtherTenant" },
    expected: explanationOf("ZtdDeviceAssignedToOtherTenant"),
  },
  "a name that stands for two errors, with the number of the one": {
    device: { errorCode: "809", errorDescription: "ZtdDeviceHasNoAssignedProfile" },
    expected: explanationOf("ZtdProfileIsNotRegistered"),
  },
  "a name that stands for two errors, with the number of the other": {
    device: {
      errorCode: "815",
      errorDescription: "ZtdDeviceHasNoAssignedProfile - No profile assigned to the device.",
    },
    expected: explanationOf("ZtdDeviceHasNoAssignedProfile"),
  },
  "a name as the directory spells it": {
    device: { errorDescription: "ZtdDeviceDeletionInProgess" },
    expected: explanationOf("ZtdDeviceDeletionInProgress"),
  },
  "a number inside a sentence": { device: { errorDescription: "Row 812 can't be read." }, expected: undefined },
  "a number that no public source explains": { device: { errorCode: "805" }, expected: undefined },
  "a megabyte of zeros, at once": { device: { errorCode: `${"0".repeat(1_000_000)}a` }, expected: undefined },
  "no error, by name": { device: { errorCode: "0", errorDescription: "None" }, expected: undefined },
  "no error": { device: { errorCode: "0", errorDescription: "" }, expected: undefined },
  "nothing at all": { device: {}, expected: undefined },
  "the name of an object member": {
    device: { errorCode: "constructor", errorDescription: "__proto__" },
    expected: undefined,
  },
};

const CUSTOMER = "47021739-3426-40bf-9601-61b4b6d7c793";
const ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const BOTH = { customerId: CUSTOMER, trackingId: ID };

/** @type {[string, { customerId?: string, trackingId: string } | "invalid-argument"][]} */
export const LOCATIONS = [
  [ID, { trackingId: ID }],
  [` ${ID.toUpperCase()}\t`, { trackingId: ID }],
  [`/customers/${CUSTOMER}/batchJobStatus/${ID}`, BOTH],
  [`/CUSTOMERS/${CUSTOMER.toUpperCase()}/BATCHJOBSTATUS/${ID.toUpperCase()}`, BOTH],
  [`customers/${CUSTOMER}/batchJobStatus/${ID}`, BOTH],
  [`/v1/customers/${CUSTOMER}/batchJobStatus/${ID}/`, BOTH],
  [`https://api.partnercenter.microsoft.com/v1/customers/${CUSTOMER}/batchjobstatus/${ID}?x=/y#z`, BOTH],
  [`https://portal.example/gateway/customers/${CUSTOMER}/batchJobStatus/${ID}`, BOTH],
  [`/batchJobStatus/${ID}`, { trackingId: ID }],
  [`batchJobStatus/${ID}`, { trackingId: ID }],
  ["", "invalid-argument"],
  ["/", "invalid-argument"],
  ["nonsense", "invalid-argument"],
  [`/customers/${CUSTOMER}`, "invalid-argument"],
  [`/customers/${CUSTOMER}/batchJobStatus/`, "invalid-argument"],
  [`/customers/${CUSTOMER}/batchJobStatus/..`, "invalid-argument"],
  [`/customers/${CUSTOMER}/batchJobStatus/${ID}/devices`, "invalid-argument"],
  [`/customers/${CUSTOMER}/deviceBatches/${ID}`, "invalid-argument"],
  [`https://portal.example/?next=/customers/${CUSTOMER}/batchJobStatus/${ID}`, BOTH],
  [`https://mail.example/?url=https%3A%2F%2Fapi.example%2Fcustomers%2F${CUSTOMER}%2FbatchJobStatus%2F${ID}&x=1`, BOTH],
  [`https://api.partnercenter.microsoft.com/v1//customers/${CUSTOMER}/batchJobStatus/${ID}`, BOTH],
  [`{/customers/${CUSTOMER}/batchJobStatus/${ID}}`, BOTH],
  [`"/customers/${CUSTOMER}/batchJobStatus/${ID}"`, BOTH],
  [JSON.stringify({ uri: `/customers/${CUSTOMER}/batchJobStatus/${ID}`, method: "GET" }), BOTH],
  [`{"uri":"\\/customers\\/${CUSTOMER}\\/batchJobStatus\\/${ID}"}`, BOTH],
  [`HTTP/1.1 202 Accepted\r\nLocation: /customers/${CUSTOMER}/batchJobStatus/${ID}\r\nDate: now`, BOTH],
  [`It is at /customers/${CUSTOMER}/batchJobStatus/${ID}.`, BOTH],
  [`/batchJobStatus/${ID}, that is /customers/${CUSTOMER}/batchJobStatus/${ID}`, BOTH],
  [`{${ID}}`, { trackingId: ID }],
  [`"${ID}",`, { trackingId: ID }],
  [`/customers/{${CUSTOMER}}/batchJobStatus/{${ID}}`, BOTH],
  [`/customers/%7B${CUSTOMER}%7D/batchJobStatus/%7b${ID}%7d`, BOTH],
  [`/customers/${CUSTOMER}/batchJobStatus/${ID} /customers/${CUSTOMER}/batchJobStatus/${CUSTOMER}`, "invalid-argument"],
  [`/customers/${CUSTOMER}/batchJobStatus/${ID} /customers/${ID}/batchJobStatus/${ID}`, "invalid-argument"],
  [`/customers/${CUSTOMER}/users/${ID}/batchJobStatus/${ID}`, "invalid-argument"],
  [`/customers('${CUSTOMER}')/batchJobStatus/${ID}`, "invalid-argument"],
  [`/customers/{customer-id}/batchJobStatus/${ID}`, "invalid-argument"],
  [`${ID} ${ID}`, "invalid-argument"],
  [`“${ID}”`, { trackingId: ID }],
  [`Tracking id: ${ID}`, { trackingId: ID }],
  [`İzleme kimliği: ${ID}`, { trackingId: ID }],
  [`MS-RequestId: ${ID}`, "invalid-argument"],
  [`/tenants/${CUSTOMER}/batchJobStatus/${ID}`, BOTH],
  [`/customer/${CUSTOMER}/batchJobStatus/${ID}`, BOTH],
  [`/partners/${CUSTOMER}/batchJobStatus/${ID}`, "invalid-argument"],
  [`/batchJobStatus/${ID}?customerId=${CUSTOMER}`, "invalid-argument"],
  [`https://portal.example/organizations/${CUSTOMER}/v1/batchJobStatus/${ID}`, "invalid-argument"],
  [`?customer_id=${CUSTOMER}&path=/batchJobStatus/${ID}`, "invalid-argument"],
  [`customers%28'${CUSTOMER}'%29/batchJobStatus/${ID}`, "invalid-argument"],
  [`customer: ${CUSTOMER} at batchJobStatus/${ID}`, "invalid-argument"],
  [`batchJobStatus/${ID} for customer ${CUSTOMER}`, "invalid-argument"],
  [`Customer id\n${CUSTOMER}\nbatchJobStatus/${ID}`, "invalid-argument"],
  [`Location: /customers/${CUSTOMER}/batchJobStatus/${ID}/\r\nDate: now`, BOTH],
  [`_/customers/${CUSTOMER}/batchJobStatus/${ID}_`, BOTH],
  [`/customers/${CUSTOMER}/batchJobStatus/${ID}-`, BOTH],
  [`/customers/${CUSTOMER}/batchJobStatus/${ID}-1`, "invalid-argument"],
  [`Location: /customers/${CUSTOMER}/\r\n batchJobStatus/${ID.slice(0, 14)}\r\n${ID.slice(14)}`, BOTH],
];
