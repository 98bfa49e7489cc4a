/**
 * Whatever goes wrong with one request ends that request, and the server goes on to serve. An error that escapes would end the process of
 * `npm start`; here it fails the test, as an uncaught exception.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer, connect as openSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { listen } from "../../tools/listen.js";
import { createSite, securityHeaders } from "../../tools/site.js";
import { rawExchange, rawRequest, readResponse } from "./raw-request.js";
import { startProcess } from "./start-process.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */

const MEBIBYTE = 1024 * 1024;

/** @type {string} */
let folder;
/** @type {string} */
let www;
/** @type {Awaited<ReturnType<typeof listen>>} */
let server;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "survival-"));
  www = join(folder, "www");
  await writeSite();
  server = await listen(
    createSite(www, () => ({})),
    0,
    "127.0.0.1",
  );
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function writeSite() {
  await mkdir(www, { recursive: true });
  await writeFile(join(www, "index.html"), "<!DOCTYPE html>");
  await writeFile(join(www, "large.wasm"), Buffer.alloc(MEBIBYTE));
}

async function assertAlive() {
  const { status, body } = await rawRequest(server.port, "/");
  assert.deepEqual([status, body], [200, "<!DOCTYPE html>"]);
}

/** Listens at a path: such a file is there, but opening it fails. @param {string} path */
async function withUnreadableFile(path) {
  const holder = createServer().listen(path);
  await once(holder, "listening");
  return () => holder.close();
}

test("a file that is there but can't be opened gets an error response", async () => {
  const remove = await withUnreadableFile(join(www, "held.js"));
  try {
    const { status, headers, body } = await rawRequest(server.port, "/held.js");
    assert.equal(status, 503);
    assert.match(body, /could not be read/);
    for (const [name, value] of Object.entries(securityHeaders)) assert.equal(headers[name.toLowerCase()], value, name);
    await assertAlive();
  } finally {
    remove();
  }
});

for (const path of [
  "/gone.js",
  "/index.html/below",
  "/loop.js",
  "/folder",
  "/folder/",
  "/%00",
  "/index.html%00.js",
  "/%",
  "/%E0%A4",
  "/%ff",
  `/${"long".repeat(1000)}`,
  "/a/../../secret.txt",
  "/..%2fsecret.txt",
  "/..%5csecret.txt",
  "/%2e%2e%2fsecret.txt",
  "//secret.txt",
  "/../www-secret/secret.txt",
]) {
  test(`the path ${path.slice(0, 40)} gets a 404`, async () => {
    await mkdir(join(www, "folder"), { recursive: true });
    await mkdir(join(folder, "www-secret"), { recursive: true });
    await writeFile(join(folder, "secret.txt"), "outside");
    await writeFile(join(folder, "www-secret", "secret.txt"), "outside");
    await symlink("loop.js", join(www, "loop.js")).catch(() => {});
    const { status, body } = await rawRequest(server.port, path);
    assert.deepEqual([status, body], [404, "Not found."]);
    await assertAlive();
  });
}

test("a rebuild while files are served leaves each request with a whole response", async () => {
  const copy = join(folder, "copy");
  await cp(www, copy, { recursive: true, filter: (path) => !path.endsWith("loop.js") });
  let isBuilding = true;
  const building = (async () => {
    for (let round = 0; round < 15; round++) {
      await truncate(join(www, "large.wasm"), round).catch(() => {});
      await rm(www, { recursive: true, force: true });
      await cp(copy, www, { recursive: true });
    }
    isBuilding = false;
  })();
  const statuses = new Set();
  const ask = async () => {
    while (isBuilding) {
      const { status, body } = await rawRequest(server.port, "/large.wasm");
      assert.ok(!body.startsWith("cut off"), body);
      statuses.add(status);
    }
  };
  await Promise.all([building, ask(), ask(), ask(), ask()]);
  for (const status of statuses) assert.ok([200, 404, 503].includes(status), `status ${status}`);
  await writeSite();
  await assertAlive();
  assert.equal((await rawRequest(server.port, "/large.wasm")).body.length, MEBIBYTE);
});

test("clients that disconnect at any moment disturb nobody", async () => {
  for (const bytes of [
    "",
    "G",
    "GET /large.wasm HTTP/1.1\r\n",
    `GET /large.wasm HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`.repeat(20),
    `POST / HTTP/1.1\r\nHost: localhost:${server.port}\r\nContent-Length: 100\r\n\r\nhalf`,
  ]) {
    for (const leave of ["end", "destroy", "resetAndDestroy"]) {
      const socket = openSocket(server.port, "127.0.0.1").on("error", () => {});
      await once(socket, "connect");
      if (bytes !== "") await new Promise((resolve) => socket.write(bytes, resolve));
      if (leave === "end") socket.end();
      else if (leave === "destroy") socket.destroy();
      else socket.resetAndDestroy();
      socket.resume();
      await once(socket, "close");
    }
  }
  await assertAlive();
});

test("a client that closes its own side of the connection disturbs nobody", async () => {
  const request = `GET / HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`;
  // Node takes a half-closed connection for an aborted one, so there may be no response.
  await rawExchange(server.port, request, { half: true });
  await assertAlive();
});

test("a client that goes on to send after it was refused can still read why", async () => {
  const socket = openSocket(server.port, "127.0.0.1").pause();
  for (let count = 0; count < 5; count++) {
    socket.write("GARBAGE\r\n\r\n");
    await wait(30);
  }
  assert.equal(readResponse((await buffer(socket)).toString()).status, 400);
});

