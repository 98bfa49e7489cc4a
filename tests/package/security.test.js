/** Where a token may turn up, which is in one header, and what a hostile answer can't do. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, describe, it } from "node:test";
import { securityHeaders } from "../../tools/site.js";
import { launchChromium } from "../engines/chromium.js";
import { inPage } from "./runtimes.js";
import { silent, startServer } from "./server.js";

/**
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
 * @import { Attempt } from "./security-in-page.js"
 * @import { Base, Responder } from "./server.js"
 * @typedef {import("./runtimes.js").Run<typeof import("./security-in-page.js")>} Run
 */

const INSIDE = "tests/package/security-in-page.js";
const LIMIT = { timeout: 60_000 };

/** Real ones are about 2,000 characters long; a gateway's own can be as short as a word. */
const LONG_TOKEN = `eyJ0eXAi.${randomBytes(1500).toString("base64url")}.${randomBytes(30).toString("base64url")}`;
const SHORT_TOKEN = `canary-${randomBytes(16).toString("hex")}`;
/** Shorter pieces could be there by chance. */
const PIECE = 16;

/** Stands in bodies where the service documents nothing. */
const SECRET = `secret-${randomBytes(8).toString("hex")}`;

const service = await startServer();
const elsewhere = await startServer();
const browser = await launchChromium();
const page = await browser.newPage();
/** @type {string[]} */
const written = [];
/** @type {string[]} */
const origins = [];
page.on("console", (message) => {
  // The browser itself writes such a line about every answer that is an error, reason phrase and all.
  if (!message.text().startsWith("Failed to load resource: ")) written.push(message.text());
});
page.on("pageerror", (error) => written.push(String(error.stack)));
page.on("request", (request) => origins.push(new URL(request.url()).origin));
// The policy under which a page with tokens should run.
await page.goto(service.page(securityHeaders));
/** @type {Run} */
const run = inPage(page, INSIDE);
after(async () => {
  await browser.close();
  await Promise.all([service.close(), elsewhere.close()]);
});

/** @param {number} status @param {unknown} body @param {Record<string, string>} [headers] @returns {SimulatedResponse} */
const json = (status, body, headers = {}) => ({ status, headers, body: JSON.stringify(body) });
/** @param {number} status @returns {SimulatedResponse} */
const html = (status) => ({ status, headers: { "Content-Type": "text/html" }, body: `<html>${SECRET}</html>` });
/** @param {string} body @returns {SimulatedResponse} */
const text = (body) => ({ status: 200, body });
/** The answer repeats the token. @param {(token: string) => SimulatedResponse} answer @returns {Responder} */
const echo =
  (answer) =>
  ({ request }) =>
    answer(String(request.headers.authorization).replace("Bearer ", ""));

/**
 * Every way in which a call can end. None of these answers holds the token.
 *
 * @type {Record<string, { answer?: SimulatedResponse | Responder, outcome: string, with?: Partial<Attempt>, isDescribed?: boolean }>}
 */
