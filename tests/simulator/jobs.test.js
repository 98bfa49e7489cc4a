import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { generateDevices } from "../../src/js/testing/devices.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";

const START = Date.UTC(2024, 4, 14, 9, 30);
const TOKEN = { Authorization: "Bearer demo" };
const OTHER_CUSTOMER_ID = "99999999-9999-4999-8999-999999999999";

let now = START;
/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let simulator;
before(async () => {
  simulator = await startSimulator({ now: () => now });
});
after(() => simulator.close());

/** @param {string} query @param {string} body */
function post(query, body) {
  const url = `${simulator.url}/v1/customers/${DEMO_CUSTOMER_ID}/deviceBatches${query}`;
  return fetch(url, { method: "POST", headers: TOKEN, body });
}

/** Requests the status at a `Location`. @param {string | null} location @param {number} [second] */
async function follow(location, second = 0) {
  now = START + second * 1000;
  const response = await fetch(`${simulator.url}/v1${location}`, { headers: TOKEN });
  assert.equal(response.status, 200);
  return response.json();
}

/** @param {{ devicesStatus: { status: string }[] }} details */
function statuses(details) {
  return details.devicesStatus.map(({ status }) => status).join(" ");
}

test("an upload gets the documented response", async () => {
  const response = await post("", JSON.stringify({ BatchId: "Test", Devices: [{ SerialNumber: "1R9-ZNP67" }] }));
  assert.equal(response.status, 202);
  assert.equal(response.headers.get("content-length"), "0");
  assert.equal(response.headers.get("content-type"), null);
  const id = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  assert.match(
    response.headers.get("location") ?? "",
    new RegExp(`^/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${id}$`),
  );
  assert.match(response.headers.get("ms-requestid") ?? "", new RegExp(`^${id}$`));
});

/** Four devices in 100 seconds: queued for 15, then 21.25 for each device. @type {[number, string, string][]} */
const PHASES = [
  [0, "queued", "queued queued queued queued"],
  [14.9, "queued", "queued queued queued queued"],
  [15, "processing", "processing queued queued queued"],
  [37, "processing", "finished processing queued queued"],
  [58, "processing", "finished finished processing queued"],
  [99.9, "processing", "finished finished finished processing"],
  [100, "finished_with_errors", "finished finished finished finished_with_errors"],
  [5000, "finished_with_errors", "finished finished finished finished_with_errors"],
];

test("a job progresses over time, one device after another", async () => {
  now = START;
  const location = (await post("?devices=4&seconds=100", "")).headers.get("location");
  for (const [second, status, devices] of PHASES) {
    const details = await follow(location, second);
    assert.equal(details.status, status, `second ${second}`);
    assert.equal(statuses(details), devices, `second ${second}`);
    assert.equal(details.startedTime, second < 15 ? "0001-01-01T00:00:00" : "2024-05-14T09:30:15");
    assert.equal(details.completedTime, second < 100 ? "0001-01-01T00:00:00" : "2024-05-14T09:31:40");
    assert.deepEqual(details.attributes, { objectType: "BatchUploadDetails" });
  }
});

test("a job without failed devices ends as finished", async () => {
  now = START;
  assert.equal((await follow((await post("?devices=3", "")).headers.get("location"), 60)).status, "finished");
});

