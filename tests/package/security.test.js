/** The token appears in one header and nowhere else, and a hostile response does no harm. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, describe, it } from "node:test";
import { securityHeaders } from "../../tools/site.js";
import { launchChromium } from "../engines/chromium.js";
import { inPage } from "./runtimes.js";
import { neverRespond, startServer } from "./server.js";

/**
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
 * @import { Attempt } from "./security-in-page.js"
 * @import { Base, Responder } from "./server.js"
 * @typedef {import("./runtimes.js").Run<typeof import("./security-in-page.js")>} Run
 */

const MODULE = "tests/package/security-in-page.js";
const TIMEOUT = { timeout: 60_000 };

/** Real tokens have about 2,000 characters. A gateway's own tokens can be as short as a word. */
/** Its first letter stands nowhere else, so that no part of it goes on by chance where another part is put behind it. */
const LONG_TOKEN = `eyJ0zXAi.${randomBytes(1500).toString("base64url").replaceAll("e", "f")}.${randomBytes(30).toString("base64url").replaceAll("e", "f")}`;
/** Tokens that are no JWT can have these signs too. */
const OPAQUE_TOKEN = `EwB4+${randomBytes(300).toString("base64").replaceAll("E", "F")}/`;
const SHORT_TOKEN = `canary-${randomBytes(16).toString("hex")}`;
/** Shorter parts of the token could be in a text by chance. */
const PART_LENGTH = 16;

/** A text in response bodies, which no message, hint, stack or JSON of an error may contain. */
const SECRET = `secret-${randomBytes(8).toString("hex")}`;

const service = await startServer();
const otherOrigin = await startServer();
const browser = await launchChromium();
const page = await browser.newPage();
/** @type {string[]} */
const messages = [];
/** @type {string[]} */
const origins = [];
page.on("console", (message) => {
  // The browser logs such a line, with the reason phrase, for every error response.
  if (!message.text().startsWith("Failed to load resource: ")) messages.push(message.text());
});
page.on("pageerror", (error) => messages.push(String(error.stack)));
page.on("request", (request) => origins.push(new URL(request.url()).origin));
// The policy that a page with tokens should have.
await page.goto(service.page(securityHeaders));
/** @type {Run} */
const run = inPage(page, MODULE);
after(async () => {
  await browser.close();
  await Promise.all([service.close(), otherOrigin.close()]);
});

/** @param {number} status @param {unknown} body @param {Record<string, string>} [headers] @returns {SimulatedResponse} */
const json = (status, body, headers = {}) => ({ status, headers, body: JSON.stringify(body) });
/** @param {number} status @returns {SimulatedResponse} */
const html = (status) => ({ status, headers: { "Content-Type": "text/html" }, body: `<html>${SECRET}</html>` });
/** @param {string} body @returns {SimulatedResponse} */
const text = (body) => ({ status: 200, body });
/** Responds with a text that contains the token. @param {(token: string) => SimulatedResponse} respond @returns {Responder} */
const echo =
  (respond) =>
  ({ request }) =>
    respond(String(request.headers.authorization).replace("Bearer ", ""));

/**
 * Every way in which a call can end. None of these responses contains the token.
 *
 * @type {Record<string, { responder?: SimulatedResponse | Responder, outcome: string, with?: Partial<Attempt>, inDescription?: boolean }>}
 */
