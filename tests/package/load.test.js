/** Loading the WebAssembly file: if it fails, the error says what to do, and the next call tries again, from where it was told. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import binaryen from "binaryen";
import { project, run as runProgram } from "../../tools/setup.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { securityHeaders } from "../../tools/site.js";
import { launchChromium } from "../engines/chromium.js";
import { sources } from "./load-in-page.js";
import { PACKAGE, temporaryFolder } from "./pack.js";
import { inPage } from "./runtimes.js";
import { startServer } from "./server.js";

/**
 * @import { ServerResponse } from "node:http"
 * @import { SimulatedResponse } from "../../tools/simulator/responses.js"
 * @typedef {import("./runtimes.js").Run<typeof import("./load-in-page.js")>} Run
 */

const MODULE = "tests/package/load-in-page.js";
const TIMEOUT = { timeout: 30_000 };

const wasm = await readFile(join(project, "dist", `${PACKAGE}.wasm`));
const server = await startServer();
const { url: baseUrl } = server.base();
const browser = await launchChromium();
after(async () => {
  await browser.close();
  await server.close();
});

/** @param {Record<string, string>} [headers] @returns {Promise<{ run: Run, errors: string[] }>} */
async function openPage(headers) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(server.page(headers));
  return { run: inPage(page, MODULE), errors };
}

const { run, errors } = await openPage();

const LOADED = { status: "finished" };
/** @param {string} text @param {string} type @returns {SimulatedResponse} */
const textResponse = (text, type) => ({ status: 200, headers: { "Content-Type": type }, body: text });
const EMPTY_MODULE = "\0asm\x01\0\0\0";
/** An empty function, exported by a name of the package. */
const LOOKALIKE_MODULE = `${EMPTY_MODULE}\x01\x04\x01\x60\0\0\x03\x02\x01\0\x07\x18\x01\x14getBatchUploadStatus\0\0\x0a\x04\x01\x02\0\x0b`;
const HTML = "<!doctype html><title>Portal</title>";
const PUBLISH =
  'publish the .wasm file of the package beside its JavaScript, tell init\\(\\) where it is, or import "partner-center-batch-status/inline"';

/**
 * What the server does at the first request, and the expected hint.
 *
 * @type {Record<string, [(response: ServerResponse) => SimulatedResponse | void, RegExp]>}
 */
const FAULTS = {
  "is missing": [() => ({ status: 404 }), new RegExp(`answered 404: ${PUBLISH}`)],
  "is on a server that fails": [() => ({ status: 503 }), new RegExp(`answered 503: ${PUBLISH}`)],
  "is an HTML page": [() => textResponse(HTML, "text/html; charset=utf-8"), new RegExp(`an HTML page: ${PUBLISH}`)],
  "is an HTML page with another Content-Type": [
    () => textResponse(HTML, "application/octet-stream"),
    new RegExp(`not the WebAssembly file of this build: ${PUBLISH}`),
  ],
  "is garbage": [() => textResponse("garbage", "application/wasm"), /not the WebAssembly file/],
  "is empty": [() => textResponse("", "application/wasm"), /not the WebAssembly file/],
  "is half of itself": [
    (response) => sendWasm(response, wasm.subarray(0, wasm.length / 2), "application/wasm"),
    /not the WebAssembly file/,
  ],
  "is another module": [
    (response) => sendWasm(response, Buffer.from(EMPTY_MODULE), "application/wasm"),
    /not the WebAssembly file/,
  ],
  "is of another version": [
    // It imports "b" from "a", which the glue does not provide.
    (response) =>
      sendWasm(
        response,
        Buffer.from(`${EMPTY_MODULE}\x01\x04\x01\x60\0\0\x02\x07\x01\x01a\x01b\0\0`),
        "application/wasm",
      ),
    /not the WebAssembly file/,
  ],
  "is of another build": [
    (response) => sendWasm(response, wasmOfAnotherBuild(), "application/wasm"),
    new RegExp(`not the WebAssembly file of this build: ${PUBLISH}`),
  ],
  "imports nothing and has an export of the same name": [
    (response) => sendWasm(response, Buffer.from(LOOKALIKE_MODULE), "application/wasm"),
    /not the WebAssembly file/,
  ],
  "imports nothing, has every export and does nothing": [
    (response) => sendWasm(response, lookalikeWithEveryExport(), "application/wasm"),
    /not the WebAssembly file/,
  ],
  "is truncated": [
    (response) => {
      response.setHeader("Content-Length", wasm.length);
      response.write(wasm.subarray(0, wasm.length / 2), () => response.destroy());
    },
    /Check the connection/,
  ],
};

