import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { listen, listenOnLoopback } from "../../tools/listen.js";
import { readOptions, UsageError } from "../../tools/options.js";
import { createSite, securityHeaders } from "../../tools/site.js";
import { rawRequest } from "./raw-request.js";

/** @param {string[]} args */
async function npmStart(...args) {
  const script = fileURLToPath(new URL("../../tools/start.js", import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on("close", resolve)),
  ]);
  return { out, err, code };
}

test("--help lists every option", async () => {
  const { out, err, code } = await npmStart("--help");
  for (const option of ["--port", "--upstream", "--help"]) assert.ok(out.includes(option));
  assert.deepEqual([err, code], ["", 0]);
});

test("an unknown option prints one sentence and exits with code 2", async () => {
  const { out, err, code } = await npmStart("--prot", "80");
  assert.deepEqual([out, err, code], ["", "Unknown option '--prot'; see npm start -- --help.\n", 2]);
});

for (const host of ["127.0.0.1", "::1"]) {
  test(`a port in use at ${host} prints one sentence that suggests another --port`, async (context) => {
    const other = await listen(() => {}, 0, host).catch(() => undefined);
    if (!other) return context.diagnostic("this machine has no IPv6");
    try {
      const { err, code } = await npmStart("--port", String(other.port));
      const expected = `Port ${other.port} is taken: choose another one, such as npm start -- --port ${other.port + 1}.\n`;
      assert.deepEqual([err, code], [expected, 1]);
    } finally {
      await other.close();
    }
  });
}

test("the last port in use suggests one that exists", async (context) => {
  const other = await listen(() => {}, 65_535, "127.0.0.1").catch(() => undefined);
  if (!other) return context.diagnostic("another program has this port");
  try {
    assert.match((await npmStart("--port", "65535")).err, /--port 65534\.\n$/);
  } finally {
    await other.close();
  }
});

/** @type {[string[], { help?: boolean, port?: number, upstream?: string | undefined }][]} */
const ACCEPTED = [
  [[], { help: false, port: 4173, upstream: undefined }],
  [["--port", "8080"], { port: 8080 }],
  [["--port=0"], { port: 0 }],
  [["--help"], { help: true }],
  [["--upstream", "https://api.partnercenter.microsoft.com"], { upstream: "https://api.partnercenter.microsoft.com" }],
  [["--upstream", "https://partner.example:8443/"], { upstream: "https://partner.example:8443" }],
  [["--upstream", "http://127.0.0.1:9"], { upstream: "http://127.0.0.1:9" }],
  [["--upstream", "http://[::1]:9"], { upstream: "http://[::1]:9" }],
  [["--upstream", "https://[2001:db8::1]"], { upstream: "https://[2001:db8::1]" }],
];

for (const [args, expected] of ACCEPTED) {
  test(`options: ${args.join(" ") || "none"} are accepted`, () => {
    const { upstream, ...others } = readOptions(args);
    const got = { ...others, upstream: upstream?.origin };
    for (const [name, value] of Object.entries(expected))
      assert.equal(Object.entries(got).find(([n]) => n === name)?.[1], value);
  });
}

for (const args of [
  ["--port"],
  ["--port", "http"],
  ["--port", "65536"],
  ["--port", "-1"],
  ["--port", "80.5"],
  ["--port", ""],
  ["--help=yes"],
  ["serve"],
  ["--upstream", ""],
  ["--upstream", "api.partnercenter.microsoft.com"],
  ["--upstream", "http://api.partnercenter.microsoft.com"],
  ["--upstream", "http://localhost.evil.example"],
  ["--upstream", "http://[2001:db8::1]"],
  ["--upstream", "http://[::1"],
  ["--upstream", "http://::1"],
  ["--upstream", "ftp://127.0.0.1"],
  ["--upstream", "https://user:secret@api.partnercenter.microsoft.com"],
  ["--upstream", "https://api.partnercenter.microsoft.com/v1"],
  ["--upstream", "https://api.partnercenter.microsoft.com/?x"],
]) {
  test(`options: ${args.join(" ")} is refused with one sentence`, () => {
    assert.throws(
      () => readOptions(args),
      (error) => error instanceof UsageError && /^[^\n]+\.$/.test(error.message),
    );
  });
}

test("a server listens at both addresses of localhost", async () => {
  const server = await listenOnLoopback((_, response) => response.end("ours"), 0);
  try {
    assert.equal(await (await fetch(`http://127.0.0.1:${server.port}`)).text(), "ours");
    assert.equal(await (await fetch(`http://[::1]:${server.port}`)).text(), "ours");
  } finally {
    await server.close();
  }
});

test("a handler that throws closes its own connection only", async () => {
  const server = await listen(
    (request, response) => {
      if (request.url === "/bad") throw new Error("bad");
      response.end("fine");
    },
    0,
    "127.0.0.1",
  );
  try {
    await assert.rejects(rawRequest(server.port, "/bad"), { code: "ECONNRESET" });
    assert.equal((await rawRequest(server.port, "/")).body, "fine");
  } finally {
    await server.close();
  }
});

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof listen>>} */
let site;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "site-"));
  await mkdir(join(folder, "www"));
  await writeFile(join(folder, "secret.txt"), "outside");
  await writeFile(join(folder, "www", "index.html"), "<!DOCTYPE html>");
  await writeFile(join(folder, "www", "a.wasm"), "\0asm");
  await writeFile(join(folder, "www", "settings.json"), "{}");
  site = await listen(
    createSite(join(folder, "www"), (baseUrl) => ({ baseUrl, demo: 1 })),
    0,
    "127.0.0.1",
  );
});
after(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** @type {[string, string, number, string | undefined][]} */
const PAGES = [
  ["GET", "/", 200, "text/html;charset=utf-8"],
  ["GET", "/index.html?x=1", 200, "text/html;charset=utf-8"],
  ["HEAD", "/", 200, "text/html;charset=utf-8"],
  ["GET", "/a.wasm", 200, "application/wasm"],
  ["GET", "/settings.json", 200, "application/json"],
  ["GET", "/missing.js", 404, "text/plain; charset=utf-8"],
  ["GET", "/../secret.txt", 404, "text/plain; charset=utf-8"],
  ["GET", "/%2e%2e/secret.txt", 404, "text/plain; charset=utf-8"],
  ["POST", "/", 405, "text/plain; charset=utf-8"],
];

for (const [method, path, status, type] of PAGES) {
  test(`site: ${method} ${path} responds ${status} with the security headers`, async () => {
    const { headers, ...response } = await rawRequest(site.port, path, { method });
    assert.equal(response.status, status);
    assert.equal(headers["content-type"], type);
    for (const [name, value] of Object.entries(securityHeaders)) assert.equal(headers[name.toLowerCase()], value, name);
    assert.equal(response.body.includes("outside"), false);
  });
}

test("the security headers have a policy against foreign scripts, connections and frames", () => {
  const policy = securityHeaders["Content-Security-Policy"];
  for (const rule of ["default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "form-action 'none'"]) {
    assert.ok(policy.includes(rule), rule);
  }
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
});

test("settings.json has the address that the page was loaded from, and a changed file is served at once", async () => {
  const { body } = await rawRequest(site.port, "/settings.json", { headers: { Host: `localhost:${site.port}` } });
  assert.deepEqual(JSON.parse(body), { baseUrl: `http://localhost:${site.port}`, demo: 1 });
  await writeFile(join(folder, "www", "a.wasm"), "\0asm2");
  assert.equal((await rawRequest(site.port, "/a.wasm")).body, "\0asm2");
});