const ENDINGS = {
  "a success": { outcome: "ok" },
  "a success for a token provider": { outcome: "ok", with: { kind: "provider" } },
  "a batch that is done": { outcome: "ok", with: { waits: true } },
  "a 400 with unknown fields": { answer: json(400, { code: 2000, data: [SECRET], secret: SECRET }), outcome: "http" },
  "a 403 with words of the service's own": {
    answer: json(403, { code: 1, description: SECRET, source: SECRET }),
    outcome: "forbidden",
    isDescribed: true,
  },
  "a 401": { answer: { status: 401 }, outcome: "unauthorized" },
  "a 401 for a token provider": { answer: { status: 401 }, outcome: "unauthorized", with: { kind: "provider" } },
  "a 403 in HTML": { answer: html(403), outcome: "forbidden" },
  "a 404 in plain text": { answer: { status: 404, body: SECRET }, outcome: "not-found" },
  "a 429": { answer: json(429, { statusCode: 429, secret: SECRET }), outcome: "throttled" },
  "a 500 in HTML": { answer: html(500), outcome: "service" },
  "a 503, retried": {
    answer: { ...html(503), headers: { "Retry-After": "0" } },
    outcome: "service",
    with: { options: { maxRetries: 2 } },
  },
  "a page of HTML": { answer: html(200), outcome: "not-json" },
  "plain text": { answer: text(SECRET), outcome: "not-json" },
  "an empty answer": { answer: text(""), outcome: "empty-response" },
  "broken JSON": { answer: text(`{"status":"finished","x":${SECRET}}`), outcome: "malformed" },
  "half an answer": { answer: text(`{"status":"${SECRET}`), outcome: "incomplete-response" },
  "an object for a text": { answer: json(200, { status: { secret: SECRET } }), outcome: "malformed" },
  "a text for a list": { answer: json(200, { devicesStatus: SECRET }), outcome: "malformed" },
  "a text for a time": { answer: json(200, { startedTime: SECRET }), outcome: "malformed" },
  "a text for a device": { answer: json(200, { devicesStatus: [{}, SECRET] }), outcome: "malformed" },
  "an answer that is too large": {
    answer: text(`{"status":"${SECRET}"}`),
    outcome: "too-large",
    with: { options: { maxResponseBytes: 5 } },
  },
  "bytes that are no UTF-8": {
    answer: ({ response }) => void response.end(Buffer.from(`{"status":"${SECRET}\xff"}`, "latin1")),
    outcome: "bad-encoding",
  },
  "a connection that is cut": { answer: ({ response }) => void response.destroy(), outcome: "network" },
  "a redirect": { answer: { status: 302, headers: { Location: `/${SECRET}` } }, outcome: "network" },
  "an answer that does not come": { answer: silent, outcome: "timeout", with: { options: { attemptTimeoutMs: 50 } } },
  "an abort": { answer: silent, outcome: "aborted", with: { aborts: true } },
  "a refused option": { outcome: "invalid-argument", with: { options: { locale: "not a locale" } } },
  "a token with a line break": { outcome: "invalid-argument", with: { kind: "bad string" } },
  "a provider that gives a token with a line break": {
    outcome: "invalid-argument",
    with: { kind: "provider of a bad token" },
  },
  "a provider that fails": { outcome: "unauthorized", with: { kind: "failing provider" } },
};

/** @param {string} token @param {number} status */
const padded = (token, status) => json(status, { code: 1, description: `${"x".repeat(990)} ${token}` });

/** The places of an answer from which something goes into the error. @type {Record<string, (token: string) => SimulatedResponse>} */
const ECHOES = {
  "its description": (token) => json(403, { code: 1, description: `The token ${token} is not good.`, source: "x" }),
  "its description, twice": (token) => json(403, { code: 1, description: `${token} ${token}` }),
  "its description, at the end of what is kept": (token) => padded(token, 403),
  "its code": (token) => json(403, { code: token, description: "No." }),
  "its source": (token) => json(403, { code: 1, description: "No.", source: token }),
  "the gateway's message": (token) => json(429, { statusCode: 429, message: `No more for ${token}.` }),
  "an inner error": (token) => json(500, { error: { code: token, message: `${token} is not good.` } }),
  "its own ids": (token) =>
    json(403, { code: 1 }, { "MS-RequestId": token, "MS-CorrelationId": token, "MS-CV": token }),
  "the reason phrase": (token) => ({ status: 401, reason: `MFA ${token}` }),
  "the body of a success": (token) => json(200, { devicesStatus: [{ serialNumber: [token] }] }),
};

