import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:https";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createGateway } from "../../tools/gateway.js";
import { listen } from "../../tools/listen.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { holdRefusingPort } from "../faults/refusing-port.js";
import { rawRequest } from "./raw-request.js";

/** @import { AddressInfo } from "node:net" */
/** @import { IncomingMessage, ServerResponse } from "node:http" */

const TOKEN = "Bearer canary.token";
const PATH = `/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${scenarioNamed("documented-sample").trackingId}`;

/** The requests that reached the upstream. @type {IncomingMessage[]} */
let received = [];

/** @param {IncomingMessage} request @param {ServerResponse} response */
function respondAsUpstream(request, response) {
  received.push(request);
  response.writeHead(200, "Fine so far", {
    "Content-Type": "application/json",
    "Content-Length": "2",
    "MS-CV": "abc+/.0",
    "Retry-After": "7",
    "Set-Cookie": "session=1",
    "Access-Control-Allow-Origin": "*",
    "Strict-Transport-Security": "max-age=1",
    Location: "https://elsewhere.example/",
    Refresh: "0",
  });
  response.end("{}");
}

/** Starts a server with a gateway to this upstream, and with the text "page" as its page. @param {string} upstream */
function startGateway(upstream) {
  const gateway = createGateway(new URL(upstream));
  return listen(
    async (request, response) => (await gateway.handle(request, response)) || response.end("page"),
    0,
    "127.0.0.1",
  );
}

/** @type {Awaited<ReturnType<typeof listen>>} */
let upstream;
/** @type {Awaited<ReturnType<typeof listen>>} */
let gateway;
before(async () => {
  upstream = await listen(respondAsUpstream, 0, "127.0.0.1");
  gateway = await startGateway(`http://127.0.0.1:${upstream.port}`);
});
beforeEach(() => {
  received = [];
});
after(() => Promise.all([gateway.close(), upstream.close()]));

/** The headers of a request of the page, with some that must not be forwarded. */
function pageHeaders() {
  return {
    Host: `localhost:${gateway.port}`,
    Authorization: TOKEN,
    Accept: "application/json",
    "MS-RequestId": DEMO_CUSTOMER_ID,
    "MS-CorrelationId": DEMO_CUSTOMER_ID,
    "X-Locale": "en-US",
    Cookie: "session=of-another-program",
    Referer: "http://localhost/",
    "Sec-Fetch-Site": "same-origin",
    "X-Forwarded-For": "10.0.0.1",
    "X-Anything": "else",
  };
}

test("the page's request is forwarded with the headers that the service knows, and no others", async () => {
  await rawRequest(gateway.port, PATH, { headers: pageHeaders() });
  assert.equal(received.length, 1);
  assert.equal(received[0]?.method, "GET");
  assert.equal(received[0]?.url, PATH);
  assert.deepEqual(received[0]?.headers, {
    accept: "application/json",
    authorization: TOKEN,
    connection: "close",
    host: `127.0.0.1:${upstream.port}`,
    "ms-correlationid": DEMO_CUSTOMER_ID,
    "ms-requestid": DEMO_CUSTOMER_ID,
    "x-locale": "en-US",
  });
});

test("the response comes back with the headers that the page can use, and no others", async () => {
  const { status, reason, headers, body } = await rawRequest(gateway.port, PATH, { headers: pageHeaders() });
  const { date, connection, ...others } = headers;
  assert.deepEqual([status, reason, body], [200, "Fine so far", "{}"]);
  assert.deepEqual(others, {
    "cache-control": "no-store",
    "content-length": "2",
    "content-type": "application/json",
    "ms-cv": "abc+/.0",
    "retry-after": "7",
  });
});