describe("a WebAssembly file that", TIMEOUT, () => {
  for (const [label, [respond, hint]] of Object.entries(FAULTS)) {
    it(`${label} gives wasm-load with a hint, and the next call works`, async () => {
      const copy = server.copy(({ count, response, sendFile }) => (count === 1 ? respond(response) : sendFile()));
      const [first, second] = await run("callTwice", copy.url, baseUrl);
      assertWasmLoad(first, hint, `${copy.url}/${PACKAGE}.wasm`);
      assert.deepEqual(second, LOADED);
      assert.equal(copy.wasmRequests, 2);
    });
  }

  for (const type of ["application/octet-stream", "application/wasm; charset=utf-8", "text/plain", undefined]) {
    it(`has the type ${type} works`, async () => {
      const copy = server.copy(({ response }) => sendWasm(response, wasm, type));
      assert.deepEqual(await run("callTwice", copy.url, baseUrl), [LOADED, LOADED]);
      assert.equal(copy.wasmRequests, 1);
    });
  }

  it("several calls need at once is loaded once", async () => {
    const copy = server.copy();
    const outcomes = await run("callSimultaneously", copy.url, baseUrl);
    assert.deepEqual(outcomes, [{ status: "loaded" }, LOADED, LOADED, LOADED, { status: "loaded" }]);
    assert.equal(copy.wasmRequests, 1);
  });

  it("fails for several calls at once fails for all of them, and is loaded once afterwards", async () => {
    const copy = server.copy(({ count, sendFile }) => (count === 1 ? { status: 404 } : sendFile()));
    const outcomes = await run("callSimultaneously", copy.url, baseUrl);
    assert.deepEqual(
      outcomes.map(({ code }) => code),
      Array(5).fill("wasm-load"),
    );
    assert.deepEqual(await run("callTwice", copy.url, baseUrl), [LOADED, LOADED]);
    assert.equal(copy.wasmRequests, 2);
  });

  it("is still loading delays neither an abort nor a timeout", async () => {
    let sendWasmFile = () => {};
    const copy = server.copy(({ sendFile }) => {
      sendWasmFile = sendFile;
    });
    const base = server.base();
    const { aborted, tooLate } = await run("endWhileLoading", copy.url, base.url);
    assert.equal(aborted, "gone");
    assert.equal(tooLate.code, "timeout");
    assert.match(String(tooLate.hint), /WebAssembly file/);
    sendWasmFile();
    assert.deepEqual(await run("callTwice", copy.url, baseUrl), [LOADED, LOADED]);
    assert.equal(copy.wasmRequests, 1);
    assert.equal(base.requests.length, 0, "calls that have ended send no request");
  });
});