describe("the token", LIMIT, () => {
  /** @type {{ base: Base, token: string }[]} */
  const asked = [];

  for (const token of [SHORT_TOKEN, LONG_TOKEN]) {
    for (const [label, { answer, outcome, with: more = {}, isDescribed = false }] of Object.entries(ENDINGS)) {
      it(`of ${token.length} characters is not told by ${label}`, async () => {
        const base = service.base(answer);
        asked.push({ base, token });
        const options = { maxRetries: 0, ...more.options };
        const seen = await run("attempt", { ...more, baseUrl: base.url, token, options });
        assert.equal(seen.outcome, outcome, seen.text);
        assertNoPiece(token, seen.text);
        assert.ok(!seen.logged.includes(SECRET), seen.logged);
        // The service's own words are in the fields for them.
        assert.equal(seen.text.includes(SECRET), isDescribed, seen.text);
      });
    }
  }

  it("is not in the memory of the WebAssembly", async () => {
    assert.deepEqual(await run("findInMemory", ["batchJobStatus"]), ["batchJobStatus"], "the search itself works");
    assert.deepEqual(await run("findInMemory", [SHORT_TOKEN, LONG_TOKEN].flatMap(piecesOf)), []);
  });

  for (const token of [SHORT_TOKEN, LONG_TOKEN]) {
    for (const [label, answer] of Object.entries(ECHOES)) {
      it(`of ${token.length} characters is struck out where the answer repeats it in ${label}`, async () => {
        const base = service.base(echo(answer));
        asked.push({ base, token });
        const seen = await run("attempt", { baseUrl: base.url, token, options: { maxRetries: 0 } });
        assert.equal(base.requests.length, 1);
        assertNoPiece(token, seen.text);
      });
    }
  }

  it("is in nothing that the page writes, keeps or shows", async () => {
    const kept = await run("everythingKept");
    for (const token of [SHORT_TOKEN, LONG_TOKEN]) assertNoPiece(token, `${kept}\n${written.join("\n")}`);
    assert.ok(!`${kept}\n${written.join("\n")}`.includes(SECRET));
  });

  it("leaves in one header and nowhere else", () => {
    const requests = asked.flatMap(({ base, token }) => base.requests.map((request) => ({ ...request, token })));
    assert.ok(requests.length > 2 * Object.keys(ECHOES).length);
    for (const { path, headers, token } of requests) {
      const { authorization, ...others } = headers;
      assert.equal(authorization, `Bearer ${token}`);
      assertNoPiece(token, JSON.stringify([path, others]));
    }
  });

  it("and its page cause no message, no violation of the policy and no request to another origin", () => {
    assert.deepEqual(written, []);
    assert.deepEqual([...new Set(origins)], [service.url]);
  });
});

describe("a hostile answer", LIMIT, () => {
  for (const [label, server] of Object.entries({ "the same origin": service, "another origin": elsewhere })) {
    it(`can't send the request on to ${label}`, async () => {
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
    const base = service.base({ status: 200, headers: { "Set-Cookie": "session=1; Path=/" }, body: "{}" });
    assert.equal((await run("attempt", { baseUrl: base.url, token: SHORT_TOKEN })).outcome, "ok");
    assert.deepEqual(await page.context().cookies(), []);
  });

  it("can't change an object by the names of its fields", async () => {
    const names = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"x"';
    const attributes = `"attributes":{"objectType":"A",${names}}`;
    const body = `{"status":"finished",${names},"devicesStatus":[{"status":"finished",${names},${attributes}}],${attributes}}`;
    const { details, ...seen } = await run("readHostileNames", service.base(text(body)).url);
    assert.deepEqual(seen, {
      areOfPlainPrototype: [true, true, true, true],
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

describe("PartnerCenterError.isInstance", LIMIT, () => {
  it("knows the errors of another copy of the package", async () => {
    const copies = [service.copy().url, service.copy().url];
    const seen = await run("compareCopies", copies, service.base({ status: 403 }).url);
    assert.deepEqual(seen, { own: true, others: true, isOfTheSameClass: false });
  });

  it("takes nothing else for one", async () => {
    assert.deepEqual(await run("mistakenForErrors"), []);
  });
});

/** @param {string} token @param {string} text */
function assertNoPiece(token, text) {
  for (let start = 0; start + PIECE <= token.length; start++) {
    const piece = token.slice(start, start + PIECE);
    assert.ok(!text.includes(piece), `a piece of the token, from ${start} on, is in: ${text.slice(0, 2000)}`);
  }
}

/** @param {string} token */
function piecesOf(token) {
  const count = Math.floor(token.length / PIECE);
  return Array.from({ length: count }, (_, i) => token.slice(i * PIECE, (i + 1) * PIECE));
}
