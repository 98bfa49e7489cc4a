import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, demo, scenarioNamed, scenarios } from "../../tools/simulator/scenarios.js";

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const JSON_UTF8 = "application/json; charset=utf-8";
const TOKEN = { Authorization: "Bearer demo" };
const UNKNOWN_ID = "99999999-9999-4999-8999-999999999999";

/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let simulator;
before(async () => {
  simulator = await startSimulator();
});
after(() => simulator.close());

/** @param {string} path @param {RequestInit} [init] */
async function call(path, init = { headers: TOKEN }) {
  const response = await fetch(simulator.url + path, init);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { response, bytes, text: bytes.toString() };
}

/** @param {string} name @param {Record<string, string>} [headers] */
function callScenario(name, headers) {
  const path = `/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${scenarioNamed(name).trackingId}`;
  return call(path, { headers: { ...TOKEN, ...headers } });
}

/**
 * Every scenario: its status, its Content-Type, how its body begins, and whether it has the service's own headers.
 *
 * @type {Record<string, [number, string | null, "BOM" | "{" | "<" | "", boolean]>}
 */
const EXPECTED = {
  "running-job": [200, JSON_UTF8, "BOM", true],
  "documented-sample": [200, null, "BOM", false],
  "all-finished": [200, JSON_UTF8, "BOM", true],
  "already-registered": [200, JSON_UTF8, "BOM", true],
  "mixed-outcomes": [200, JSON_UTF8, "BOM", true],
  "no-devices": [200, JSON_UTF8, "BOM", true],
  "ten-thousand-devices": [200, JSON_UTF8, "BOM", true],
  "unknown-status": [200, JSON_UTF8, "BOM", true],
  duplicates: [200, JSON_UTF8, "BOM", true],
  "one-code-two-names": [200, JSON_UTF8, "BOM", true],
  "no-error-named-none": [200, JSON_UTF8, "BOM", true],
  "odd-numbers": [200, JSON_UTF8, "BOM", true],
  "odd-spellings": [200, JSON_UTF8, "BOM", true],
  "odd-status-word": [200, JSON_UTF8, "BOM", true],
  "odd-times": [200, JSON_UTF8, "BOM", true],
  "odd-times-not-set": [200, JSON_UTF8, "BOM", true],
  "odd-null-fields": [200, JSON_UTF8, "BOM", true],
  "odd-null-devices": [200, JSON_UTF8, "BOM", true],
  "odd-missing-fields": [200, JSON_UTF8, "BOM", true],
  "odd-unknown-fields": [200, JSON_UTF8, "BOM", true],
  "odd-repeated-fields": [200, JSON_UTF8, "BOM", true],
  "hostile-texts": [200, JSON_UTF8, "BOM", true],
  "mfa-required": [401, null, "", false],
  "audience-retired": [401, JSON_UTF8, "{", true],
  "no-relationship": [403, JSON_UTF8, "{", true],
  "role-missing": [403, JSON_UTF8, "{", true],
  "app-only": [403, JSON_UTF8, "{", true],
  "conditional-access": [403, JSON_UTF8, "{", true],
  "not-found": [404, JSON_UTF8, "{", true],
  "not-found-empty": [404, null, "", true],
  throttled: [429, "application/json", "{", false],
  "throttled-for-long": [429, "application/json", "{", false],
  "service-error": [500, JSON_UTF8, "{", true],
  unavailable: [503, "text/html; charset=us-ascii", "<", false],
  "sign-in-page": [200, "text/html; charset=utf-8", "<", false],
  empty: [200, null, "", true],
  truncated: [200, JSON_UTF8, "BOM", true],
  malformed: [200, JSON_UTF8, "BOM", true],
};

test("the table of expected responses has every scenario, but for those of package/reports.test.js", () => {
  const names = scenarios.map(({ name }) => name).filter((name) => !name.startsWith("report: "));
  assert.deepEqual(Object.keys(EXPECTED).sort(), names.sort());
});