describe("init()", TIMEOUT, () => {
  const REPEATABLE = ["an address", "a path", "a URL", "a Request"];
  for (const source of sources) {
    it(`accepts ${source}`, async () => {
      const [own, other] = [server.copy(), server.copy()];
      assert.deepEqual(await run("initFrom", own.url, other.url, source, baseUrl), [{ status: "loaded" }, LOADED]);
      assert.deepEqual([own.wasmRequests, other.wasmRequests], [0, 1]);
    });

    const isRepeatable = REPEATABLE.includes(source);
    it(`fails with ${source} of a missing file, and the next call ${isRepeatable ? "tries it again" : "fails, until a new one"}`, async () => {
      const own = server.copy();
      const other = server.copy(({ count, sendFile }) =>
        count === 1 ? { status: 404, body: "Not here." } : sendFile(),
      );
      const outcomes = await run("initTwice", own.url, other.url, source, baseUrl);
      const called = isRepeatable ? "finished" : "wasm-load";
      assert.deepEqual(
        outcomes.map(({ code, status }) => code ?? status),
        ["wasm-load", called, "loaded", "finished"],
      );
      assert.deepEqual([own.wasmRequests, other.wasmRequests], [0, 2], "the package's own file is not asked for");
    });
  }

  it("accepts a Response with the right integrity, and refuses one with a wrong integrity", async () => {
    const published = JSON.parse(await readFile(join(project, "dist", "integrity.json"), "utf8"))[`${PACKAGE}.wasm`];
    const other = `sha384-${createHash("sha384").update(wasm.subarray(1)).digest("base64")}`;
    const copy = server.copy();
    // The last one is not needed any more, so its failure is not reported.
    const hashes = [other, published, other];
    const [wrong, call, ...afterwards] = await run("initWithIntegrity", copy.url, hashes, baseUrl);
    // The caller's own request failed, and the error of a browser does not name its address.
    assert.deepEqual([wrong?.code, wrong?.message], ["wasm-load", "The WebAssembly file could not be loaded."]);
    assert.match(String(wrong?.hint), /integrity/);
    assert.deepEqual(call, wrong, "what was refused is not loaded without the hash");
    assert.deepEqual(afterwards, [{ status: "loaded" }, LOADED, { status: "loaded" }, LOADED]);
    assert.equal(copy.wasmRequests, 3);
  });

  it("says of a response of another file that it can't be used again", async () => {
    const [own, other] = [server.copy(), server.copy(() => textResponse("garbage", "application/wasm"))];
    const [initialized, called] = await run("initTwice", own.url, other.url, "a Response", baseUrl);
    assertWasmLoad(initialized, /not the WebAssembly file/, `${other.url}/${PACKAGE}.wasm`);
    assertWasmLoad(called, /Call init\(\) with a new response/, `${other.url}/${PACKAGE}.wasm`);
  });

  it("takes the source that came while another one failed", async () => {
    const [own, other] = [server.copy(), server.copy()];
    const outcomes = await run("initWhileLoading", own.url, ["/nothing-here", `${other.url}/${PACKAGE}.wasm`], baseUrl);
    assert.deepEqual(
      outcomes.map(({ code, status }) => code ?? status),
      ["wasm-load", "loaded", "finished"],
    );
    assert.deepEqual([own.wasmRequests, other.wasmRequests], [0, 1]);
  });

  it("does not take the package's own file for what a promise lacks", async () => {
    const own = server.copy();
    const [initialized, called] = await run("initFromNothing", own.url, baseUrl);
    assert.deepEqual([initialized?.code, called?.code, own.wasmRequests], ["wasm-load", "wasm-load", 0]);
  });
});

describe("a content security policy", TIMEOUT, () => {
  it("with 'wasm-unsafe-eval' lets the package work", async () => {
    const strict = await openPage(securityHeaders);
    assert.deepEqual(await strict.run("callTwice", server.copy().url, baseUrl), [LOADED, LOADED]);
    assert.deepEqual(strict.errors, []);
  });

  it("without it leads to wasm-load, and the hint names the directive", async () => {
    const policy = securityHeaders["Content-Security-Policy"].replace(" 'wasm-unsafe-eval'", "");
    const stricter = await openPage({ "Content-Security-Policy": policy });
    const { url } = server.copy();
    const [first, second] = await stricter.run("callTwice", url, baseUrl);
    assertWasmLoad(first, /Content-Security-Policy.*'wasm-unsafe-eval'.*script-src/, `${url}/${PACKAGE}.wasm`);
    assert.deepEqual(second, first);
    assert.deepEqual(stricter.errors, []);
  });
});

