/** The gateways of the documentation do what docs/gateway.md asks of a gateway. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import express from "express";
import { getBatchUploadStatus, PartnerCenterError } from "../../dist/index.js";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { createSimulator } from "../../tools/simulator/index.js";
import { reports } from "../../tools/simulator/reports.js";
import { launchChromium } from "../engines/chromium.js";
import { assertOutcome, bytesOf, CUSTOMER_ID, TOKEN, TRACKING_ID } from "../package/reported-answers.js";
import { startNginx } from "./nginx.js";

/** @import { IncomingHttpHeaders } from "node:http" */
/** @import { AddressInfo } from "node:net" */
/** @import { Browser } from "playwright-core" */
/** @import { Report } from "../../tools/simulator/reports.js" */

const MISSING = "00000000-0000-4000-8000-000000000001";
/** It runs in the portal's name, if the portal lets it. */
const HTML = "<!doctype html><title>Service</title><script>document.title = origin</script>";
/** Known as HTML by its type alone, for which a gateway may say `text/plain`. Nobody loses more than words by it. */
const KNOWN_BY_ITS_TYPE = "html-without-a-tag";
const SERVICE = "https://api.partnercenter.microsoft.com";

/**
 * @typedef {object} Gateway
 * @property {string} name
 * @property {string} file
 * @property {RegExp} code
 * @property {(example: string) => Promise<{ url: string, close: () => Promise<void> }>} start
 */

/** @type {Gateway[]} */
const GATEWAYS = [
  { name: "nginx, in the README", file: "README.md", code: /^```nginx\n(.*?)^```/ms, start: startNginx },
  { name: "nginx", file: "docs/gateway.md", code: /^```nginx\n(.*?)^```/ms, start: startNginx },
  { name: "Express", file: "docs/gateway.md", code: /^```js\n(.*?)^```/ms, start: startExpress },
];

/** @param {string} example */
async function startExpress(example) {
  const app = express();
  new Function("app", example)(app);
  const { port, close } = await listen(app, 0, "127.0.0.1");
  return { url: `http://127.0.0.1:${port}`, close };
}

/** A simulated Partner Center that sets a cookie and remembers the requests. */
async function startSimulated() {
  const simulator = createSimulator({ cors: false });
  /** @type {{ headers: IncomingHttpHeaders }[]} */
  const requests = [];
  const { port, close } = await listen(
    async (request, response) => {
      requests.push(request);
      response.setHeader("Set-Cookie", "service=1");
      await simulator.handle(request, response);
    },
    0,
    "127.0.0.1",
  );
  return { url: `http://127.0.0.1:${port}`, requests, upload: simulator.upload, close };
}

/** A service that answers with the bytes of one report. */
async function startReports() {
  /** @type {Report["answer"]} */
  let answer = { status: 200 };
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.end(bytesOf(answer)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    /** @param {Report["answer"]} next */
    answerWith(next) {
      answer = next;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/**
 * The options of a call through a gateway. Calls to the same base URL share limits, so each report has its own at each gateway.
 *
 * @param {string} gateway @param {Report} report
 */
function optionsThrough(gateway, { name, baseUrl }) {
  /** @type {typeof fetch} */
  const send = async (input) => {
    const { url, headers, signal } = new Request(input);
    return fetch(gateway + url.slice(url.indexOf("/v1/")), { headers, signal });
  };
  return {
    baseUrl: baseUrl ?? `https://${name}.${new URL(gateway).port}.example`,
    fetch: send,
    maxRetries: 0,
  };
}

/** @param {Response} response */
function assertRefused({ status, url }) {
  assert.ok(status >= 400 && status < 500, `${status} ${url}`);
}

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

for (const { name, file, code, start } of GATEWAYS) {
  describe(`the gateway of ${file}, in ${name},`, () => {
    /**
     * @template {{ url: string, close: () => Promise<unknown> }} Service
     * @param {() => Promise<Service>} startService
     * @param {(baseUrl: string, service: Service) => Promise<void>} test
     */
    async function withGateway(startService, test) {
      const [, example = ""] = code.exec(await readFile(join(project, file), "utf8")) ?? [];
      assert.ok(example.includes(SERVICE));
      const service = await startService();
      try {
        const gateway = await start(example.replace(SERVICE, service.url));
        await test(`${gateway.url}/partner-center`, service).finally(gateway.close);
      } finally {
        await service.close();
      }
    }

    it("passes on a status, and no cookie either way", () =>
      withGateway(startSimulated, async (baseUrl, { upload, requests }) => {
        const { trackingId, location } = upload(CUSTOMER_ID, { devices: 7, seconds: 0 });
        const details = await getBatchUploadStatus(CUSTOMER_ID, trackingId, "a.token", { baseUrl });
        assert.equal(details.devicesStatus.length, 7);
        assert.equal(requests[0]?.headers.authorization, "Bearer a.token");

        const path = location.replace(/^(\/v1)?/, "/v1");
        const { status, headers } = await fetch(baseUrl + path, {
          headers: { Authorization: "Bearer a.token", Cookie: "portal=1" },
        });
        assert.equal(status, 200);
        assert.equal(headers.get("Set-Cookie"), null);
        assert.equal(requests.at(-1)?.headers.cookie, undefined);
      }));

    it("passes on a failure, with the service's ids", () =>
      withGateway(startSimulated, async (baseUrl) => {
        const error = await getBatchUploadStatus(CUSTOMER_ID, MISSING, "a.token", { baseUrl }).catch((error) => error);
        assert.ok(PartnerCenterError.isInstance(error));
        assert.equal(error.code, "not-found");
        assert.ok(error.msCv);
      }));

    it("passes on what people meet: a call tells the same as without it", () =>
      withGateway(startReports, async (baseUrl, { answerWith }) => {
        /** @type {string[]} */
        const lost = [];
        for (const report of reports.filter(({ name }) => name !== KNOWN_BY_ITS_TYPE)) {
          answerWith(report.answer);
          const call = getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, optionsThrough(baseUrl, report));
          await assertOutcome(call, report).catch(({ message }) => lost.push(`${report.name}: ${message}`));
        }
        assert.deepEqual(lost, []);
      }));

    it("passes on HTML so that it can do nothing in the portal's name", () =>
      withGateway(startReports, async (baseUrl, { answerWith }) => {
        const page = await browser.newPage();
        for (const type of ["text/html", "application/xhtml+xml", "text/html; a=json", undefined]) {
          answerWith({ status: 200, headers: type === undefined ? {} : { "Content-Type": type }, body: HTML });
          const response = await page.goto(`${baseUrl}/v1/customers/${CUSTOMER_ID}/batchJobStatus/${TRACKING_ID}`);
          assert.notEqual(await page.title(), new URL(baseUrl).origin, type);
          const headers = new Headers(response?.headers());
          assert.equal(headers.get("X-Content-Type-Options"), "nosniff");
          assert.equal(headers.get("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
        }
        await page.close();
      }));

    it("forwards nothing else", () =>
      withGateway(startSimulated, async (baseUrl, { requests }) => {
        const route = `/v1/customers/${CUSTOMER_ID}/batchJobStatus/`;
        for (const path of [
          "/v1/customers",
          `${route}..%2f..%2fusers`,
          `${route}../../users`,
          `${route}${MISSING}/x`,
        ]) {
          assertRefused(await fetch(baseUrl + path));
        }
        assertRefused(await fetch(`${baseUrl}${route}${MISSING}`, { method: "POST", body: "x" }));
        assert.deepEqual(requests, []);
      }));
  });
}