/** @type {[string, number, { path?: string, method?: string, headers?: Record<string, string> }][]} */
const REFUSED = [
  ["another resource", 404, { path: `/v1/customers/${DEMO_CUSTOMER_ID}/subscriptions` }],
  ["an id that is not a GUID", 404, { path: `/v1/customers/contoso/batchJobStatus/${DEMO_CUSTOMER_ID}` }],
  ["a path below the route", 404, { path: `${PATH}/devices` }],
  ["a path with ..", 404, { path: `/v1/customers/../batchJobStatus/${DEMO_CUSTOMER_ID}` }],
  ["an escaped path", 404, { path: PATH.replace("/v1/customers/", "/v1/customers/%2e%2e/") }],
  ["a double slash", 404, { path: PATH.replace("/v1/", "/v1//") }],
  ["a query", 404, { path: `${PATH}?to=https://elsewhere.example` }],
  ["a line break", 404, { path: `${PATH}%0d%0aX-Added:1` }],
  ["POST", 405, { method: "POST" }],
  ["HEAD", 405, { method: "HEAD" }],
  ["DELETE", 405, { method: "DELETE" }],
  ["a preflight", 405, { method: "OPTIONS", headers: { Origin: "https://portal.example" } }],
  ["a foreign host", 421, { headers: { Host: "evil.example" } }],
  ["a foreign host with the port", 421, { headers: { Host: "evil.example:PORT" } }],
  ["a host that begins with localhost", 421, { headers: { Host: "localhost.evil.example:PORT" } }],
  ["another port", 421, { headers: { Host: "localhost:1" } }],
  ["the page for a foreign host", 421, { path: "/", headers: { Host: "evil.example" } }],
  ["a foreign origin", 403, { headers: { Origin: "https://evil.example" } }],
  ["an origin on another port", 403, { headers: { Origin: "http://localhost:1" } }],
  ["an opaque origin (null)", 403, { headers: { Origin: "null" } }],
  ["a cross-site request", 403, { headers: { "Sec-Fetch-Site": "cross-site" } }],
  ["a same-site request from another port", 403, { headers: { "Sec-Fetch-Site": "same-site" } }],
];

for (const [name, status, { path = PATH, method = "GET", headers = {} }] of REFUSED) {
  test(`${name} is refused with ${status}`, async () => {
    const own = Object.entries(headers).map(([key, value]) => [key, value.replace("PORT", String(gateway.port))]);
    const response = await rawRequest(gateway.port, path, {
      method,
      headers: { ...pageHeaders(), ...Object.fromEntries(own) },
    });
    assert.equal(response.status, status);
    if (method !== "HEAD") assert.equal(JSON.parse(response.body).code, status);
    assert.deepEqual(
      Object.keys(response.headers).filter((key) => key.startsWith("access-control")),
      [],
    );
    assert.equal(received.length, 0);
  });
}

for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
  test(`the page and its requests work at ${host}`, async () => {
    const headers = { ...pageHeaders(), Host: `${host}:${gateway.port}`, Origin: `http://${host}:${gateway.port}` };
    assert.equal((await rawRequest(gateway.port, PATH, { headers })).status, 200);
    assert.equal((await rawRequest(gateway.port, "/index.html", { headers })).body, "page");
  });
}

test("responses of the simulated service are the same through the gateway", async () => {
  const simulator = await startSimulator();
  const otherGateway = await startGateway(simulator.url);
  try {
    const headers = { Authorization: TOKEN, Host: `localhost:${otherGateway.port}` };
    for (const name of ["documented-sample", "ten-thousand-devices", "mfa-required", "throttled", "empty"]) {
      const path = PATH.replace(/[^/]+$/, scenarioNamed(name).trackingId);
      const direct = await rawRequest(Number(new URL(simulator.url).port), path, { headers });
      const forwarded = await rawRequest(otherGateway.port, path, { headers });
      for (const part of /** @type {const} */ (["status", "reason", "body"])) {
        assert.equal(forwarded[part], direct[part], `${name}: ${part}`);
      }
      for (const header of ["content-type", "retry-after", "www-authenticate"]) {
        assert.equal(forwarded.headers[header], direct.headers[header], `${name}: ${header}`);
      }
    }
  } finally {
    await Promise.all([otherGateway.close(), simulator.close()]);
  }
});