describe("an element whose WebAssembly file can't be loaded", TIMEOUT, () => {
  /**
   * What the support bundle says.
   *
   * @type {Record<string, { policy?: string, source?: string, hint: RegExp, cause: RegExp }>}
   */
  const CASES = {
    "because a policy forbids it": {
      policy: securityHeaders["Content-Security-Policy"].replace(" 'wasm-unsafe-eval'", ""),
      hint: /Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src/,
      cause: /^CompileError: .*unsafe-eval/,
    },
    "because the page's own request fails, whose address has secrets": {
      source: "https://user:secret@portal.invalid/portal.wasm?sig=secret more secret",
      hint: /Check the connection/,
      cause: /^TypeError: No answer from https:\/\/portal\.invalid\/portal\.wasm$/,
    },
  };
  for (const [label, { policy, source, hint, cause }] of Object.entries(CASES)) {
    it(`${label}, tells why in the support bundle, and once in the console`, async () => {
      const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
      const page = await context.newPage();
      /** @type {string[]} */
      const told = [];
      page.on("console", (message) => message.type() === "error" && told.push(message.text()));
      await page.goto(server.page(policy ? { "Content-Security-Policy": policy } : {}));
      await inPage(page, MODULE)("showTwoElements", server.copy().url, baseUrl, source);
      const first = await copyBundle(page, 0);
      await copyBundle(page, 1);
      await context.close();
      const fact = (/** @type {string} */ name) => new RegExp(`^${name}: (.*)$`, "m").exec(first)?.[1] ?? "";
      assert.match(fact("Hint"), hint);
      assert.match(fact("Cause"), cause);
      assert.equal(told.length, 1, told.join("\n"));
      assert.match(String(told[0]), /^<batch-upload-status>/);
      assert.match(String(told[0]), hint);
      assert.doesNotMatch(first + told, /secret/);
    });
  }
});