test("an error of the next request does not land in the response that is under way", async () => {
  const slow = await listen(
    (_, response) => response.writeHead(200, { "Content-Length": "99" }).write("part"),
    0,
    "127.0.0.1",
  );
  try {
    const socket = openSocket(slow.port, "127.0.0.1").on("error", () => {});
    socket.write(`GET / HTTP/1.1\r\nHost: localhost:${slow.port}\r\n\r\n`);
    let received = String(await once(socket, "data"));
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.write("GARBAGE\r\n\r\n");
    await once(socket, "close");
    assert.ok(received.endsWith("\r\n\r\npart"), received);
  } finally {
    await slow.close();
  }
});

/** @type {[string, (request: IncomingMessage, response: ServerResponse) => unknown][]} */
const BROKEN_HANDLERS = [
  [
    "throws",
    () => {
      throw new Error("broken");
    },
  ],
  ["rejects", () => Promise.reject(new Error("broken"))],
  ["destroys the request with an error", (request) => request.destroy(new Error("broken"))],
  ["destroys the response with an error", (_, response) => response.destroy(new Error("broken"))],
  ["destroys the connection with an error", (request) => request.socket.destroy(new Error("broken"))],
  [
    "writes after the end",
    (_, response) => {
      response.end("done");
      response.write("more");
    },
  ],
  [
    "sends headers twice",
    (_, response) => {
      response.writeHead(200).write("a");
      response.writeHead(200);
    },
  ],
];

for (const [name, handle] of BROKEN_HANDLERS) {
  test(`a handler that ${name} ends its own connection only`, async () => {
    const broken = await listen(
      (request, response) => (request.url === "/" ? response.end("fine") : handle(request, response)),
      0,
      "127.0.0.1",
    );
    try {
      await rawRequest(broken.port, "/broken").catch(() => {});
      await wait(20); // an error event comes in a later turn of the event loop
      assert.equal((await rawRequest(broken.port, "/")).body, "fine");
    } finally {
      await broken.close();
    }
  });
}

/** Serves the folder in a process of its own. @param {string[]} command the program that runs Node */
async function startSiteProcess(...command) {
  const program = `
    import { listen } from ${JSON.stringify(new URL("../../tools/listen.js", import.meta.url))};
    import { createSite } from ${JSON.stringify(new URL("../../tools/site.js", import.meta.url))};
    const site = createSite(${JSON.stringify(www)}, () => ({}));
    console.log((await listen(site, 0, "127.0.0.1")).port);`;
  const [executable = "", ...args] = [...command, process.execPath, "--input-type=module", "-e", program];
  const child = spawn(executable, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { child, port: Number(line) };
}

test("a process that runs out of file descriptors serves again when they are free", async () => {
  const { child, port } = await startSiteProcess("sh", "-c", 'ulimit -n 40; exec "$@"', "sh");
  try {
    const sockets = Array.from({ length: 100 }, () => openSocket(port, "127.0.0.1").on("error", () => {}));
    await wait(200);
    // The last descriptors go to connections, so a file can't be opened either.
    for (const socket of sockets) socket.write(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    await wait(300);
    for (const socket of sockets) socket.destroy();
    await wait(200);
    assert.equal(child.exitCode, null);
    assert.equal((await rawRequest(port, "/")).status, 200);
  } finally {
    child.kill();
  }
});

test("Ctrl-C ends npm start at once, even while a request is forwarded", async () => {
  const silent = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (silent.address());
  const running = await startProcess(["--upstream", `http://127.0.0.1:${address.port}`]);
  try {
    const id = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
    const headers = { Host: `localhost:${running.port}`, Authorization: "Bearer a" };
    const call = rawRequest(running.port, `/v1/customers/${id}/batchJobStatus/${id}`, { headers });
    await once(silent, "connection");
    const started = performance.now();
    await Promise.all([running.stop("SIGINT"), assert.rejects(call)]);
    assert.ok(performance.now() - started < 2000);
  } finally {
    await running.stop("SIGKILL");
    silent.close();
  }
});

test("a request that never ends is ended, by 408 if nothing was sent yet", async () => {
  const impatient = await listen((_, response) => response.end("fine"), 0, "127.0.0.1", {
    headersTimeout: 200,
    requestTimeout: 400,
    connectionsCheckingInterval: 50,
  });
  try {
    const started = performance.now();
    const [headers, body] = await Promise.all([
      rawExchange(impatient.port, "GET / HTTP/1.1\r\nHost: loc"),
      rawExchange(impatient.port, `POST / HTTP/1.1\r\nHost: localhost:${impatient.port}\r\nContent-Length: 9\r\n\r\n1`),
      rawExchange(impatient.port, ""),
    ]);
    assert.equal(readResponse(headers).status, 408);
    assert.match(body, /^HTTP\/1.1 200 /);
    assert.ok(performance.now() - started < 3000);
  } finally {
    await impatient.close();
  }
});

test("a client that reads nothing is disconnected", async () => {
  const impatient = await listen((_, response) => response.end("x".repeat(50 * MEBIBYTE)), 0, "127.0.0.1", {
    idleTimeout: 300,
  });
  try {
    const socket = openSocket(impatient.port, "127.0.0.1").on("error", () => {});
    socket.pause().write(`GET / HTTP/1.1\r\nHost: localhost:${impatient.port}\r\n\r\n`);
    await wait(1500);
    let length = 0;
    socket.on("data", (chunk) => {
      length += chunk.length;
    });
    socket.resume();
    await once(socket, "close");
    assert.ok(length < 50 * MEBIBYTE);
  } finally {
    await impatient.close();
  }
});
