/** The API against a simulated Partner Center over real sockets, in Node and in Chromium by the same tables. */
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

const INSIDE = "tests/package/call-in-runtime.js";
/** A call that goes on where it should be refused shall not hold up the others for ever. */
const LIMIT = { timeout: 60_000 };
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

/** What Node's and Chromium's own `fetch` add to every request. */
const OF_THE_PLATFORM = /^(host|connection|user-agent|accept-(encoding|language)|cache-control|pragma|origin|sec-.*)$/;

const site = await startServer();
// Another origin than the page's.
const service = await startServer();
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(site.page());
after(async () => {
  await browser.close();
  await Promise.all([site.close(), service.close()]);
});

/** @type {Record<string, Run>} */
const places = { Node: inNode(INSIDE), Chromium: inPage(page, INSIDE) };

for (const [place, run] of Object.entries(places)) {
  describe(place, LIMIT, () => {
    it("decodes the documented sample", async () => {
      const { details } = await run("ask", { baseUrl: service.base().url });
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
      it(`sends what is documented, and nothing else, to ${origin}`, async () => {
        const base = server.base();
        const options = { ...IDS, locale: "de-DE" };
        await run("ask", { baseUrl: base.url, token: TEST_TOKEN, options });
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

    it("makes ids of its own, and asks for texts in English", async () => {
      const base = service.base();
      for (const _ of [1, 2]) await run("ask", { baseUrl: base.url });
      const ids = base.requests.flatMap(({ headers }) => [headers["ms-requestid"], headers["ms-correlationid"]]);
      for (const id of ids)
        assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.equal(new Set(ids).size, 4);
      assert.equal(base.requests[0]?.headers["x-locale"], "en-US");
    });

    for (const [name, wanted] of Object.entries(SUCCESSES)) {
      it(`scenario ${name}`, async () => {
        const { trackingId } = scenarioNamed(name);
        const { details, error } = await run("ask", { baseUrl: service.base().url, trackingId });
        assert.equal(error, undefined);
        wanted(details ?? assert.fail());
      });
    }

    for (const [name, wanted] of Object.entries(FAILURES)) {
      it(`scenario ${name}: ${wanted.code}`, async () => {
        const { trackingId } = scenarioNamed(name);
        const { error } = await run("ask", { baseUrl: service.base().url, trackingId, options: IDS });
        const { hint, message, msCv, ...rest } = error ?? assert.fail();
        const { hint: wantedHint, answeredByService, ...wantedRest } = wanted;
        assert.match(String(hint), wantedHint);
        assert.match(String(message), /^[A-Z].*\.$/);
        if (answeredByService) assert.match(String(msCv), /^[A-Za-z0-9+/]{16}\.0$/);
        else assert.equal(msCv, undefined);
        const nothing = { serviceCode: undefined, description: undefined, source: undefined, retryAfterMs: undefined };
        const always = { name: "PartnerCenterError", isError: true, attempts: 1, ...IDS };
        assert.deepEqual(rest, { ...nothing, ...always, ...wantedRest });
      });
    }

    it("tells the ids of the answer where it has its own", async () => {
      const [requestId, correlationId] = ["answered-request", "answered-correlation"];
      const headers = { "MS-RequestId": requestId, "MS-CorrelationId": correlationId, "MS-CV": "answered.0" };
      const { error } = await run("ask", { baseUrl: service.base({ status: 404, headers }).url, options: IDS });
      const { msCv, ...seen } = error ?? assert.fail();
      assert.deepEqual([seen.requestId, seen.correlationId, msCv], [requestId, correlationId, "answered.0"]);
    });

    for (const name of refusedNames) {
      it(`refuses what is no ${name}, and sends nothing`, async () => {
        const base = service.base(DONE);
        const { tried, problems } = await run("refuse", name, base.url);
        assert.ok(tried > 0);
        assert.deepEqual(problems, []);
        assert.equal(base.requests.length, 0);
      });
    }

    it("takes a tracking id in every form of a Location, and ids in any case", async () => {
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
        const { error } = await run("ask", { baseUrl: base.url, customerId: upper, trackingId });
        assert.equal(error, undefined, trackingId);
      }
      assert.deepEqual(
        base.requests.map(({ path }) => path),
        forms.map(() => PATH),
      );
    });

    it("keeps the path of a base address, with or without a slash at its end", async () => {
      const base = service.base();
      for (const ending of ["/a/b.c", "/a/b.c/"]) await run("ask", { baseUrl: base.url + ending });
      assert.deepEqual(
        base.requests.map(({ path }) => path),
        [`/a/b.c${PATH}`, `/a/b.c${PATH}`],
      );
    });

    it("sends the token in another header where one is asked for", async () => {
      const base = site.base({ status: 200, body: "{}" });
      const options = { authorizationHeader: "X-Custom-Authorization" };
      await run("ask", { baseUrl: base.url, token: TEST_TOKEN, options });
      const { authorization, "x-custom-authorization": custom } = base.requests[0]?.headers ?? {};
      assert.deepEqual({ authorization, custom }, { authorization: undefined, custom: `Bearer ${TEST_TOKEN}` });
    });

    it("asks the token provider once per attempt", async () => {
      const base = service.base(({ count }) => (count < 3 ? RETRY_NOW : { status: 200, body: "{}" }));
      const { asked, error } = await run("askWithProvider", base.url, ["first", "second", "third", "fourth"]);
      assert.equal(error, undefined);
      assert.equal(asked, 3);
      assert.deepEqual(tokensOf(base), ["first", "second", "third"]);
    });

    it("tries one fresh token of the provider after a 401, and no more", async () => {
      const base = service.base({ status: 401 });
      const { asked, error } = await run("askWithProvider", base.url, ["stale", "fresh", "fresher"]);
      assert.equal(error?.code, "unauthorized");
      assert.equal(error?.attempts, 2);
      assert.equal(asked, 2);
      assert.deepEqual(tokensOf(base), ["stale", "fresh"]);
    });

    it("has nothing more to try after a 401 where the token is a string", async () => {
      const base = service.base({ status: 401 });
      const { error } = await run("ask", { baseUrl: base.url, options: { maxRetries: 3 } });
      assert.equal(error?.attempts, 1);
      assert.equal(base.requests.length, 1);
    });

    it("sends by the caller's own fetch, and by that alone", async () => {
      const { outcome, requests, otherRequests, request } = await run("askWithOwnFetch");
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

    for (const [label, { details, wanted }] of Object.entries(SUMMARIES)) {
      it(`summarizeBatch: ${label}`, async () => assert.deepEqual(await run("summarize", details), wanted));
    }

    for (const [label, { device, wanted }] of Object.entries(DEVICES_EXPLAINED)) {
      it(`explainDeviceError: ${label}`, async () => {
        const explanation = await run("explain", device);
        if (wanted === undefined) return assert.equal(explanation, undefined);
        const { meaning, action, ...rest } = explanation ?? assert.fail();
        assert.deepEqual(rest, wanted);
        for (const sentence of [meaning, action]) assert.match(sentence, /^[A-Z].{15,}\.$/);
      });
    }

    for (const [location, wanted] of LOCATIONS) {
      it(`parseBatchLocation: ${JSON.stringify(location)}`, async () => {
        assert.deepEqual(await run("parse", location), wanted);
      });
    }
  });
}

describe("in a page alone", LIMIT, () => {
  it("cookies go along only where they are asked for, and to the page's own origin", async () => {
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
      await places.Chromium?.("ask", { baseUrl: base.url, options });
      assert.equal(base.requests[0]?.headers.cookie, cookie, `${credentials} to ${server.url}`);
    }
  });

  it("the helpers that read plain values load no WebAssembly", async () => {
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

it("every scenario of the simulator is in a table", () => {
  const names = scenarios.map(({ name }) => name).sort();
  assert.deepEqual([...Object.keys(SUCCESSES), ...Object.keys(FAILURES)].sort(), names);
});

/** @param {import("node:http").IncomingHttpHeaders} headers */
function ownHeaders(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_PLATFORM.test(name)));
}

/** @param {import("./server.js").Base} base */
function tokensOf({ requests }) {
  return requests.map(({ headers }) => headers.authorization?.replace("Bearer ", ""));
}
