import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:https";
import { createServer as createTcpServer } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createGateway } from "../../tools/gateway.js";
import { listen } from "../../tools/listen.js";
import { readOptions } from "../../tools/options.js";
import { serviceHeaders } from "../../tools/refuse.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { holdRefusingPort } from "../faults/refusing-port.js";
import { assertServiceHeaders, rawRequest } from "./raw-request.js";

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
  for (const name of Object.keys(serviceHeaders)) delete others[name.toLowerCase()];
  assert.deepEqual(others, {
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
  ["a host with a path", 421, { headers: { Host: "localhost:PORT/evil.example" } }],
  ["a host with a user name", 421, { headers: { Host: "evil.example@localhost:PORT" } }],
  ["a host in another notation", 421, { headers: { Host: "2130706433:PORT" } }],
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
    assertServiceHeaders(response.headers);
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

/**
 * Starts an upstream that sends exactly these bytes for each request, and a gateway to it, and calls through both.
 *
 * @param {(string | { wait: number })[]} parts
 * @param {{ timeoutMs?: number, end?: boolean }} [options] whether the upstream closes the connection after its last part
 */
async function callThrough(parts, { timeoutMs = 5000, end = true } = {}) {
  const bare = createTcpServer(async (socket) => {
    socket.on("error", () => {});
    await once(socket, "data");
    for (const part of parts) {
      if (typeof part === "string") socket.write(part, "latin1");
      else await wait(part.wait);
    }
    if (end) socket.end();
  }).listen(0, "127.0.0.1");
  await once(bare, "listening");
  const { port } = /** @type {AddressInfo} */ (bare.address());
  const { handle } = createGateway(new URL(`http://127.0.0.1:${port}`), { timeoutMs });
  const server = await listen(handle, 0, "127.0.0.1");
  try {
    const started = performance.now();
    const headers = { Authorization: TOKEN, Host: `localhost:${server.port}` };
    const response = await rawRequest(server.port, PATH, { headers });
    return { ...response, milliseconds: performance.now() - started };
  } finally {
    await server.close();
    bare.close();
  }
}

const HTML = "<!doctype html><script>alert(origin)</script>";

/** @param {string} head @param {string} body */
function withLength(head, body) {
  return `HTTP/1.1 ${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** Responses that are not JSON, and what the gateway says of each. @type {[string, string, string][]} */
const NOT_JSON = [
  ["200 OK\r\nContent-Type: text/html", HTML, '200 with "text/html"'],
  ["503 Unavailable\r\nContent-Type: text/html; charset=us-ascii", HTML, '503 with "text/html; charset=us-ascii"'],
  ["404 Not Found\r\ncontent-type: TEXT/HTML", HTML, '404 with "TEXT/HTML"'],
  ["302 Found\r\nLocation: https://x.example/\r\nContent-Type: text/html", HTML, '302 with "text/html"'],
  ["200 OK\r\nContent-Type: application/xhtml+xml", HTML, '"application/xhtml+xml"'],
  ["200 OK\r\nContent-Type: image/svg+xml", HTML, '"image/svg+xml"'],
  ["200 OK\r\nContent-Type: text/xml", HTML, '"text/xml"'],
  ["200 OK\r\nContent-Type: text/plain", HTML, '"text/plain"'],
  ["200 OK\r\nContent-Type: text/javascript", "alert(1)", '"text/javascript"'],
  ["200 OK\r\nContent-Type: text/css", "{}", '"text/css"'],
  ["200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=a", HTML, '"multipart/x-mixed-replace; boundary=a"'],
  ["200 OK\r\nContent-Type: application/json, text/html", HTML, '"application/json, text/html"'],
  ["200 OK\r\nContent-Type: application/json; a=b, text/html", HTML, '"application/json; a=b, text/html"'],
  ['200 OK\r\nContent-Type: application/json; a="b, text/html"', HTML, "instead of JSON"],
  ["200 OK\r\nContent-Type: text/html; a=application/json", HTML, '"text/html; a=application/json"'],
  ["200 OK\r\nContent-Type: application/jsonp", HTML, '"application/jsonp"'],
  ["200 OK\r\nContent-Type: application/json-seq", HTML, '"application/json-seq"'],
  ["200 OK\r\nContent-Type: */*", HTML, '"*/*"'],
  ["200 OK\r\nContent-Type: ", HTML, '200 with ""'],
  ["200 OK\r\nContent-Type: text/\xfe\x80html", HTML, '"text/??html"'],
  ["200 OK\r\nContent-Type: text/html\r\nContent-Type: application/json", HTML, '"text/html"'],
  ["200 OK\r\nContent-Type: text/html", "", '200 with "text/html"'],
  ["200 OK", HTML, "200 with something without a type"],
  ["200 OK", `\xef\xbb\xbf${HTML}`, "200 with something without a type"],
  ["200 OK\r\nContent-Encoding: gzip", "\x1f\x8b", "200 with something without a type"],
  [`200 OK\r\nContent-Type: ${" a".repeat(5000)}`, HTML, "instead of JSON"],
];

for (const [head, body, description] of NOT_JSON) {
  test(`a response that is not JSON becomes a 502: ${JSON.stringify(head.slice(0, 80))}`, async () => {
    const response = await callThrough([withLength(head, body)]);
    assert.equal(response.status, 502);
    const error = JSON.parse(response.body);
    assert.equal(error.code, 502);
    assert.ok(error.description.includes(description), error.description);
    assert.ok(error.description.length < 250);
    assert.equal(response.headers["content-type"], "application/json");
    assert.equal(response.headers["content-encoding"], undefined);
    assertServiceHeaders(response.headers);
    assert.ok(!response.body.includes("<script"));
  });
}

/** Types that are JSON. @type {(string | undefined)[]} */
const JSON_TYPES = [
  "application/json",
  "application/json; charset=utf-8",
  "application/json;charset=UTF-8",
  'application/json; charset="utf-8"',
  "Application/JSON",
  "application/problem+json",
  "application/vnd.microsoft.partner+json; odata.metadata=minimal",
  "text/json",
  "application/json;",
  "application/json; charset=utf-8 ; ;",
  undefined,
];

for (const type of JSON_TYPES) {
  test(`a response with ${type ?? "JSON and no type"} is forwarded`, async () => {
    const body = '\xef\xbb\xbf{"status":"finished"}';
    const head = type === undefined ? "200 OK" : `200 OK\r\nContent-Type: ${type}`;
    const response = await callThrough([withLength(head, body)]);
    assert.deepEqual([response.status, response.headers["content-type"]], [200, type]);
    assert.equal(response.headers["content-length"], String(body.length));
    assert.equal(response.body, '{"status":"finished"}'); // read as UTF-8, without the byte order mark
    assertServiceHeaders(response.headers);
  });
}

/** How a body without a type can be divided. @type {[string, string[]][]} */
const UNTYPED_PARTS = [
  ["a byte order mark alone", ["\xef\xbb\xbf", '{"a":1}']],
  ["a part of a byte order mark", ["\xef", "\xbb", '\xbf{"a":1}']],
  ["white space", [" ", "\r\n", '\t{"a":1}']],
  ["white space in 20 parts", [...Array(20).fill(" "), '{"a":1}']],
];

for (const [what, parts] of UNTYPED_PARTS) {
  test(`JSON without a type is forwarded when ${what} comes first`, async () => {
    const text = parts.join("");
    const pieces = [...parts.flatMap((part) => [{ wait: 30 }, part])];
    const response = await callThrough([`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n`, ...pieces]);
    assert.deepEqual([response.status, response.headers["content-length"]], [200, String(text.length)], response.body);
    assert.deepEqual(JSON.parse(response.body), { a: 1 });
  });
}

for (const body of [" \n", "\xef\xbb\xbf", "\xef\xbb{}"]) {
  test(`${JSON.stringify(body)} without a type becomes a 502`, async () => {
    assert.equal((await callThrough([withLength("200 OK", body)])).status, 502);
  });
}

test("JSON without a type is not waited for through endless white space", async () => {
  const { status } = await callThrough(["HTTP/1.1 200 OK\r\n\r\n", " ".repeat(2000), { wait: 100 }, "{}"]);
  assert.equal(status, 502);
});

for (const reason of ["O\x01K", "\x7f", ""]) {
  test(`a response with the reason ${JSON.stringify(reason)} is forwarded`, async () => {
    const response = await callThrough([withLength(`200 ${reason}\r\nContent-Type: application/json`, "{}")]);
    assert.deepEqual([response.status, response.body], [200, "{}"]);
  });
}

test("the service can't replace the gateway's own headers", async () => {
  const head =
    "200 OK\r\nContent-Type: application/json\r\nContent-Security-Policy: default-src *\r\nX-Content-Type-Options: none\r\n" +
    "Cross-Origin-Resource-Policy: cross-origin\r\nCache-Control: public\r\nReferrer-Policy: unsafe-url";
  assertServiceHeaders((await callThrough([withLength(head, "{}")])).headers);
});

test("the wait that the service asks for comes with the 502", async () => {
  const head = "503 Unavailable\r\nContent-Type: text/html\r\nRetry-After: 7\r\nWWW-Authenticate: Basic";
  const { headers } = await callThrough([withLength(head, HTML)]);
  assert.deepEqual([headers["retry-after"], headers["www-authenticate"]], ["7", undefined]);
});

const UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

/** What an upstream can send that is no response. @type {[string, string[], RegExp][]} */
const NO_RESPONSE = [
  ["a 101", [`HTTP/1.1 101 Switching Protocols\r\n${UPGRADE}`], /answered 101/],
  ["a 101 without Upgrade", ["HTTP/1.1 101 Switching Protocols\r\n\r\n"], /answered 101|could not be reached/],
  ["a 101 after a 100", [`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 Switching\r\n${UPGRADE}`], /answered 101/],
  ["a 100 and nothing more", ["HTTP/1.1 100 Continue\r\n\r\n"], /could not be reached/],
  ["a 103 and nothing more", ["HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"], /could not be reached/],
  [
    "the status 099",
    [withLength("099 Low\r\nContent-Type: application/json", "{}")],
    /answered 99|could not be reached/,
  ],
  ["the status 600", [withLength("600 High\r\nContent-Type: application/json", "{}")], /answered 600/],
  ["the status 999", [withLength("999 Denied\r\nContent-Type: application/json", "{}")], /answered 999/],
  ["no bytes", [""], /could not be reached \(ECONNRESET\)/],
  ["half of the headers", ["HTTP/1.1 200 OK\r\nContent-Type: appl"], /could not be reached/],
  ["no HTTP", ["220 smtp.example ESMTP\r\n"], /could not be reached \(HPE_/],
  ["HTTP/0.9", [HTML], /could not be reached \(HPE_/],
  [
    "two lengths",
    ["HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} "],
    /could not be reached \(HPE_/,
  ],
  [
    "a length and chunks",
    ["HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"],
    /could not be reached \(HPE_/,
  ],
  ["a NUL in a header", [withLength("200 OK\r\nMS-CV: a\0b", "{}")], /could not be reached/],
  ["endless headers", [`HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}`], /could not be reached \(HPE_HEADER_OVERFLOW\)/],
];

for (const [name, bytes, description] of NO_RESPONSE) {
  test(`an upstream that sends ${name} gives a 502`, async () => {
    const { status, headers, body } = await callThrough(bytes);
    assert.equal(status, 502, body);
    assert.match(JSON.parse(body).description, description);
    assertServiceHeaders(headers);
  });
}

test("a response that offers an upgrade is forwarded, or ends in a 502", async () => {
  const { status } = await callThrough([`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${UPGRADE}{}`]);
  assert.ok([200, 502].includes(status));
});

test("a 101 on a connection that stays open gives a 502 at once", async () => {
  const { status, milliseconds } = await callThrough([`HTTP/1.1 101 Switching\r\n${UPGRADE}`], { end: false });
  assert.equal(status, 502);
  assert.ok(milliseconds < 2000);
});

test("interim responses are skipped", async () => {
  const early = "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n";
  const { status, headers } = await callThrough([early, early, withLength("200 OK", "{}")]);
  assert.deepEqual([status, headers.link], [200, undefined]);
});

/** What an upstream can do to make a caller wait. @type {[string, (string | { wait: number })[]][]} */
const SLOW = [
  ["sends nothing", []],
  ["sends half of the headers", ["HTTP/1.1 200 OK\r\n"]],
  [
    "sends one interim response after another",
    Array.from({ length: 40 }, () => ["HTTP/1.1 102 Processing\r\n\r\n", { wait: 50 }]).flat(),
  ],
  [
    "sends one header after another",
    ["HTTP/1.1 200 OK\r\n", ...Array.from({ length: 40 }, () => ["A: b\r\n", { wait: 50 }]).flat()],
  ],
];

for (const [name, parts] of SLOW) {
  test(`an upstream that ${name} gives a 504 in time`, async () => {
    const { status, headers, body, milliseconds } = await callThrough(parts, { timeoutMs: 400, end: false });
    assert.equal(status, 504, body);
    assert.match(JSON.parse(body).description, /did not respond within 0.4 s/);
    assertServiceHeaders(headers);
    assert.ok(milliseconds < 1500);
  });
}

test("a body without a type that never begins gives a 502 in time", async () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
  assert.equal((await callThrough([head], { timeoutMs: 400, end: false })).status, 502);
});

test("a body that stops is cut off in time", async () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
  const { body } = await callThrough([head], { timeoutMs: 400, end: false });
  assert.equal(body, "cut off: ECONNRESET");
});

test("an upstream at an IPv6 address is reached", async (context) => {
  const ipv6 = await listen(respondAsUpstream, 0, "::1").catch(() => undefined);
  if (!ipv6) return context.diagnostic("this machine has no IPv6");
  const { upstream: address } = readOptions(["--upstream", `http://[::1]:${ipv6.port}`]);
  const otherGateway = await startGateway(String(address));
  try {
    const headers = { Host: `localhost:${otherGateway.port}` };
    assert.equal((await rawRequest(otherGateway.port, PATH, { headers })).status, 200);
    assert.equal(received[0]?.headers.host, `[::1]:${ipv6.port}`);
  } finally {
    await Promise.all([otherGateway.close(), ipv6.close()]);
  }
});

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