test("the devices of the request body come back in order, with an id or an error", async () => {
  now = START;
  const body = { devices: [{ serialNumber: "A" }, { productKey: "B" }, {}, { serialNumber: "D", productKey: null }] };
  const response = await post("?seconds=0", JSON.stringify(body));
  const { devicesStatus } = await follow(response.headers.get("location"));
  const identity = devicesStatus.map(({ serialNumber = "", productKey = "" }) => `${serialNumber}/${productKey}`);
  assert.deepEqual(identity, ["A/", "/B", "/", "D/"]);
  assert.match(devicesStatus[0].deviceId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.deepEqual(devicesStatus[3], {
    serialNumber: "D",
    status: "finished_with_errors",
    errorCode: "808",
    errorDescription: "ZtdDeviceAssignedToOtherTenant",
    attributes: { objectType: "DeviceUploadDetails" },
  });
});

for (const [query, body] of [
  ["", ""],
  ["", "not JSON"],
  ["", '{"devices":5}'],
  ["", "null"],
  ["?devices=-1", ""],
  ["?devices=many", ""],
  ["?devices=100001", ""],
  ["?devices=1&seconds=1e9", ""],
]) {
  test(`an upload of ${JSON.stringify(body)} with ${query || "no query"} is refused`, async () => {
    const response = await post(query ?? "", body ?? "");
    assert.equal(response.status, 400);
    assert.equal((await response.json()).code, 800002);
  });
}

test("an upload without a token is refused", async () => {
  const url = `${simulator.url}/v1/customers/${DEMO_CUSTOMER_ID}/deviceBatches?devices=1`;
  assert.equal((await fetch(url, { method: "POST" })).status, 401);
});

test("a client that disconnects during an upload does not disturb the next one", async () => {
  const url = `${simulator.url}/v1/customers/${DEMO_CUSTOMER_ID}/deviceBatches`;
  const caller = request(url, { method: "POST", headers: { ...TOKEN, "Content-Length": "100" } });
  caller.on("error", () => {}).write("{", () => caller.destroy());
  await new Promise((resolve) => caller.on("close", resolve));
  assert.equal((await post("?devices=1", "")).status, 202);
});

test("a job belongs to the customer that uploaded it", async () => {
  const { trackingId, location } = simulator.upload(DEMO_CUSTOMER_ID, { devices: 1 });
  assert.equal((await follow(location)).batchTrackingId, trackingId);
  const foreign = location.replace(DEMO_CUSTOMER_ID, OTHER_CUSTOMER_ID);
  assert.equal((await fetch(`${simulator.url}/v1${foreign}`, { headers: TOKEN })).status, 404);
});

test("upload() takes devices with their outcomes", async () => {
  now = START;
  const devices = [{ serialNumber: "X", error: { errorCode: "803", errorDescription: "Missing" } }, { deviceId: "Y" }];
  const { location } = simulator.upload(DEMO_CUSTOMER_ID, { devices, seconds: 0 });
  const details = await follow(location);
  assert.equal(statuses(details), "finished_with_errors finished");
  assert.equal(details.devicesStatus[0].errorCode, "803");
});

test("the running job starts with the first request, stays finished for half a minute, then restarts", async () => {
  const location = `/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${scenarioNamed("running-job").trackingId}`;
  const seen = [];
  for (const second of [1000, 1010, 1020, 1049, 1050, 1060]) seen.push((await follow(location, second)).status);
  assert.deepEqual(seen, [
    "queued",
    "processing",
    "finished_with_errors",
    "finished_with_errors",
    "queued",
    "processing",
  ]);
  const elsewhere = location.replace(DEMO_CUSTOMER_ID, OTHER_CUSTOMER_ID);
  assert.equal((await follow(elsewhere, 1060)).status, "queued");
});

test("generated devices are always the same, look real, and fail in several ways", () => {
  const devices = generateDevices(10_000);
  assert.deepEqual(generateDevices(50), devices.slice(0, 50));
  assert.equal(new Set(devices.map(({ serialNumber }) => serialNumber)).size, devices.length);
  for (const { serialNumber = "", productKey = "" } of devices) {
    assert.match(serialNumber, /^(5CG[0-9A-Z]{7}|[0-9A-Z]{7}|\d{12})$/);
    assert.match(productKey, /^\d{5}(-\d{5}){4}$/);
  }
  const codes = devices.map(({ error }) => error?.errorCode ?? "none");
  const share = Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((c) => c === code).length]));
  assert.deepEqual(share, { none: 7600, 808: 800, 806: 400, 802: 400, 812: 400, 805: 400 });
});
