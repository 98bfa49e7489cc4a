/** What comes from outside breaks nothing: each scenario runs in a process of its own, which must end by itself and report nothing. */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, describe, it } from "node:test";
import { runProcess } from "./process.js";
import { startServer } from "./server.js";

const server = await startServer();
after(() => server.close());

/** @type {import("../../tools/simulator/responses.js").SimulatedResponse} */
const FINISHED = { status: 200, body: '{"status":"finished"}' };
const HOSTILE_HINT = /did not load within 30 seconds/;

/** Tells the user whose token it was. @type {import("./server.js").Responder} */
const tellUser = ({ request: { headers } }) => {
  const user = headers["x-user"] ?? headers.authorization?.replace("Bearer ", "");
  return { status: 200, body: JSON.stringify({ status: "finished", devicesStatus: [{ serialNumber: user }] }) };
};

/** @type {import("./server.js").Responder} */
const failOnce = ({ count }) => (count === 1 ? { status: 503, headers: { "Retry-After": "0" } } : FINISHED);
/** @type {import("./server.js").Responder} */
const queuedTwice = ({ count }) => (count < 3 ? { status: 200, body: '{"status":"queued"}' } : FINISHED);

/** Answers with the request itself, which is no HTTP. Every second request below `/then-401` gets that status instead. */
async function startEcho() {
  let count = 0;
  const echo = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (request) => {
      const isSecond = request.includes("GET /then-401") && count++ % 2 === 1;
      socket.end(isSecond ? "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n" : request);
    });
  });
  await new Promise((resolve) => echo.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (echo.address());
  return { url: `http://127.0.0.1:${port}`, close: () => echo.close() };
}

/** @param {string} scenario @param {string[]} args */
async function run(scenario, ...args) {
  const { output, errors, exitCode } = await runProcess("boundary-in-process.js", [scenario, ...args]);
  assert.deepEqual({ errors, exitCode }, { errors: "", exitCode: 0 });
  return JSON.parse(output);
}

describe("Node, in a process of its own", { timeout: 240_000 }, () => {
  it("no user gets the response to another one", async () => {
    const base = server.base(tellUser);
    assert.deepEqual(await run("users", base.url), ["alice", "bob", "alice", "bob", "carol", "dave"]);
  });

  it("four million chunks of one byte work, leave the loop its turns, and need little memory", async () => {
    assert.deepEqual(await run("one-byte chunks"), { result: "finished", isResponsive: true, isSmall: true });
  });

  it("chunks without end block neither timers nor aborts nor other calls", async () => {
    const seen = ["timeout", "TimeoutError", "finished", true, true];
    assert.deepEqual(await run("endless chunks"), [seen, "too-large", seen, "too-large"]);
  });

  it("a text that is longer than a string can be is too-large", async () => {
    assert.deepEqual(await run("long text"), ["too-large", "too-large", "finished", "finished"]);
  });

  it("loading that never ends is given up, and calls work again once init() has another source", async () => {
    const [[code, hint], during, next, afterwards] = await run("slow loading");
    assert.deepEqual([code, during, next, afterwards], ["wasm-load", "wasm-load", "wasm-load", "finished"]);
    assert.match(hint, HOSTILE_HINT);
  });

  it("a source that can't be loaded is wasm-load, and one that is not needed is ignored", async () => {
    assert.deepEqual(await run("an odd source"), [...Array(5).fill("wasm-load"), ...Array(5).fill(null)]);
  });

  it("options of Object.prototype are none", async () => {
    const base = server.base(FINISHED);
    assert.deepEqual(await run("polluted prototype", base.url), ["finished"]);
    for (const { method, headers } of base.requests)
      assert.deepEqual(
        [method, headers.authorization, headers["x-evil"]],
        ["GET", "Bearer canary.0123456789abcdef.canary", undefined],
      );
  });

  it("options of the Object.prototype of another realm are none, and prototypes without end are not followed", async () => {
    const host = "api.partnercenter.microsoft.com";
    assert.deepEqual(await run("prototypes of others"), ["finished", "finished", host, host]);
  });

  it("the beginning of a giant error is copied, at once", async () => {
    assert.deepEqual(await run("a giant error"), [20_000, 20_000, true]);
  });

  it("a signal whose own members throw ends its call at once", async () => {
    assert.deepEqual(await run("odd signals"), Array(3).fill(["aborted", true]).flat());
  });

  it("the cause of an error is that of its last attempt", async () => {
    assert.deepEqual(await run("an earlier exception"), ["unauthorized", 2, "undefined"]);
  });

  it("errors can be made where Error.prototype is frozen", async () => {
    assert.equal(await run("a frozen prototype of errors"), "forbidden");
  });

  it("fifty sharers of a large answer get copies of their own, with turns for others in between", async () => {
    assert.deepEqual(await run("copies for sharers"), { copies: 100, hadTurns: true });
  });

  it("null, undefined and absence are one", async () => {
    assert.deepEqual(await run("no options"), [...Array(9).fill("finished"), "invalid-argument"]);
  });

  it("a callback that throws is reported, and neither its call nor that of another sharer is disturbed", async () => {
    const [one, two] = [server.base(failOnce), server.base(queuedTwice)];
    assert.deepEqual(await run("callbacks that throw", one.url, two.url), {
      outcomes: Array(3).fill("finished"),
      told: 1,
      uncaught: ["onPoll", "onProgress", "onRetry", "onWait"],
    });
  });

  it("promises that never settle leave nothing in the memory", async () => {
    assert.deepEqual(await run("never-settling promises"), { outcomes: ["timeout"], grown: 0 });
  });

  it("a hundred calls can have one signal", async () => {
    assert.deepEqual(await run("one signal", server.base(FINISHED).url), ["finished"]);
  });

  it("a request that is repeated in what is no response stands nowhere in the error", async () => {
    const echo = await startEcho();
    try {
      const seen = await run("echoed request", echo.url);
      const [code, message, cause, hasToken] = seen;
      assert.deepEqual([code, message, hasToken], ["network", "fetch failed", false]);
      assert.match(cause, /HTTP/);
      assert.deepEqual(seen, [
        code,
        message,
        cause,
        false,
        code,
        message,
        cause,
        false,
        "unauthorized",
        false,
        "no: [token]",
        false,
      ]);
    } finally {
      echo.close();
    }
  });

  it("an error survives postMessage", async () => {
    assert.deepEqual(await run("over postMessage"), {
      isSame: true,
      code: "forbidden",
      refused: Array(6).fill("invalid-argument"),
    });
  });

  it("eight thousand calls at once all end", async () => assert.deepEqual(await run("many calls"), ["finished"]));

  it("calls can be made from within all functions of a call", async () => {
    assert.deepEqual(await run("reentrancy", server.base(failOnce).url), ["finished", 5, "finished"]);
  });

  it("clocks that jump end no call wrongly, and let none hang", async () => {
    assert.deepEqual(await run("clock jumps"), ["finished", true, "finished", true, "finished", true]);
  });
});