// Each of them waits for seconds for what must not happen: one after another they take 24 s, three at a time 8.
describe("a page without a bundler", { ...TIMEOUT, concurrency: 3 }, () => {
  /** The links of the page, by what they do, and the files that it imports. @type {Record<string, (url: string) => string>} */
  const LINKS = {
    "no preloading": () => "",
    preloading: (url) => `<link rel="modulepreload" href="${url}/index.js">
      <link rel="preload" as="fetch" type="application/wasm" crossorigin href="${url}/${PACKAGE}.wasm">`,
  };
  const ENTRIES = { "the main entry": ["index.js"], "the element": ["element/index.js", "index.js"] };
  for (const [links, linksOf] of Object.entries(LINKS)) {
    for (const [entry, files] of Object.entries(ENTRIES)) {
      it(`loads ${files.length} JavaScript and one WebAssembly for ${entry}, with ${links}`, async () => {
        const { url } = server.copy();
        const script = `import "${url}/${files[0]}"; import { init } from "${url}/index.js"; await init(); document.title = "loaded";`;
        const page = await open(`${linksOf(url)}<script type="module">${script}</script>`, links === "preloading");
        assert.deepEqual(page.requestsTo(url), [...files, `${PACKAGE}.wasm`].toSorted());
        assert.deepEqual(page.warnings, []);
      });
    }
  }

  it("loads the element with the documented import map", async () => {
    const [html = ""] = await documentedHtml();
    const { url } = server.copy();
    const script = 'customElements.whenDefined("batch-upload-status").then(() => { document.title = "loaded"; });';
    const page = await open(html.replaceAll(`/${PACKAGE}/`, `${url}/`).replace(/(?=<\/script>\s*$)/, script));
    assert.deepEqual(page.requestsTo(url), ["element/index.js", "index.js"]);
    assert.deepEqual([page.title, page.warnings], ["loaded", []]);
  });

  it("loads each file once with the documented lines for subresource integrity, and none that is another one", async () => {
    const published = JSON.parse(await readFile(join(project, "dist", "integrity.json"), "utf8"));
    const properties = {
      customerId: DEMO_CUSTOMER_ID,
      trackingId: scenarioNamed("documented-sample").trackingId,
      baseUrl,
      token: "a-token",
    };
    const documented = (await documentedHtml()).find((html) => html.includes("sha384-…")) ?? "";
    const html = documented.replace(
      /(?=<\/script>\s*$)/,
      `const status = Object.assign(document.createElement("batch-upload-status"), ${JSON.stringify(properties)});
      status.addEventListener("change", () => { document.title = "loaded"; });
      status.addEventListener("error", ({ detail }) => { document.title = detail.message; });
      document.body.append(status);`,
    );
    const { url } = server.copy();
    const page = await open(withHashes(html, url, published), true);
    assert.deepEqual(page.requestsTo(url), ["element/index.js", "index.js", `${PACKAGE}.wasm`]);
    assert.deepEqual([page.title, page.warnings], ["loaded", []]);
    const refusals = ["element/index.js", "index.js", `${PACKAGE}.wasm`].map(async (file) => {
      const copy = server.copy();
      const others = { ...published, [file]: published["inline.js"] };
      const refused = await open(withHashes(html, copy.url, others));
      assert.match(refused.warnings.join(), /integrity/, file);
      // The element can tell of the WebAssembly.
      const message = `The WebAssembly file could not be loaded from ${copy.url}/${file}.`;
      assert.equal(refused.title, file.endsWith(".js") ? "Portal" : message, file);
    });
    await Promise.all(refusals);
  });

  /** Opens a page until it has loaded the package, or can't. @param {string} html @param {boolean} [isPreloaded] */
  async function open(html, isPreloaded = false) {
    const page = await browser.newPage();
    /** @type {string[]} */
    const requests = [];
    /** @type {string[]} */
    const warnings = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => warnings.push(message.text()));
    await page.goto(server.page({}, `<!doctype html><title>Portal</title><link rel="icon" href="data:,">${html}`));
    await page.waitForFunction(() => document.title === "loaded", undefined, { timeout: 3_000 }).catch(() => {});
    // Chromium tells of a preload that nothing used a few seconds after the page has loaded.
    if (isPreloaded) await page.waitForTimeout(4_000);
    const title = await page.title();
    await page.close();
    const requestsTo = (/** @type {string} */ url) =>
      requests.flatMap((request) => (request.startsWith(url) ? [request.slice(url.length + 1)] : [])).toSorted();
    return { title, warnings, requestsTo };
  }

  /** The HTML of the documentation. */
  async function documentedHtml() {
    const text = await readFile(join(project, "docs", "in-your-page.md"), "utf8");
    return [...text.matchAll(/```html\n(.*?)```/gs)].map(([, html = ""]) => html);
  }

  /** Puts in the address of the package, and the hash of the file that a line names. @param {string} html @param {string} url @param {Record<string, string>} hashes */
  function withHashes(html, url, hashes) {
    const folder = `/${PACKAGE}/`;
    const lines = html.split("\n").map((line) => {
      const [, file = ""] = new RegExp(`"${folder}([^"]+)"`).exec(line) ?? [];
      return line.replace("sha384-…", hashes[file] ?? "").replaceAll(folder, `${url}/`);
    });
    return lines.join("\n");
  }
});

describe("the error of a load that failed", TIMEOUT, () => {
  const REMOTE = "https://portal.invalid/portal.wasm";
  /** What init() gets, what the error then shows of it, and the hint. @type {[string, string, RegExp][]} */
  const ADDRESSES = [
    [REMOTE, REMOTE, /connection.*connect-src/],
    ["https://user:secret@portal.invalid/portal.wasm?sig=secret#secret", REMOTE, /where the code is/],
    [`${REMOTE}?sig=secret#secret`, REMOTE, /connection/],
    ["file:///portal.wasm", "file:///portal.wasm", /where the code is/],
    // What Next's edge runtime makes of the address of a file.
    ["blob:server/edge/portal.wasm", "blob:server/edge/portal.wasm", /where the code is/],
    ["http://", "http://", /where the code is/],
    [`data:,${"x".repeat(1000)}`, `data:,${"x".repeat(294)}`, /not the WebAssembly file/],
  ];
  for (const [address, shown, hint] of ADDRESSES) {
    it(`names the address ${shown.slice(0, 50)} of ${address.slice(0, 70)}, without secrets`, async () => {
      assertWasmLoad(await run("failToLoad", server.copy().url, address), hint, shown);
    });
  }
});