test("an upstream that refuses connections gives a 502 in the service's error format", async () => {
  const gone = await holdRefusingPort();
  const otherGateway = await startGateway(`http://127.0.0.1:${gone.port}`);
  try {
    const headers = { Authorization: TOKEN, Host: `localhost:${otherGateway.port}` };
    const { status, body } = await rawRequest(otherGateway.port, PATH, { headers });
    assert.equal(status, 502);
    assert.deepEqual(JSON.parse(body), {
      code: 502,
      description: `http://127.0.0.1:${gone.port} could not be reached (ECONNREFUSED).`,
      data: [],
      source: "LocalGateway",
    });
  } finally {
    await Promise.all([otherGateway.close(), gone.close()]);
  }
});

test("an aborted request is aborted upstream too, and the gateway keeps working", async () => {
  /** @type {(request: IncomingMessage) => void} */
  let reached = () => {};
  const arrival = new Promise((resolve) => {
    reached = resolve;
  });
  const silent = await listen((request) => reached(request), 0, "127.0.0.1");
  const otherGateway = await startGateway(`http://127.0.0.1:${silent.port}`);
  try {
    const page = new AbortController();
    const call = fetch(`http://127.0.0.1:${otherGateway.port}${PATH}`, { signal: page.signal });
    const request = await arrival;
    page.abort();
    await assert.rejects(call, { name: "AbortError" });
    await once(request.socket, "close");
    assert.equal(
      (await rawRequest(otherGateway.port, "/", { headers: { Host: `localhost:${otherGateway.port}` } })).body,
      "page",
    );
  } finally {
    await Promise.all([otherGateway.close(), silent.close()]);
  }
});

test("a truncated response is forwarded as truncated", async () => {
  const broken = await listen(
    (_, response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write("{", () => response.destroy());
    },
    0,
    "127.0.0.1",
  );
  const otherGateway = await startGateway(`http://127.0.0.1:${broken.port}`);
  try {
    const { body } = await rawRequest(otherGateway.port, PATH, { headers: { Host: `localhost:${otherGateway.port}` } });
    assert.equal(body, "cut off: ECONNRESET");
  } finally {
    await Promise.all([otherGateway.close(), broken.close()]);
  }
});

/** Valid for localhost for a hundred years, and used in these tests only. */
const certificate = new URL("self-signed-certificate.pem", import.meta.url);

/** Sends a request through a gateway in its own process, because certificates are configured by the environment. @param {Record<string, string>} env @param {number} port */
async function callThroughProcess(env, port) {
  const program = `
    import { createGateway } from ${JSON.stringify(new URL("../../tools/gateway.js", import.meta.url))};
    import { listen } from ${JSON.stringify(new URL("../../tools/listen.js", import.meta.url))};
    const { handle } = createGateway(new URL("https://localhost:${port}"));
    console.log((await listen(handle, 0, "127.0.0.1")).port);`;
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "-e", program], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = await once(child.stdout, "data");
    const own = Number(line);
    return await rawRequest(own, PATH, { headers: { Authorization: TOKEN, Host: `localhost:${own}` } });
  } finally {
    child.kill();
  }
}

/** @type {[string, Record<string, string>, number, number][]} */
const TLS = [
  ["an untrusted certificate is refused", {}, 502, 0],
  [
    "an untrusted certificate is refused even if the environment turns verification off",
    { NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    502,
    0,
  ],
  ["a trusted certificate is accepted", { NODE_EXTRA_CA_CERTS: fileURLToPath(certificate) }, 200, 1],
];

for (const [name, env, status, calls] of TLS) {
  test(`TLS: ${name}`, async () => {
    const [cert, key] = await Promise.all([
      readFile(certificate),
      readFile(new URL("self-signed-key.pem", import.meta.url)),
    ]);
    const server = createServer({ cert, key }, respondAsUpstream).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const { port } = /** @type {AddressInfo} */ (server.address());
      const response = await callThroughProcess(env, port);
      assert.equal(response.status, status, response.body);
      if (status === 502) assert.match(JSON.parse(response.body).description, /DEPTH_ZERO_SELF_SIGNED_CERT/);
      assert.equal(received.length, calls);
    } finally {
      server.close();
    }
  });
}
