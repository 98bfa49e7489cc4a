/** The API with a simulated Partner Center over real sockets, in Node and in Chromium with the same test tables. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed, scenarios } from "../../tools/simulator/scenarios.js";
import { launchChromium } from "../engines/chromium.js";
import { refusedNames } from "./call-in-runtime.js";
import { DEVICES_EXPLAINED, LOCATIONS, SUMMARIES } from "./helper-tables.js";
import { inNode, inPage } from "./runtimes.js";
import { FAILURES, SUCCESSES } from "./scenario-tables.js";
import { startServer } from "./server.js";

/** @typedef {import("./runtimes.js").Run<typeof import("./call-in-runtime.js")>} Run */

const MODULE = "tests/package/call-in-runtime.js";
/** Ends the tests of calls that should be refused but are not. */
const TIMEOUT = { timeout: 60_000 };
const TRACKING_ID = scenarioNamed("documented-sample").trackingId;
const IDS = {
  requestId: "aaaaaaaa-0000-4000-8000-00000000000a",
  correlationId: "bbbbbbbb-0000-4000-8000-00000000000b",
};
const PATH = `/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${TRACKING_ID}`;
const TEST_TOKEN = "token.of-this_test~+/==";
/** @type {import("../../tools/simulator/responses.js").SimulatedResponse} */
const DONE = { status: 200, body: '{"status":"finished"}' };
/** @type {import("../../tools/simulator/responses.js").SimulatedResponse} */
const RETRY_NOW = { status: 503, headers: { "Retry-After": "0" } };

/** The headers that the `fetch` of Node and Chromium add to every request. */
const PLATFORM_HEADERS = /^(host|connection|user-agent|accept-(encoding|language)|cache-control|pragma|origin|sec-.*)$/;

const site = await startServer();
// Not the page's origin.
const service = await startServer();
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(site.page());
after(async () => {
  await browser.close();
  await Promise.all([site.close(), service.close()]);
});

/** @type {Record<string, Run>} */
const runtimes = { Node: inNode(MODULE), Chromium: inPage(page, MODULE) };

