/** The gateways of the documentation do what docs/gateway.md asks of a gateway. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import express from "express";
import { getBatchUploadStatus, PartnerCenterError } from "../../dist/index.js";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { createSimulator } from "../../tools/simulator/index.js";
import { startNginx } from "./nginx.js";

/** @import { IncomingHttpHeaders } from "node:http" */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const MISSING = "00000000-0000-4000-8000-000000000001";
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
async function startService() {
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

/** @param {Response} response */
function assertRefused({ status, url }) {
  assert.ok(status >= 400 && status < 500, `${status} ${url}`);
}

for (const { name, file, code, start } of GATEWAYS) {
  describe(`the gateway of ${file}, in ${name},`, () => {
    /** @param {(baseUrl: string, service: Awaited<ReturnType<typeof startService>>) => Promise<void>} test */
    async function withGateway(test) {
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
      withGateway(async (baseUrl, { upload, requests }) => {
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
      withGateway(async (baseUrl) => {
        const error = await getBatchUploadStatus(CUSTOMER_ID, MISSING, "a.token", { baseUrl }).catch((error) => error);
        assert.ok(PartnerCenterError.isInstance(error));
        assert.equal(error.code, "not-found");
        assert.ok(error.msCv);
      }));

    it("forwards nothing else", () =>
      withGateway(async (baseUrl, { requests }) => {
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