const OUTCOMES = {
  "a success": { outcome: "ok" },
  "a success for a token provider": { outcome: "ok", with: { kind: "provider" } },
  "a watch of a finished batch": { outcome: "ok", with: { waits: true } },
  "a 400 with unknown fields": {
    responder: json(400, { code: 2000, data: [SECRET], secret: SECRET }),
    outcome: "http",
  },
  "a 403 with the service's description": {
    responder: json(403, { code: 1, description: SECRET, source: SECRET }),
    outcome: "forbidden",
    inDescription: true,
  },
  "a 401": { responder: { status: 401 }, outcome: "unauthorized" },
  "a 401 for a token provider": { responder: { status: 401 }, outcome: "unauthorized", with: { kind: "provider" } },
  "a 403 in HTML": { responder: html(403), outcome: "forbidden" },
  "a 404 in plain text": { responder: { status: 404, body: SECRET }, outcome: "not-found" },
  "a 429": { responder: json(429, { statusCode: 429, secret: SECRET }), outcome: "throttled" },
  "a 500 in HTML": { responder: html(500), outcome: "service" },
  "a 503, retried": {
    responder: { ...html(503), headers: { "Retry-After": "0" } },
    outcome: "service",
    with: { options: { maxRetries: 2 } },
  },
  "a page of HTML": { responder: html(200), outcome: "not-json" },
  "plain text": { responder: text(SECRET), outcome: "not-json" },
  "an empty body": { responder: text(""), outcome: "empty-response" },
  "broken JSON": { responder: text(`{"status":"finished","x":${SECRET}}`), outcome: "malformed" },
  "half a body": { responder: text(`{"status":"${SECRET}`), outcome: "incomplete-response" },
  "an object in place of a string": { responder: json(200, { status: { secret: SECRET } }), outcome: "malformed" },
  "a string in place of a list": { responder: json(200, { devicesStatus: SECRET }), outcome: "malformed" },
  "a string in place of a time": { responder: json(200, { startedTime: SECRET }), outcome: "malformed" },
  "a string in place of a device": { responder: json(200, { devicesStatus: [{}, SECRET] }), outcome: "malformed" },
  "a body that is too large": {
    responder: text(`{"status":"${SECRET}"}`),
    outcome: "too-large",
    with: { options: { maxResponseBytes: 5 } },
  },
  "bytes that are not UTF-8": {
    responder: ({ response }) => void response.end(Buffer.from(`{"status":"${SECRET}\xff"}`, "latin1")),
    outcome: "bad-encoding",
  },
  "a connection that is cut": { responder: ({ response }) => void response.destroy(), outcome: "network" },
  "a redirect": { responder: { status: 302, headers: { Location: `/${SECRET}` } }, outcome: "network" },
  "a missing response": { responder: neverRespond, outcome: "timeout", with: { options: { attemptTimeoutMs: 50 } } },
  "an abort": { responder: neverRespond, outcome: "aborted", with: { aborts: true } },
  "a refused option": { outcome: "invalid-argument", with: { options: { locale: "not a locale" } } },
  "a token with a line break": { outcome: "invalid-argument", with: { kind: "bad string" } },
  "a provider that returns a token with a line break": {
    outcome: "invalid-argument",
    with: { kind: "provider of a bad token" },
  },
  "a provider that fails": { outcome: "unauthorized", with: { kind: "failing provider" } },
};

/** @param {string} token @param {number} status */
const padded = (token, status) => json(status, { code: 1, description: `${"x".repeat(990)} ${token}` });

/** The parts of a response that are copied into the error. @type {Record<string, (token: string) => SimulatedResponse>} */
const ECHOES = {
  "its description": (token) => json(403, { code: 1, description: `The token ${token} is not good.`, source: "x" }),
  "its description, twice": (token) => json(403, { code: 1, description: `${token} ${token}` }),
  "its description, where it is cut off": (token) => padded(token, 403),
  "its code": (token) => json(403, { code: token, description: "No." }),
  "its source": (token) => json(403, { code: 1, description: "No.", source: token }),
  "the gateway's message": (token) => json(429, { statusCode: 429, message: `No more for ${token}.` }),
  "an inner error": (token) => json(500, { error: { code: token, message: `${token} is not good.` } }),
  "its own ids": (token) =>
    json(403, { code: 1 }, { "MS-RequestId": token, "MS-CorrelationId": token, "MS-CV": token }),
  "an id that is longer than all that is read of a header": (token) =>
    json(403, { code: 1 }, { "MS-RequestId": Array(4).fill(token.padEnd(2_504, token)).join(" ") }),
  "the reason phrase": (token) => ({ status: 401, reason: `MFA ${token}` }),
  "its description and its ids, in pieces": (token) => {
    const pieces = (token.match(/.{1,20}/g) ?? []).join(" ");
    return json(403, { code: 1, description: pieces }, { "MS-CV": pieces, "MS-RequestId": token.slice(0, 200) });
  },
  "the status and a device of a success": (token) =>
    json(200, { status: token, devicesStatus: [{ serialNumber: `x${token}` }] }),
  "a success, escaped as JSON": (token) => ({
    status: 200,
    body: `{"status":"finished","devicesStatus":[{"errorDescription":"x${token.replaceAll("/", "\\/").replaceAll("+", "\\u002B")}"}]}`,
  }),
  "the body of a success": (token) => json(200, { devicesStatus: [{ serialNumber: [token] }] }),
};

