/** What people meet, as public reports show it: the same bytes over sockets, since the words often stand in the reason phrase of HTTP/1.1. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, describe, it } from "node:test";
import { getBatchUploadStatus, watchBatchUploadStatus } from "../../dist/index.js";
import { reports } from "../../tools/simulator/reports.js";
import { assertOutcome, bytesOf, CUSTOMER_ID, TOKEN, TRACKING_ID } from "./reported-answers.js";

/** @import { AddressInfo, Socket } from "node:net" */
/** @import { Report } from "../../tools/simulator/reports.js" */

/** Ends a watch that goes on where it should not. The grace for a 404 is half a minute. */
const TIMEOUT = { timeout: 10_000 };

const server = createServer(answer).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = /** @type {AddressInfo} */ (server.address());
after(() => server.close());

/** The request lines that each report was sent. @type {Map<string, string[]>} */
const requestLines = new Map();

/** Answers one request with the report that it names, and closes the connection. @param {Socket} socket */
function answer(socket) {
  let request = "";
  socket.on("error", () => socket.destroy());
  socket.setEncoding("latin1").on("data", (/** @type {string} */ text) => {
    request += text;
    if (!request.endsWith("\r\n\r\n")) return;
    const name = /^x-report: (.*)$/im.exec(request)?.[1];
    const report = reports.find((report) => report.name === name) ?? assert.fail(`no report ${name}`);
    requestLines.set(report.name, [...(requestLines.get(report.name) ?? []), request.split("\r\n")[0] ?? ""]);
    socket.end(bytesOf(report.answer), "utf8");
  });
}

/**
 * The options of a call whose requests go to the server, whatever the base URL is. Calls to the same base URL share limits, so each report has
 * its own.
 *
 * @param {Report} report
 */
function optionsFor({ name, baseUrl = `https://${name}.example` }) {
  /** @type {typeof fetch} */
  const send = (input, init) => {
    const request = new Request(input, init);
    const headers = new Headers(request.headers);
    headers.set("X-Report", name);
    const { pathname } = new URL(request.url);
    return fetch(`http://127.0.0.1:${port}${pathname}`, { headers, signal: request.signal });
  };
  return { baseUrl, fetch: send, maxRetries: 0 };
}

/** Asserts that the call sent one request, with one version in its path. @param {Report} report */
function assertOneRequest({ name }) {
  const [line = "", ...others] = requestLines.get(name) ?? [];
  requestLines.delete(name);
  assert.deepEqual(others, []);
  assert.equal(line.match(/\/v1\//gi)?.length, 1, line);
}

describe("What people meet", () => {
  for (const report of reports) {
    it(report.name, TIMEOUT, async () => {
      const call = getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, optionsFor(report));
      await assertOutcome(call, report);
      assertOneRequest(report);
    });
  }

  for (const report of reports.filter(({ watchEnds }) => watchEnds)) {
    it(`${report.name} ends a watch at once`, TIMEOUT, async () => {
      const watch = watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, optionsFor(report));
      await assertOutcome(watch.next(), report);
      assertOneRequest(report);
    });
  }
});
