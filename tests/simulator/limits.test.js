/** What the simulated service keeps of its callers, who may be pages of any origin, has a limit. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { rawExchange, readResponse } from "./raw-request.js";

const TOKEN = { Authorization: "Bearer demo" };
const MEBIBYTE = 1024 * 1024;

/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let simulator;
before(async () => {
  simulator = await startSimulator();
});
after(() => simulator.close());

/** @param {string | undefined} body @param {string} [query] */
async function upload(body, query = "") {
  const url = `${simulator.url}/v1/customers/${DEMO_CUSTOMER_ID}/deviceBatches${query}`;
  const response = await fetch(url, { method: "POST", headers: TOKEN, ...(body !== undefined && { body }) });
  await response.arrayBuffer();
  return response;
}

/** @param {string | null} location */
async function statusAt(location) {
  const response = await fetch(`${simulator.url}/v1${location}`, { headers: TOKEN });
  await response.arrayBuffer();
  return response.status;
}

function heapMebibytes() {
  return process.memoryUsage().heapUsed / MEBIBYTE;
}

test("an upload of 4 MiB is accepted, a larger one is refused with 413", async () => {
  const json = '{"devices":[{"serialNumber":"A"}]}';
  assert.equal((await upload(json.padEnd(4 * MEBIBYTE))).status, 202);
  assert.equal((await upload(json.padEnd(4 * MEBIBYTE + 1))).status, 413);
  assert.equal((await upload(json.padEnd(40 * MEBIBYTE))).status, 413);
});

test("an upload in tiny chunks is limited too", async () => {
  const port = Number(new URL(simulator.url).port);
  const head = `POST /v1/customers/${DEMO_CUSTOMER_ID}/deviceBatches HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer a`;
  const chunks = `${"1\r\n \r\n".repeat(100_000)}0\r\n\r\n`;
  const before = heapMebibytes();
  const exchange = await rawExchange(
    port,
    `${head}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
  );
  assert.equal(readResponse(exchange).status, 400);
  // With the garbage of reading: 10 to 21 MiB were seen.
  assert.ok(heapMebibytes() - before < 32);
});

test("more devices than a generated upload may have are refused in a body too", async () => {
  assert.equal((await upload(`{"devices":[${"{},".repeat(100_000)}{}]}`)).status, 400);
  assert.equal((await upload(`{"devices":[${"[".repeat(1_000_000)}`)).status, 400);
});

test("many jobs: the oldest make room, the newest stay", async () => {
  const oldest = (await upload(undefined, "?devices=1")).headers.get("location");
  let newest = oldest;
  for (let count = 0; count < 1000; count++) newest = (await upload(undefined, "?devices=1")).headers.get("location");
  assert.deepEqual([await statusAt(oldest), await statusAt(newest)], [404, 200]);
});

test("large jobs: the memory for all of them is limited", async () => {
  const serialNumber = "x".repeat(3 * MEBIBYTE);
  const before = heapMebibytes();
  let location = null;
  for (let count = 0; count < 60; count++) {
    location = (await upload(JSON.stringify({ devices: [{ serialNumber }] }))).headers.get("location");
  }
  assert.equal(await statusAt(location), 200);
  for (let count = 0; count < 10; count++)
    location = (await upload(undefined, "?devices=100000")).headers.get("location");
  assert.equal(await statusAt(location), 200);
  globalThis.gc?.();
  assert.ok(heapMebibytes() - before < 400, `${heapMebibytes() - before} MiB more`);
});

test("jobs of scenarios count too: a caller can ask for them for any customer", async () => {
  const path = (/** @type {number} */ number) => {
    const customerId = DEMO_CUSTOMER_ID.replace(/.{6}$/, String(number).padStart(6, "0"));
    return `/customers/${customerId}/batchJobStatus/${scenarioNamed("running-job").trackingId}`;
  };
  const { location } = simulator.upload(DEMO_CUSTOMER_ID, { devices: 1 });
  for (let number = 0; number < 1000; number++) await statusAt(path(number));
  assert.equal(await statusAt(location), 404);
});

test("answers that nobody reads are limited, small ones are sent all the same, and a place is free again when a client leaves", async () => {
  const large = (await upload(undefined, "?devices=100000&seconds=0")).headers.get("location");
  const small = (await upload(undefined, "?devices=25")).headers.get("location");
  const { port } = new URL(simulator.url);
  const before = process.memoryUsage().rss;
  const sockets = [];
  for (let count = 0; count < 20; count++) {
    const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
    sockets.push(socket);
    socket.write(`GET /v1${large} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer a\r\n\r\n`);
    await once(socket, "readable");
  }
  assert.ok(process.memoryUsage().rss - before < 300 * MEBIBYTE);
  const refused = await fetch(`${simulator.url}/v1${large}`, { headers: TOKEN });
  assert.deepEqual([refused.status, refused.headers.get("retry-after")], [503, "1"]);
  assert.equal((await refused.json()).description, "Too many answers at once.");
  assert.equal(await statusAt(small), 200);
  for (const socket of sockets) socket.destroy();
  await Promise.all(sockets.map((socket) => once(socket, "close")));
  let status = 503;
  for (let attempt = 0; attempt < 50 && status === 503; attempt++) status = await statusAt(large);
  assert.equal(status, 200);
});

test("uploads that are read at once are limited, and a place is free again when a client leaves", async () => {
  const { port } = new URL(simulator.url);
  const head = `POST /v1/customers/${DEMO_CUSTOMER_ID}/deviceBatches HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer a`;
  const sockets = [];
  for (let count = 0; count < 16; count++) {
    const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
    sockets.push(socket);
    socket.write(`${head}\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n`);
    await once(socket, "data");
  }
  const refused = await upload("{}");
  assert.deepEqual([refused.status, refused.headers.get("retry-after")], [503, "1"]);
  for (const socket of sockets) socket.destroy();
  await Promise.all(sockets.map((socket) => once(socket, "close")));
  let status = 503;
  for (let attempt = 0; attempt < 50 && status === 503; attempt++) status = (await upload('{"devices":[]}')).status;
  assert.equal(status, 202);
});
