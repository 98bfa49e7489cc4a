/** What is published: nothing is missing, nothing is too much, and nothing surprises a consumer's tools. */
import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, posix } from "node:path";
import { after, describe, it } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { project, run } from "../../tools/setup.js";
import { undocumentedMembers } from "./doc-comments.js";
import { install, PACKAGE, pack, temporaryFolder } from "./pack.js";

const folder = await temporaryFolder("packed");
after(folder.remove);
await writeFile(join(folder.path, "package.json"), '{ "private": true }');
const { tarball, files } = await pack(folder.path);
const installed = await install(folder.path, tarball);
const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));

/** The texts of the published files with this ending, by their paths. @param {string} ending */
async function texts(ending) {
  const paths = files.filter((path) => path.endsWith(ending));
  assert.ok(paths.length > 0, ending);
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(installed, path), "utf8") })));
}

describe("the tarball", () => {
  it("holds facade and element, the WebAssembly with its glue, the types, README and licences, and nothing else", async () => {
    const sources = (await readdir(join(project, "src", "js"), { recursive: true })).map((path) =>
      path.replaceAll("\\", "/"),
    );
    const modules = sources.filter((path) => /\.(ts|css)$/.test(path)).map((path) => path.replace(/\.ts$/, ""));
    const wasm = `dist/wasm/${PACKAGE}`;
    assert.deepEqual(
      files.toSorted(),
      [
        ...["LICENSE-APACHE", "LICENSE-MIT", "README.md", "package.json"],
        ...[...modules, "element/languages/index"].flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]),
        ...[`${wasm}.d.ts`, `${wasm}.js`, `${wasm}_bg.wasm`],
      ].toSorted(),
    );
  });

  it("depends on nothing and runs nothing when it is installed", () => {
    for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies"]) {
      assert.deepEqual(Object.keys(manifest[kind] ?? {}), [], kind);
    }
    const scripts = Object.keys(manifest.scripts ?? {});
    const whenInstalled = /^(pre|post)?(install|prepare|prepublish|pack|publish)$|^dependencies$/;
    assert.deepEqual(
      scripts.filter((name) => whenInstalled.test(name)),
      [],
    );
  });

  it("is an ES module under MIT or Apache-2.0, whose only side effect is to define the element", () => {
    const { type, sideEffects, license } = manifest;
    assert.deepEqual(
      { type, sideEffects, license },
      { type: "module", sideEffects: ["./dist/element/index.js"], license: "MIT OR Apache-2.0" },
    );
  });

  it("has nothing that publint would change", async () => {
    const bytes = await readFile(tarball);
    const { messages, pkg } = await publint({ pack: { tarball: Uint8Array.from(bytes).buffer }, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it("has types that are right for every resolution of ES modules (attw)", async () => {
    const attw = join(project, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
    // The WebAssembly file is an entry point for its address alone: nobody imports it.
    const args = ["--profile", "esm-only", "--exclude-entrypoints", `${PACKAGE}.wasm`, "--no-definitely-typed"];
    await run("node", [attw, tarball, ...args], { quiet: true });
  });
});

describe("the published JavaScript", () => {
  it("makes no code out of text", async () => {
    for (const { path, text } of await texts(".js")) {
      assert.doesNotMatch(
        text,
        /\beval\s*\(|\bnew\s+Function\b|(?<!`)\bFunction\s*\(|\.constructor\s*\(|set(Timeout|Interval)\(\s*["'`]/,
        path,
      );
    }
  });

  it("imports its own files alone", async () => {
    for (const { path, text } of await texts(".js")) {
      for (const [, from = ""] of text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
        assert.match(from, /^\.\.?\//, path);
        assert.ok(files.includes(posix.join(posix.dirname(path), from)), `${path} imports ${from}`);
      }
    }
  });

  it("has nothing of the element in what the main entry imports", async () => {
    const own = (await texts(".js")).filter(({ path }) => !path.startsWith("dist/element/"));
    for (const { path, text } of own) assert.doesNotMatch(text, /\.\/element\//, path);
  });

  it("can be imported where there is no document: a server renders a portal too", async () => {
    const script = `import "${PACKAGE}/element"; import "${PACKAGE}";`;
    await run("node", ["--input-type=module", "--eval", script], { cwd: folder.path, quiet: true });
  });

  it("has one `new URL` for the WebAssembly: a bundler emits the file once for each", async () => {
    const all = (await texts(".js")).map(({ text }) => text).join("\n");
    assert.equal(all.match(/new URL\([^)]*\.wasm[^)]*\)/g)?.length, 1);
    assert.equal(all.match(/import\.meta\.url/g)?.length, 1);
  });
});

describe("the published types", () => {
  it("have a doc comment on everything that the package exports, members included", async () => {
    assert.deepEqual(undocumentedMembers(await texts(".d.ts")), []);
  });
});

it("no published file names the machine that built it", async () => {
  for (const path of files) {
    const content = await readFile(join(installed, path), "latin1");
    for (const place of [homedir(), project.replace(/[/\\]$/, "")]) {
      assert.ok(!content.includes(`${place}/`), `${path} holds ${place}`);
    }
  }
});