for (const [name, [status, contentType, start, hasServiceHeaders]] of Object.entries(EXPECTED)) {
  test(`scenario ${name} has the expected status, headers and body`, async () => {
    const ids = { "MS-RequestId": UNKNOWN_ID, "MS-CorrelationId": DEMO_CUSTOMER_ID };
    const { response, bytes, text } = await callScenario(name, ids);
    const { headers } = response;

    assert.equal(response.status, status);
    assert.equal(headers.get("content-type"), contentType);
    assert.equal(bytes.subarray(0, 3).equals(BYTE_ORDER_MARK), start === "BOM");
    if (start !== "BOM") assert.equal(text.slice(0, 1), start);
    assert.equal(headers.get("content-length"), name === "mfa-required" ? null : String(bytes.length));
    assert.ok(headers.has("date"));
    assert.equal(headers.get("ms-requestid") === UNKNOWN_ID, hasServiceHeaders);
    assert.equal(headers.get("ms-correlationid") === DEMO_CUSTOMER_ID, hasServiceHeaders);
    if (hasServiceHeaders) {
      assert.match(headers.get("ms-cv") ?? "", /^[A-Za-z0-9+/]{16}\.0$/);
      assert.match(headers.get("ms-serverid") ?? "", /^[0-9A-F]+$/);
      assert.match(headers.get("request-context") ?? "", /^appId=cid-v1:/);
    }
  });
}

test("the documented sample has the body and the headers of the documentation", async () => {
  const { response, bytes } = await callScenario("documented-sample");
  const digest = createHash("sha256").update(bytes.subarray(3)).digest("hex");
  assert.equal(digest, "f890a4449ede5c3de0ff28adf4840146a8b21a0da1e65143194c055b9c8a74c6");
  assert.equal(response.headers.get("ms-requestid"), "7b3e2e00-b330-4480-9d84-59ace713427f");
  assert.equal(response.headers.get("ms-correlationid"), "4a5002a2-0c1b-4e57-b491-dbcf19c0e7b8");
  assert.equal(response.headers.get("ms-cv"), "YrLe3w6BbUSMt1fi.0");
  assert.equal(response.headers.get("date"), "Tue, 25 Jul 2017 17:52:41 GMT");
});

/** @type {[string, Record<string, unknown> | string][]} */
const ERROR_BODIES = [
  ["audience-retired", { code: 900420 }],
  ["no-relationship", { code: 20002 }],
  ["role-missing", { code: "900150" }],
  ["conditional-access", { code: 900309, data: undefined }],
  ["not-found", { code: 1000, data: [] }],
  ["service-error", { code: 800003 }],
  ["throttled", { statusCode: 429, message: "Rate limit is exceeded. Try again in 57 seconds.", code: undefined }],
];

for (const [name, expected] of ERROR_BODIES) {
  test(`the body of the error ${name} has the documented fields`, async () => {
    const body = JSON.parse((await callScenario(name)).text);
    for (const [field, value] of Object.entries(expected)) assert.deepEqual(body[field], value, field);
  });
}

test("errors have the reason phrase and the headers of the service", async () => {
  const mfa = (await callScenario("mfa-required")).response;
  assert.equal(mfa.statusText, "Unauthorized - MFA required");
  assert.equal(mfa.headers.get("www-authenticate"), 'Bearer error="invalid_token"');
  assert.equal(mfa.headers.get("transfer-encoding"), "chunked");
  assert.equal((await callScenario("throttled")).response.headers.get("retry-after"), "57");
});

test("the scenarios truncated and malformed have such bodies", async () => {
  await assert.rejects(async () => JSON.parse((await callScenario("truncated")).text.slice(1)), SyntaxError);
  const { devicesStatus } = JSON.parse((await callScenario("malformed")).text.slice(1));
  assert.equal(typeof devicesStatus[1].serialNumber, "number");
});

const STATUS = `customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${scenarioNamed("no-devices").trackingId}`;

/** @type {[string, number][]} */
const PATHS = [
  [`/v1/${STATUS}`, 200],
  [`/v1/${STATUS.toLowerCase()}`, 200],
  [`/V1/${STATUS.toUpperCase()}`, 200],
  [`/v1//${STATUS}`, 200],
  [`//v1/${STATUS}`, 200],
  [`/v1/${STATUS}/`, 200],
  [`/v1/${STATUS.replace(DEMO_CUSTOMER_ID, UNKNOWN_ID)}`, 200],
  [`/${STATUS}`, 404],
  [`/v2/${STATUS}`, 404],
  [`/v1/${STATUS}/devices`, 404],
  [`/v1/customers/${DEMO_CUSTOMER_ID}`, 404],
  ["/", 404],
  [`/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${UNKNOWN_ID}`, 404],
  [`/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/nonsense`, 404],
  [`/v1/customers/not-a-guid/batchJobStatus/${UNKNOWN_ID}`, 400],
  [`/v1/customers/${DEMO_CUSTOMER_ID}/deviceBatches`, 405],
];