/** The service's words, and what the error tells of them. @type {Record<string, { says: (token: string) => string, tells: string }>} */
const WORDS = {
  "all of it": { says: (token) => `The token ${token} is not good.`, tells: "The token [token] is not good." },
  "its beginning": { says: (token) => `Not ${token.slice(0, 30)}…`, tells: "Not [token]…" },
  "its middle": { says: (token) => `é${token.slice(5, 30)}é`, tells: "é[token]é" },
  "its end": { says: (token) => token.slice(-16), tells: "[token]" },
  "it, cut up": { says: (token) => `${token.slice(0, 16)} ${token.slice(16, 35)}`, tells: "[token] [token]" },
  "parts of it that are not next to each other": {
    says: (token) => token.slice(20, 39) + token.slice(0, 17),
    tells: "[token][token]",
  },
  "15 characters of it": { says: (token) => `${token.slice(0, 15)}!`, tells: "" },
  "it before more than is shown": {
    says: (token) => `${token} ${"😀".repeat(2_000)}`,
    tells: `[token] ${"😀".repeat(1_016)}`,
  },
  "a token of somebody else": {
    says: () => "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_ of the gateway is refused.",
    tells: "Bearer [token] of the gateway is refused.",
  },
  "a token of somebody else in an address": {
    says: () => "See https://login.example/?state=a%26id_token%3DeyJhbGciOiJI.eyJzdWIiOiIxIn0.c2ln-_ there.",
    tells: "See https://login.example/?state=a%26id_token%3D[token] there.",
  },
  "nothing of it": {
    says: () => "Tenant 47021739-3426-40bf-9601-61b4b6d7c793 needs eyJ0eXAiOiJKV1Qi.",
    tells: "Tenant 47021739-3426-40bf-9601-61b4b6d7c793 needs eyJ0eXAiOiJKV1Qi.",
  },
};

describe("the token", TIMEOUT, () => {
  /** @type {{ base: Base, token: string }[]} */
  const calls = [];

  for (const token of [SHORT_TOKEN, LONG_TOKEN]) {
    for (const [label, { responder, outcome, with: more = {}, inDescription = false }] of Object.entries(OUTCOMES)) {
      it(`of ${token.length} characters is not revealed by ${label}`, async () => {
        const base = service.base(responder);
        calls.push({ base, token });
        const options = { maxRetries: 0, ...more.options };
        const seen = await run("attempt", { ...more, baseUrl: base.url, token, options });
        assert.equal(seen.outcome, outcome, seen.text);
        assertNoTokenPart(token, seen.text);
        assert.ok(!seen.logged.includes(SECRET), seen.logged);
        // The service's description is only in the fields for it.
        assert.equal(seen.text.includes(SECRET), inDescription, seen.text);
      });
    }
  }

  it("is not in the memory of the WebAssembly", async () => {
    assert.deepEqual(await run("findInMemory", ["batchJobStatus"]), ["batchJobStatus"], "the search itself works");
    assert.deepEqual(await run("findInMemory", [SHORT_TOKEN, LONG_TOKEN].flatMap(partsOf)), []);
  });

  for (const token of [SHORT_TOKEN, LONG_TOKEN, OPAQUE_TOKEN]) {
    for (const [label, responder] of Object.entries(ECHOES)) {
      it(`of ${token.length} characters is redacted if the response repeats it in ${label}`, async () => {
        const base = service.base(echo(responder));
        calls.push({ base, token });
        const seen = await run("attempt", { baseUrl: base.url, token, options: { maxRetries: 0 } });
        assert.equal(base.requests.length, 1);
        assertNoTokenPart(token, seen.text);
      });
    }
  }

  for (const token of [SHORT_TOKEN, LONG_TOKEN]) {
    for (const [label, { says, tells }] of Object.entries(WORDS)) {
      it(`of ${token.length} characters is redacted, and nothing else, if the service's words hold ${label}`, async () => {
        const base = service.base(json(403, { code: 1, description: says(token) }));
        const { text } = await run("attempt", { baseUrl: base.url, token, options: { maxRetries: 0 } });
        assert.ok(text.includes(`\ndescription: ${tells || says(token)}\n`), text);
      });
    }
  }

  it("of a test, as short as a word, leaves the service's words as they are", async () => {
    const base = service.base(json(403, { code: 1, description: "The token is not good." }));
    const { text } = await run("attempt", { baseUrl: base.url, token: "token", options: { maxRetries: 0 } });
    assert.ok(text.includes("\ndescription: The token is not good.\n"), text);
  });

  it("is not in what the page logs, stores or shows", async () => {
    const stored = await run("everythingStored");
    for (const token of [SHORT_TOKEN, LONG_TOKEN]) assertNoTokenPart(token, `${stored}\n${messages.join("\n")}`);
    assert.ok(!`${stored}\n${messages.join("\n")}`.includes(SECRET));
  });

  it("is sent in one header and nowhere else", () => {
    const requests = calls.flatMap(({ base, token }) => base.requests.map((request) => ({ ...request, token })));
    assert.ok(requests.length > 2 * Object.keys(ECHOES).length);
    for (const { path, headers, token } of requests) {
      const { authorization, ...others } = headers;
      assert.equal(authorization, `Bearer ${token}`);
      assertNoTokenPart(token, JSON.stringify([path, others]));
    }
  });

  it("causes no console message, no policy violation and no request to another origin", () => {
    assert.deepEqual(messages, []);
    assert.deepEqual([...new Set(origins)], [service.url]);
  });
});

