/** A project that installs the tarball: it compiles with TypeScript, and pages bundled from it work. */
import assert from "node:assert/strict";
import { copyFile, cp, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { build as bundleWithEsbuild } from "esbuild";
import sirv from "sirv";
import { build as bundleWithVite } from "vite";
import { listen } from "../../tools/listen.js";
import { project, run } from "../../tools/setup.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { launchChromium } from "../engines/chromium.js";
import { install, PACKAGE, pack, temporaryFolder } from "./pack.js";

const TITLE = "finished at 2017-07-25T10:10:00.000Z, 1 failed";

const folder = await temporaryFolder("consumer");
after(folder.remove);
await cp(join(project, "tests", "consumer"), folder.path, { recursive: true });
await install(folder.path, (await pack(folder.path)).tarball);

describe("TypeScript", () => {
  const tsc = join(project, "node_modules", "typescript", "bin", "tsc");
  const resolutions = [
    ["preserve", "bundler"],
    ["nodenext", "nodenext"],
  ];
  for (const [module = "", resolution = ""] of resolutions) {
    it(`compiles with the types of Node and none of a browser, moduleResolution ${resolution}`, async () => {
      const options = [
        "--lib",
        "ES2022",
        "--types",
        "node",
        "--strict",
        "--skipLibCheck",
        "false",
        "--noEmit",
        "--ignoreConfig",
      ];
      const file = join(folder.path, "node", "server.ts");
      await run("node", [tsc, ...options, "--module", module, "--moduleResolution", resolution, file], { quiet: true });
    });

    it(`compiles against the types with moduleResolution ${resolution}`, async () => {
      await run("node", [tsc, "-p", folder.path, "--module", module, "--moduleResolution", resolution], {
        quiet: true,
      });
    });
  }
});

describe("a server bundled by esbuild", () => {
  it("is one file that needs no other", async () => {
    const alone = await temporaryFolder("bundled-server");
    const simulator = await startSimulator();
    try {
      const outfile = join(alone.path, "server.mjs");
      const entryPoints = [join(folder.path, "node", "server.ts")];
      await bundleWithEsbuild({
        entryPoints,
        outfile,
        bundle: true,
        platform: "node",
        format: "esm",
        logLevel: "error",
      });
      assert.equal((await run("node", [outfile, simulator.url], { quiet: true })).trim(), "finished");
    } finally {
      await simulator.close();
      await alone.remove();
    }
  });
});

describe("a page bundled by", () => {
  it("Vite has one .wasm file, and call and element work", async () => {
    const input = ["index.html", "element.html"].map((name) => join(folder.path, name));
    const build = { target: "es2022", rolldownOptions: { input } };
    await bundleWithVite({ root: folder.path, logLevel: "error", build });
    const site = join(folder.path, "dist");
    const emitted = await readdir(site, { recursive: true });
    assert.equal(emitted.filter((path) => path.endsWith(".wasm")).length, 1, emitted.join(", "));
    assert.equal(await titleOf(site, "index.html"), TITLE);
    assert.equal(await titleOf(site, "element.html"), TITLE);
  });

  for (const format of /** @type {const} */ (["esm", "iife"])) {
    it(`esbuild works with the inlined WebAssembly and no further file (${format})`, async () => {
      const site = join(folder.path, `inlined-${format}`);
      await bundleWithEsbuild({
        entryPoints: [join(folder.path, "inlined.ts")],
        outdir: site,
        bundle: true,
        format,
        target: "es2022",
        logLevel: "error",
        logOverride: { "empty-import-meta": "silent" },
      });
      const html = await readFile(join(folder.path, "index.html"), "utf8");
      await writeFile(join(site, "index.html"), html.replace("page.ts", "inlined.js"));
      assert.equal(await titleOf(site, "index.html"), TITLE);
    });
  }

  it("esbuild works once the .wasm file is copied and init() gets its address", async () => {
    const bundle = join(folder.path, "bundle");
    await bundleWithEsbuild({
      entryPoints: ["page.ts", "element.ts"].map((name) => join(folder.path, name)),
      outdir: bundle,
      bundle: true,
      format: "esm",
      target: "es2022",
      minify: true,
      logLevel: "error",
    });
    for (const name of ["index.html", "element.html"]) {
      const html = await readFile(join(folder.path, name), "utf8");
      await writeFile(join(bundle, name), html.replace(/(page|element)\.ts/, "$1.js"));
    }
    const wasm = createRequire(join(folder.path, "page.ts")).resolve(`${PACKAGE}/${PACKAGE}.wasm`);
    await copyFile(wasm, join(bundle, "copied.wasm"));
    assert.equal(await titleOf(bundle, "index.html", { wasmUrl: "/copied.wasm" }), TITLE);
    assert.equal(await titleOf(bundle, "element.html", { wasmUrl: "/copied.wasm" }), TITLE);
  });
});

/**
 * Serves a bundled page, opens it, and returns the title that it sets at the end.
 *
 * @param {string} site
 * @param {string} name
 * @param {Record<string, string>} [settings]
 */
async function titleOf(site, name, settings = {}) {
  const simulator = await startSimulator();
  const files = sirv(site, { dev: true });
  const server = await listen((request, response) => files(request, response), 0, "127.0.0.1");
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => problems.push(message.text()));
    const parameters = new URLSearchParams({ ...settings, baseUrl: simulator.url });
    await page.goto(`http://127.0.0.1:${server.port}/${name}?${parameters}`);
    await page.waitForFunction(() => document.title !== "Waiting");
    assert.deepEqual(problems, []);
    return await page.title();
  } finally {
    await browser.close();
    await Promise.all([server.close(), simulator.close()]);
  }
}