for (const [path, status] of PATHS) {
  test(`GET ${path} responds ${status}`, async () => {
    assert.equal((await call(path)).response.status, status);
  });
}

test("an unknown tracking id gets the service's error as body", async () => {
  const { text } = await call(`/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${UNKNOWN_ID}`);
  assert.deepEqual(JSON.parse(text), { code: 1000, description: "Not found", data: [], source: "PartnerFD" });
});

test("a customer id that is not a GUID gets the documented error", async () => {
  const { text } = await call(`/v1/customers/contoso/batchJobStatus/${UNKNOWN_ID}`);
  assert.equal(
    text,
    '{"code":2000,"description":"Tenant Id must be a GUID.","data":[],"source":"PartnerApiServiceControllers"}',
  );
});

for (const authorization of [undefined, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "demo"]) {
  test(`Authorization ${JSON.stringify(authorization)} gets a 401`, async () => {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const { response, text } = await call(`/v1/${STATUS}`, { headers });
    assert.equal(response.status, 401);
    assert.equal(JSON.parse(text).code, 800001);
  });
}

for (const method of ["HEAD", "POST", "PUT", "DELETE"]) {
  test(`${method} for a status gets a 405`, async () => {
    const { response } = await call(`/v1/${STATUS}`, { method, headers: TOKEN });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), "GET");
  });
}

test("a request without ids gets new ids in each response", async () => {
  const first = (await callScenario("no-devices")).response.headers;
  const second = (await callScenario("no-devices")).response.headers;
  for (const name of ["ms-requestid", "ms-correlationid"]) {
    assert.match(first.get(name) ?? "", /^[0-9a-f-]{36}$/);
    assert.notEqual(first.get(name), second.get(name));
  }
});

const PREFLIGHT = {
  method: "OPTIONS",
  headers: { Origin: "https://portal.example", "Access-Control-Request-Method": "GET" },
};

test("a page of another origin can send requests and read responses", async () => {
  const { headers, status } = (await call(`/v1/${STATUS}`, PREFLIGHT)).response;
  assert.equal(status, 204);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  const allowed = headers.get("access-control-allow-headers")?.toLowerCase().split(", ");
  for (const name of ["authorization", "ms-requestid", "ms-correlationid", "x-locale"])
    assert.ok(allowed?.includes(name));

  for (const scenario of ["no-devices", "throttled", "mfa-required"]) {
    const { response } = await callScenario(scenario, { Origin: "https://portal.example" });
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    const exposed = response.headers.get("access-control-expose-headers")?.toLowerCase().split(", ");
    for (const name of ["retry-after", "ms-requestid", "ms-correlationid", "ms-cv", "date"]) {
      assert.ok(exposed?.includes(name), name);
    }
  }
});

test("without CORS, preflights fail and responses have no CORS headers", async () => {
  const closed = await startSimulator({ cors: false });
  try {
    const preflight = await fetch(`${closed.url}/v1/${STATUS}`, PREFLIGHT);
    const response = await fetch(`${closed.url}/v1/${STATUS}`, {
      headers: { ...TOKEN, Origin: "https://portal.example" },
    });
    assert.equal(preflight.ok, false);
    assert.equal(response.status, 200);
    for (const { headers } of [preflight, response]) {
      assert.deepEqual(
        [...headers.keys()].filter((name) => name.startsWith("access-control")),
        [],
      );
    }
  } finally {
    await closed.close();
  }
});

test("the demo settings begin with the running job and offer every scenario with a label once", () => {
  const { customerId, trackingId, scenarios: offered } = demo();
  assert.equal(trackingId, scenarioNamed("running-job").trackingId);
  assert.equal(offered[0]?.trackingId, trackingId);
  assert.deepEqual(new Set(offered.map((scenario) => scenario.customerId)), new Set([customerId]));
  const labelled = scenarios.filter(({ label }) => label !== undefined);
  assert.deepEqual(
    offered.map((scenario) => scenario.trackingId).sort(),
    labelled.map((scenario) => scenario.trackingId).sort(),
  );
  assert.equal(new Set(offered.map((scenario) => scenario.name)).size, labelled.length);
});