for (const [runtime, run] of Object.entries(runtimes)) {
  describe(runtime, TIMEOUT, () => {
    it("decodes the documented sample", async () => {
      const { details } = await run("getStatus", { baseUrl: service.base().url });
      assert.deepEqual(details, {
        batchTrackingId: "0127ed8e-ff72-4983-a3d8-e8d8bd378932",
        status: "finished",
        startedTime: new Date("2017-07-25T10:00:00Z"),
        completedTime: new Date("2017-07-25T10:10:00Z"),
        devicesStatus: [
          {
            serialNumber: "1234567890",
            productKey: "12345-67890-09876-54321-13579",
            status: "finished_with_errors",
            errorCode: "808",
            errorDescription: "ZtdDeviceAssignedToOtherTenant",
            attributes: { objectType: "DeviceUploadDetails" },
          },
        ],
        attributes: { objectType: "BatchUploadDetails" },
      });
    });

    for (const [origin, server] of Object.entries({ "the page's own origin": site, "another origin": service })) {
      it(`sends the documented headers, and no others, to ${origin}`, async () => {
        const base = server.base();
        const options = { ...IDS, locale: "de-DE" };
        await run("getStatus", { baseUrl: base.url, token: TEST_TOKEN, options });
        assert.equal(base.requests.length, 1);
        const [{ method, path, headers } = assert.fail()] = base.requests;
        assert.equal(`${method} ${path}`, `GET ${PATH}`);
        assert.deepEqual(ownHeaders(headers), {
          accept: "application/json",
          authorization: `Bearer ${TEST_TOKEN}`,
          "ms-requestid": IDS.requestId,
          "ms-correlationid": IDS.correlationId,
          "x-locale": "de-DE",
        });
        assert.equal(headers["cache-control"], "no-cache");
      });
    }

    it("generates ids, and requests texts in English by default", async () => {
      const base = service.base();
      for (const _ of [1, 2]) await run("getStatus", { baseUrl: base.url });
      const ids = base.requests.flatMap(({ headers }) => [headers["ms-requestid"], headers["ms-correlationid"]]);
      for (const id of ids)
        assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.equal(new Set(ids).size, 4);
      assert.equal(base.requests[0]?.headers["x-locale"], "en-US");
    });

    for (const [name, expected] of Object.entries(SUCCESSES)) {
      it(`decodes the scenario ${name}`, async () => {
        const { trackingId } = scenarioNamed(name);
        // A server of its own: a running job goes on from one runtime to the next.
        const service = await startServer();
        const { details, error } = await run("getStatus", { baseUrl: service.base().url, trackingId });
        await service.close();
        assert.equal(error, undefined);
        expected(details ?? assert.fail());
      });
    }

    for (const [name, expected] of Object.entries(FAILURES)) {
      it(`rejects the scenario ${name} with ${expected.code}`, async () => {
        const { trackingId } = scenarioNamed(name);
        const { error } = await run("getStatus", { baseUrl: service.base().url, trackingId, options: IDS });
        const { hint, message, msCv, ...rest } = error ?? assert.fail();
        const { hint: expectedHint, answeredByService, ...expectedRest } = expected;
        assert.match(String(hint), expectedHint);
        assert.match(String(message), /^[A-Z].*\.$/);
        if (answeredByService) assert.match(String(msCv), /^[A-Za-z0-9+/]{16}\.0$/);
        else assert.equal(msCv, undefined);
        const nothing = {
          reason: undefined,
          serviceCode: undefined,
          description: undefined,
          source: undefined,
          retryAfterMs: undefined,
        };
        const always = { name: "PartnerCenterError", isError: true, attempts: 1, ...IDS };
        assert.deepEqual(rest, { ...nothing, ...always, ...expectedRest });
      });
    }

    it("reports the ids of the response if it has some", async () => {
      const [requestId, correlationId] = ["answered-request", "answered-correlation"];
      const headers = { "MS-RequestId": requestId, "MS-CorrelationId": correlationId, "MS-CV": "answered.0" };
      const { error } = await run("getStatus", { baseUrl: service.base({ status: 404, headers }).url, options: IDS });
      const { msCv, ...seen } = error ?? assert.fail();
      assert.deepEqual([seen.requestId, seen.correlationId, msCv], [requestId, correlationId, "answered.0"]);
    });

    for (const name of refusedNames) {
      it(`refuses invalid values of ${name}, and sends no request`, async () => {
        const base = service.base(DONE);
        const { tried, problems } = await run("refuse", name, base.url);
        assert.ok(tried > 0);
        assert.deepEqual(problems, []);
        assert.equal(base.requests.length, 0);
      });
    }

    it("accepts a Location in every form as tracking id, and ids in any case", async () => {
      const base = service.base();
      const upper = DEMO_CUSTOMER_ID.toUpperCase();
      const forms = [
        TRACKING_ID,
        TRACKING_ID.toUpperCase(),
        ` ${TRACKING_ID}\n`,
        `/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${TRACKING_ID}`,
        `/customers/${upper}/BATCHJOBSTATUS/${TRACKING_ID.toUpperCase()}/`,
        `https://api.partnercenter.microsoft.com/v1/customers/${DEMO_CUSTOMER_ID}/batchjobstatus/${TRACKING_ID}?x=1#y`,
        `batchJobStatus/${TRACKING_ID}`,
      ];
      for (const trackingId of forms) {
        const { error } = await run("getStatus", { baseUrl: base.url, customerId: upper, trackingId });
        assert.equal(error, undefined, trackingId);
      }
      assert.deepEqual(
        base.requests.map(({ path }) => path),
        forms.map(() => PATH),
      );
    });

    it("keeps the path of a base address, with or without a trailing slash", async () => {
      const base = service.base();
      for (const ending of ["/a/b.c", "/a/b.c/"]) await run("getStatus", { baseUrl: base.url + ending });
      assert.deepEqual(
        base.requests.map(({ path }) => path),
        [`/a/b.c${PATH}`, `/a/b.c${PATH}`],
      );
    });

    it("sends the token in another header if authorizationHeader is set", async () => {
      const base = site.base({ status: 200, body: '{"status":"queued"}' });
      const options = { authorizationHeader: "X-Custom-Authorization" };
      await run("getStatus", { baseUrl: base.url, token: TEST_TOKEN, options });
      const { authorization, "x-custom-authorization": custom } = base.requests[0]?.headers ?? {};
      assert.deepEqual({ authorization, custom }, { authorization: undefined, custom: `Bearer ${TEST_TOKEN}` });
    });

    it("calls the token provider once per attempt", async () => {
      const base = service.base(({ count }) => (count < 3 ? RETRY_NOW : { status: 200, body: '{"status":"queued"}' }));
      const { providerCalls, error } = await run("getStatusWithTokenProvider", base.url, [
        "first",
        "second",
        "third",
        "fourth",
      ]);
      assert.equal(error, undefined);
      assert.equal(providerCalls, 3);
      assert.deepEqual(tokensOf(base), ["first", "second", "third"]);
    });

    it("tries one more token of the provider after a 401", async () => {
      const base = service.base({ status: 401 });
      const { providerCalls, error } = await run("getStatusWithTokenProvider", base.url, ["stale", "fresh", "fresher"]);
      assert.equal(error?.code, "unauthorized");
      assert.equal(error?.attempts, 2);
      assert.equal(providerCalls, 2);
      assert.deepEqual(tokensOf(base), ["stale", "fresh"]);
    });

    it("does not retry after a 401 if the token is a string", async () => {
      const base = service.base({ status: 401 });
      const { error } = await run("getStatus", { baseUrl: base.url, options: { maxRetries: 3 } });
      assert.equal(error?.attempts, 1);
      assert.equal(base.requests.length, 1);
    });

    it("sends the request with the fetch option, and with that alone", async () => {
      const { outcome, requests, otherRequests, request } = await run("getStatusWithCustomFetch");
      assert.deepEqual(outcome, { details: { batchTrackingId: TRACKING_ID, status: "queued", devicesStatus: [] } });
      assert.deepEqual({ requests, otherRequests }, { requests: 1, otherRequests: 0 });
      const { headers: { "ms-requestid": id, "ms-correlationid": correlationId, ...headers } = {}, ...rest } =
        request ?? {};
      assert.deepEqual(headers, { accept: "application/json", authorization: "Bearer a-token", "x-locale": "en-US" });
      assert.ok(id && correlationId);
      assert.deepEqual(rest, {
        method: "GET",
        url: `https://api.partnercenter.microsoft.com${PATH}`,
        mode: "cors",
        credentials: "omit",
        redirect: "error",
        cache: "no-store",
        referrerPolicy: "no-referrer",
      });
    });

    for (const [label, { details, expected }] of Object.entries(SUMMARIES)) {
      it(`summarizeBatch: ${label}`, async () => assert.deepEqual(await run("summarize", details), expected));
    }

    for (const [label, { device, expected }] of Object.entries(DEVICES_EXPLAINED)) {
      it(`explainDeviceError: ${label}`, async () => {
        const explanation = await run("explain", device);
        if (expected === undefined) return assert.equal(explanation, undefined);
        const { meaning, action, ...rest } = explanation ?? assert.fail();
        assert.deepEqual(rest, expected);
        for (const sentence of [meaning, action]) assert.match(sentence, /^[A-Z].{15,}\.$/);
      });
    }

    for (const [location, expected] of LOCATIONS) {
      it(`parseBatchLocation: ${JSON.stringify(location)}`, async () => {
        assert.deepEqual(await run("parse", location), expected);
      });
    }
  });
}

