/** What people meet, as public reports show it: the same bytes over sockets, since the words often stand in the reason phrase of HTTP/1.1. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, describe, it } from "node:test";
import { getBatchUploadStatus, PartnerCenterError, watchBatchUploadStatus } from "../../dist/index.js";
import { reports } from "../../tools/simulator/reports.js";

/** @import { AddressInfo, Socket } from "node:net" */
/** @import { Report } from "../../tools/simulator/reports.js" */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const TOKEN = "token.of-this-test";

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
    socket.end(responseText(report), "utf8");
  });
}

/** @param {Report} report */
function responseText({ answer: { status, reason = "", headers = {}, body = "" } }) {
  const text = (/** @type {string} */ text) => text.replaceAll("{token}", TOKEN);
  const length = { "Content-Length": Buffer.byteLength(text(body)), Connection: "close" };
  const lines = Object.entries({ ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${text(reason)}\r\n${lines.join("")}\r\n${text(body)}`;
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

/** @param {Promise<unknown>} call @returns {Promise<PartnerCenterError>} */
async function errorOf(call) {
  const error = await call.then(
    () => assert.fail("The call succeeds."),
    (error) => error,
  );
  assert.ok(error instanceof PartnerCenterError, String(error));
  return error;
}

/** @param {PartnerCenterError} error @param {Report} report */
function assertFailure(error, { answer, failure, hint = [], hintLacks = [] }) {
  const { code, reason, serviceCode, description, source, retryAfterMs } = error;
  const told = JSON.parse(JSON.stringify({ code, reason, serviceCode, description, source, retryAfterMs }));
  assert.deepEqual(told, failure);
  assert.deepEqual([error.status, error.attempts], [answer.status, 1]);
  for (const piece of hint) assert.ok(error.hint.includes(piece), `${piece} in: ${error.hint}`);
  for (const piece of hintLacks) assert.ok(!error.hint.includes(piece), `no ${piece} in: ${error.hint}`);
  const everything = [error.stack, error.hint, error.description, error.cause, JSON.stringify(error)].join();
  assert.ok(!everything.includes(TOKEN), everything);
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
      if (report.failure !== undefined) assertFailure(await errorOf(call), report);
      // As JSON, dates are texts.
      else
        assert.deepEqual(JSON.parse(JSON.stringify(await call)), { batchTrackingId: TRACKING_ID, ...report.details });
      assertOneRequest(report);
    });
  }

  for (const report of reports.filter(({ watchEnds }) => watchEnds)) {
    it(`${report.name} ends a watch at once`, TIMEOUT, async () => {
      const watch = watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, TOKEN, optionsFor(report));
      assertFailure(await errorOf(watch.next()), report);
      assertOneRequest(report);
    });
  }
});