describe("a hostile response", TIMEOUT, () => {
  for (const [label, server] of Object.entries({ "the same origin": service, "another origin": otherOrigin })) {
    it(`can't redirect the request to ${label}`, async () => {
      const target = server.base();
      const Location = `${target.url}/v1/customers/x`;
      for (const status of [301, 302, 303, 307, 308]) {
        const base = service.base({ status, headers: { Location } });
        const { outcome } = await run("attempt", { baseUrl: base.url, token: SHORT_TOKEN, options: { maxRetries: 0 } });
        assert.equal(outcome, "network");
        assert.equal(base.requests.length, 1);
      }
      assert.equal(target.requests.length, 0);
    });
  }

  it("can't set a cookie", async () => {
    const base = service.base({
      status: 200,
      headers: { "Set-Cookie": "session=1; Path=/" },
      body: '{"status":"queued"}',
    });
    assert.equal((await run("attempt", { baseUrl: base.url, token: SHORT_TOKEN })).outcome, "ok");
    assert.deepEqual(await page.context().cookies(), []);
  });

  it("can't change a prototype with the names of its fields", async () => {
    const names = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"x"';
    const attributes = `"attributes":{"objectType":"A",${names}}`;
    const body = `{"status":"finished",${names},"devicesStatus":[{"status":"finished",${names},${attributes}}],${attributes}}`;
    const { details, ...seen } = await run("readHostileNames", service.base(text(body)).url);
    assert.deepEqual(seen, {
      havePlainPrototype: [true, true, true, true],
      polluted: undefined,
      toString: "[object Object]",
    });
    assert.deepEqual(details, {
      batchTrackingId: "0127ed8e-ff72-4983-a3d8-e8d8bd378932",
      status: "finished",
      devicesStatus: [{ status: "finished", attributes: { objectType: "A" } }],
      attributes: { objectType: "A" },
    });
  });
});

describe("PartnerCenterError.isInstance", TIMEOUT, () => {
  it("accepts the errors of another copy of the package", async () => {
    const copies = [service.copy().url, service.copy().url];
    const seen = await run("compareCopies", copies, service.base({ status: 403 }).url);
    assert.deepEqual(seen, { own: true, other: true, isOfTheSameClass: false });
  });

  it("accepts nothing else", async () => {
    assert.deepEqual(await run("acceptedByMistake"), []);
  });
});

/** @param {string} token @param {string} text */
function assertNoTokenPart(token, text) {
  for (let start = 0; start + PART_LENGTH <= token.length; start++) {
    const part = token.slice(start, start + PART_LENGTH);
    assert.ok(!text.includes(part), `the part of the token from ${start} on is in: ${text.slice(0, 2000)}`);
  }
}

/** @param {string} token */
function partsOf(token) {
  const count = Math.floor(token.length / PART_LENGTH);
  return Array.from({ length: count }, (_, i) => token.slice(i * PART_LENGTH, (i + 1) * PART_LENGTH));
}