describe("in a page only", TIMEOUT, () => {
  it("cookies are sent only if credentials is same-origin, and only to the page's own origin", async () => {
    await page.context().addCookies([site.url, service.url].map((url) => ({ name: "session", value: "1", url })));
    /** @type {[typeof site, "omit" | "same-origin" | undefined, string | undefined][]} */
    const cases = [
      [site, undefined, undefined],
      [site, "omit", undefined],
      [site, "same-origin", "session=1"],
      [service, "same-origin", undefined],
    ];
    for (const [server, credentials, cookie] of cases) {
      const base = server.base();
      const options = credentials === undefined ? {} : { credentials };
      await runtimes.Chromium?.("getStatus", { baseUrl: base.url, options });
      assert.equal(base.requests[0]?.headers.cookie, cookie, `${credentials} to ${server.url}`);
    }
  });

  it("the functions that read plain values do not load the WebAssembly", async () => {
    const copy = site.copy();
    const fresh = await browser.newPage();
    await fresh.goto(site.page());
    const used = await fresh.evaluate(async (url) => {
      /** @type {typeof import("../../dist/index.js")} */
      const { summarizeBatch, explainDeviceError, parseBatchLocation } = await import(`${url}/index.js`);
      const device = { status: "finished_with_errors", errorCode: "808" };
      return [
        summarizeBatch({ batchTrackingId: "", status: "finished", devicesStatus: [device] }).failed,
        explainDeviceError(device)?.name,
        parseBatchLocation("0127ed8e-ff72-4983-a3d8-e8d8bd378932").trackingId,
      ];
    }, copy.url);
    assert.deepEqual(used, [1, "ZtdDeviceAssignedToOtherTenant", TRACKING_ID]);
    assert.equal(copy.wasmRequests, 0);
    await fresh.close();
  });
});

it("the test tables have every scenario of the simulator, but for those of reports.test.js", () => {
  const names = scenarios
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("report: "))
    .sort();
  assert.deepEqual([...Object.keys(SUCCESSES), ...Object.keys(FAILURES)].sort(), names);
});

/** @param {import("node:http").IncomingHttpHeaders} headers */
function ownHeaders(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !PLATFORM_HEADERS.test(name)));
}

/** @param {import("./server.js").Base} base */
function tokensOf({ requests }) {
  return requests.map(({ headers }) => headers.authorization?.replace("Bearer ", ""));
}
