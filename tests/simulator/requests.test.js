/**
 * Requests that no browser sends, to `npm start` as it runs: each gets a refusal with the headers of the service, and the server goes on.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { securityHeaders } from "../../tools/site.js";
import { assertServiceHeaders, rawExchange, rawRequest, readResponse } from "./raw-request.js";
import { startProcess } from "./start-process.js";

/** @typedef {Awaited<ReturnType<typeof startProcess>>} Process */

const PATH = `/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${scenarioNamed("no-devices").trackingId}`;
/** The longest token that the package accepts. */
const LONGEST_TOKEN = "a".repeat(16 * 1024);

/** `npm start`, and `npm start -- --upstream` with a simulator as the real service. @type {Record<string, Process>} */
const processes = {};
/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let service;
before(async () => {
  service = await startSimulator();
  processes.simulator = await startProcess();
  processes.gateway = await startProcess(["--upstream", service.url]);
});
after(() => Promise.all([...Object.values(processes).map(({ stop }) => stop()), service.close()]));

/** The first bytes of a TLS connection: a browser that was sent to https:. */
const CLIENT_HELLO = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";

/**
 * Requests that are refused; HOST stands for a correct Host header.
 *
 * @type {[string, number, string][]}
 */
const REFUSED = [
  ["no HTTP", 400, "220 smtp.example ESMTP\r\n\r\n"],
  ["a TLS handshake", 400, CLIENT_HELLO],
  ["a NUL", 400, "\0"],
  ["HTTP/2", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["HTTP/0.9", 400, "GET /\r\n\r\n"],
  ["an unknown version", 400, "GET / HTTP/9.9\r\nHOST\r\n\r\n"],
  ["an unknown method", 400, "LIST / HTTP/1.1\r\nHOST\r\n\r\n"],
  ["a space in the path", 400, "GET /a b HTTP/1.1\r\nHOST\r\n\r\n"],
  ["no Host", 400, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
  ["no Host in HTTP/1.0", 400, "GET / HTTP/1.0\r\n\r\n"],
  ["two Hosts", 400, "GET / HTTP/1.1\r\nHOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n"],
  ["two equal Hosts", 400, "GET / HTTP/1.1\r\nHOST\r\nHOST\r\nConnection: close\r\n\r\n"],
  ["an empty Host", 421, "GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n"],
  ["a foreign Host", 421, "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"],
  [
    "a foreign Host for the settings",
    421,
    "GET /settings.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
  ],
  ["a foreign Host for the service", 421, `GET ${PATH} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`],
  [
    "a foreign Host that ends like localhost",
    421,
    "GET / HTTP/1.1\r\nHost: evil.localhost\r\nConnection: close\r\n\r\n",
  ],
  ["a foreign Host in HTTP/1.0", 421, "GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n"],
  [
    "an upload for a foreign Host",
    421,
    "POST /v1/ HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
  ],
  ["an absolute target", 400, "GET http://evil.example/ HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n"],
  ["an absolute target here", 400, `GET http://localhost${PATH} HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n`],
  ["OPTIONS *", 400, "OPTIONS * HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n"],
  ["CONNECT", 405, "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n"],
  ["CONNECT with bytes for the other side", 405, `CONNECT evil.example:443 HTTP/1.1\r\nHOST\r\n\r\n${CLIENT_HELLO}`],
  ["an unknown expectation", 417, "GET / HTTP/1.1\r\nHOST\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n"],
  [
    "a length and chunks",
    400,
    "POST /v1/ HTTP/1.1\r\nHOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ],
  ["two lengths", 400, "POST /v1/ HTTP/1.1\r\nHOST\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\naaaaa"],
  ["a negative length", 400, "POST /v1/ HTTP/1.1\r\nHOST\r\nContent-Length: -1\r\n\r\n"],
  ["an endless length", 400, `POST /v1/ HTTP/1.1\r\nHOST\r\nContent-Length: ${"9".repeat(30)}\r\n\r\n`],
  [
    "another transfer coding after chunked",
    400,
    "POST /v1/ HTTP/1.1\r\nHOST\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
  ],
  ["a space before the colon", 400, "GET / HTTP/1.1\r\nHOST\r\nX : y\r\n\r\n"],
  ["a line of a header that goes on", 400, "GET / HTTP/1.1\r\nHOST\r\nX\r\n folded\r\n\r\n"],
  ["a carriage return in a header", 400, "GET / HTTP/1.1\r\nHOST\r\nX: a\rb\r\n\r\n"],
  ["too large a header", 431, `GET / HTTP/1.1\r\nHOST\r\nX: ${"x".repeat(40_000)}\r\n\r\n`],
  ["too large a path", 431, `GET /${"x".repeat(40_000)} HTTP/1.1\r\nHOST\r\n\r\n`],
  ["too many headers", 431, `GET / HTTP/1.1\r\nHOST\r\n${"X: y\r\n".repeat(20_000)}\r\n`],
  ["a header without an end", 431, `GET / HTTP/1.1\r\nHOST\r\nX: ${"x".repeat(500_000)}`],
];

for (const mode of ["simulator", "gateway"]) {
  /** @returns {Process} */
  const running = () => {
    const found = processes[mode];
    assert.ok(found);
    return found;
  };

  async function assertAlive() {
    assert.ok(running().isRunning());
    assert.equal((await rawRequest(running().port, "/")).status, 200);
  }

  for (const [name, status, bytes] of REFUSED) {
    test(`${mode}: ${name} is refused with ${status}`, async () => {
      const { port } = running();
      const exchange = await rawExchange(port, bytes.replaceAll("HOST", `Host: localhost:${port}`));
      const response = readResponse(exchange);
      assert.equal(response.status, status, exchange);
      assertServiceHeaders(response.headers, exchange);
      assert.equal(response.headers["content-type"], "application/json");
      assert.equal(JSON.parse(response.body).code, status);
      assert.equal(exchange.split("HTTP/1.1 ").length, 2, "one response");
      await assertAlive();
    });
  }

  test(`${mode}: an offer to upgrade is ignored`, async () => {
    const { port } = running();
    for (const protocol of ["websocket", "h2c", "TLS/1.0"]) {
      const head = `Host: localhost:${port}\r\nConnection: close, Upgrade\r\nUpgrade: ${protocol}\r\n`;
      const { status } = readResponse(await rawExchange(port, `GET / HTTP/1.1\r\n${head}\r\n`));
      assert.equal(status, 200);
    }
    await assertAlive();
  });

  test(`${mode}: a request that is malformed after a good one gets no second response in the first`, async () => {
    const { port } = running();
    const good = `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;
    const exchange = await rawExchange(port, `${good}GARBAGE\r\n\r\n`);
    assert.ok(!exchange.includes("LocalGateway") || exchange.endsWith('"source":"LocalGateway"}'));
    await assertAlive();
  });

  test(`${mode}: the longest token passes, with other long headers`, async () => {
    const { port } = running();
    const headers = {
      Host: `localhost:${port}`,
      Authorization: `Bearer ${LONGEST_TOKEN}`,
      "MS-RequestId": DEMO_CUSTOMER_ID,
      Cookie: "c".repeat(8000),
      "User-Agent": "u".repeat(500),
    };
    assert.equal((await rawRequest(port, PATH, { headers })).status, 200);
  });

  for (const path of [
    "/",
    "/settings.json",
    "/missing.js",
    "/index.html/x",
    "/%",
    "/..%2f..%2fetc/passwd",
    "/v2/customers",
  ]) {
    for (const method of ["GET", "HEAD", "OPTIONS", "POST", "TRACE", "PROPFIND"]) {
      test(`${mode}: ${method} ${path} has the headers of the page`, async () => {
        const { status, headers } = await rawRequest(running().port, path, { method });
        assert.ok([200, 404, 405].includes(status), `status ${status}`);
        for (const [name, value] of Object.entries(securityHeaders))
          assert.equal(headers[name.toLowerCase()], value, name);
      });
    }
  }

  for (const path of [PATH, "/v1/", "/v1/customers", `${PATH}/x`, "/v1/..%2f", "/v1/%", "/v1/../index.html"]) {
    for (const method of ["GET", "HEAD", "OPTIONS", "POST", "TRACE", "PROPFIND"]) {
      test(`${mode}: ${method} ${path} has the headers of the service`, async () => {
        const { port } = running();
        const headers = { Authorization: "Bearer demo", Host: `localhost:${port}` };
        assertServiceHeaders((await rawRequest(port, path, { method, headers })).headers);
      });
    }
  }
}

test("simulator: an upload that asks to continue is told to, and answered", async () => {
  const { port } = processes.simulator ?? assert.fail();
  const path = `/v1/customers/${DEMO_CUSTOMER_ID}/deviceBatches`;
  const body = '{"devices":[]}';
  const head = `Host: localhost:${port}\r\nAuthorization: Bearer a\r\nExpect: 100-continue\r\nConnection: close\r\n`;
  const exchange = await rawExchange(
    port,
    `POST ${path} HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  assert.match(exchange, /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 202 Accepted\r\n/);
});

test("the strict parser stays, even if the environment asks for the other one", async () => {
  const { port, stop } = await startProcess([], { NODE_OPTIONS: "--insecure-http-parser" });
  try {
    const head = `POST /v1/ HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n`;
    const exchange = await rawExchange(port, `${head}Connection: close\r\n\r\n0\r\n\r\n`);
    assert.equal(readResponse(exchange).status, 400);
  } finally {
    await stop();
  }
});