it("a failed load causes no unhandled error", () => assert.deepEqual(errors, []));

it("Node: a missing file is wasm-load too, and the next call loads it", TIMEOUT, async () => {
  const folder = await temporaryFolder("load");
  try {
    await cp(join(project, "dist"), folder.path, { recursive: true });
    const [file, hidden] = [join(folder.path, `${PACKAGE}.wasm`), join(folder.path, "hidden.wasm")];
    await rename(file, hidden);
    /** @type {typeof import("../../dist/index.js")} */
    const { init } = await import(pathToFileURL(join(folder.path, "index.js")).href);
    await assert.rejects(init(), (/** @type {import("../../dist/index.js").PartnerCenterError} */ error) => {
      const { code, message, hint, attempts, retryable } = error;
      assertWasmLoad({ code, message, hint, attempts, retryable }, /where the code is/, pathToFileURL(file).href);
      return true;
    });
    await rename(hidden, file);
    await init();
  } finally {
    await folder.remove();
  }
});

it("in the jsdom that comes with Jest, which has no `Request`, the hint says what to do", async () => {
  const script = `delete globalThis.Request; require("./dist/commonjs/embedded/index.js").init().catch(({ code, hint }) => console.log(code, hint))`;
  const told = await runProgram("node", ["--eval", script], { quiet: true });
  assert.match(told, /^wasm-load .*testEnvironment: "jest-fixed-jsdom"/);
});

/** Copies the support bundle of one of the elements, and returns it. @param {import("playwright-core").Page} page @param {number} index */
async function copyBundle(page, index) {
  const element = page.locator("batch-upload-status").nth(index);
  await element.getByRole("button", { name: "Copy support bundle" }).click();
  await element.getByRole("button", { name: "Support bundle copied" }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The same code, as another build would name itself. */
function wasmOfAnotherBuild() {
  const [{ module = "" } = {}] = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
  assert.match(module, /^b[0-9a-f]{8}$/);
  return Buffer.from(wasm.toString("latin1").replaceAll(module, "b".padEnd(module.length, "0")), "latin1");
}

/** @param {ServerResponse} response @param {Buffer} bytes @param {string} [type] */
function sendWasm(response, bytes, type) {
  if (type !== undefined) response.setHeader("Content-Type", type);
  response.end(bytes);
}

/** A module without imports whose exports have the names of the package's. Each function returns 0. */
function lookalikeWithEveryExport() {
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map(({ name, kind }) => {
    if (kind === "memory") return `(memory (export "${name}") 1)`;
    if (kind === "table") return `(table (export "${name}") 2000 externref)`;
    return `(func (export "${name}") (result i32) (i32.const 0))`;
  });
  const module = binaryen.parseText(`(module ${exports.join("")})`);
  module.setFeatures(binaryen.Features.ReferenceTypes);
  return Buffer.from(module.emitBinary());
}

/** @param {{ code?: string, message?: string, hint?: string, attempts?: number, retryable?: boolean } | undefined} outcome @param {RegExp} hint @param {string} address what was asked for */
function assertWasmLoad(outcome, hint, address) {
  const message = `The WebAssembly file could not be loaded from ${address}.`;
  assert.deepEqual(outcome, { code: "wasm-load", message, hint: outcome?.hint, attempts: 0, retryable: true });
  assert.match(String(outcome?.hint), hint);
}
