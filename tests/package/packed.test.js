/** The published package has the right files and works with the tools of its users. */
import assert from "node:assert/strict";
import { cp, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, posix } from "node:path";
import { after, describe, it } from "node:test";
import { Ajv } from "ajv";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { project, run } from "../../tools/setup.js";
import { install, PACKAGE, pack, temporaryFolder } from "./pack.js";

const folder = await temporaryFolder("packed");
after(folder.remove);
await writeFile(join(folder.path, "package.json"), '{ "private": true }');
const { tarball, files } = await pack(folder.path);
const installed = await install(folder.path, tarball);
const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));

/** Returns the published files with this extension. @param {string} extension */
async function filesWith(extension) {
  const paths = files.filter((path) => path.endsWith(extension));
  assert.ok(paths.length > 0, extension);
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(installed, path), "utf8") })));
}

/** The keys of `exports` that code imports. */
const entries = Object.keys(manifest.exports).filter((entry) => manifest.exports[entry].default?.endsWith(".js"));
const [, ...subpaths] = entries;
const specifiers = entries.map((entry) => posix.join(PACKAGE, entry));

/** Returns what a module imports, or requires. @param {string} text */
function importsOf(text) {
  const statements = text.matchAll(
    /^(?:(?:import|export)\b[^"'=;]*\bfrom|import)\s*"([^"]+)"|\b(?:import|require)\(\s*["']([^"']+)/gm,
  );
  return [...statements].map(([, from, dynamic = ""]) => from ?? dynamic);
}

describe("the tarball", () => {
  it("has a module of each format for each entry, source maps, the WebAssembly, what describes the package, and nothing else", async () => {
    const pages = await readdir(join(project, "docs"));
    const mapped = ["index", "element/index"];
    const modules = [...mapped, "inline", "embedded/index", "embedded/element", "testing/index"];
    assert.deepEqual(
      files.filter((path) => !path.endsWith(".d.ts")).toSorted(),
      [
        ...["LICENSE-APACHE", "LICENSE-MIT", "README.md", "CHANGELOG.md", "SECURITY.md", "package.json"],
        ...pages.map((name) => `docs/${name}`),
        ...subpaths.map((entry) => posix.join(entry, "package.json")),
        ...modules.flatMap((name) => [`dist/${name}.js`, `dist/commonjs/${name}.js`]),
        "dist/commonjs/package.json",
        "dist/embedded/edge.js",
        ...mapped.map((name) => `dist/${name}.js.map`),
        `dist/${PACKAGE}.wasm`,
        ...["dist/THIRD-PARTY-LICENSES.txt", "dist/sbom.cdx.json", "dist/integrity.json"],
        "dist/custom-elements.json",
      ].toSorted(),
    );
  });

  it("has only declarations that an entry leads to", async () => {
    const declarations = new Map((await filesWith(".d.ts")).map(({ path, text }) => [path, text]));
    const reached = new Set();
    const follow = (/** @type {string} */ path) => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const from of importsOf(declarations.get(path) ?? "").filter((from) => from.startsWith("."))) {
        follow(posix.join(posix.dirname(path), from.replace(/\.js$/, ".d.ts")));
      }
    };
    const typed = Object.values(manifest.exports).flatMap(({ types, require }) => [types, require?.types]);
    for (const types of typed) if (types !== undefined) follow(posix.normalize(types));
    assert.deepEqual([...declarations.keys()].toSorted(), [...reached].toSorted());
  });

  it("has no dependencies and no install scripts", () => {
    for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies"]) {
      assert.deepEqual(Object.keys(manifest[kind] ?? {}), [], kind);
    }
    // npm runs `prepack` in this repository alone.
    const { prepack: _, ...scripts } = manifest.scripts ?? {};
    const whenInstalled = /^(pre|post)?(install|prepare|prepublish|pack|publish)$|^dependencies$/;
    assert.deepEqual(
      Object.keys(scripts).filter((name) => whenInstalled.test(name)),
      [],
    );
  });

  it("is an ES module under MIT or Apache-2.0, and lists every entry that has side effects", () => {
    const { type, sideEffects, license } = manifest;
    assert.deepEqual({ type, license }, { type: "module", license: "MIT OR Apache-2.0" });
    const withSideEffects = ["element/index.js", "inline.js", "embedded/*.js"];
    assert.deepEqual(
      sideEffects,
      ["./dist", "./dist/commonjs"].flatMap((folder) => withSideEffects.map((path) => `${folder}/${path}`)),
    );
  });

  it("tells where its repository, its page and its issues are", () => {
    const { repository, homepage, bugs } = manifest;
    const address = repository.url.replace(/^git\+|\.git$/g, "");
    assert.deepEqual({ homepage, bugs }, { homepage: `${address}#readme`, bugs: { url: `${address}/issues` } });
  });

  it("has the same entries for tools that know no `exports`", async () => {
    const { main, module, types, unpkg, jsdelivr, exports } = manifest;
    const { require, default: entry } = exports["."];
    assert.deepEqual({ main, module, types }, { main: require.default, module: entry, types: exports["."].types });
    // A CDN would go by `main`, which no page can load.
    assert.deepEqual({ unpkg, jsdelivr }, { unpkg: entry, jsdelivr: entry });
    for (const subpath of subpaths) {
      const folder = JSON.parse(await readFile(join(installed, subpath, "package.json"), "utf8"));
      const { require, default: entry, types } = exports[subpath];
      assert.deepEqual(folder, { main: `.${require.default}`, module: `.${entry}`, types: `.${types}` }, subpath);
    }
  });

  it("passes publint", async () => {
    const bytes = await readFile(tarball);
    const { messages, pkg } = await publint({ pack: { tarball: Uint8Array.from(bytes).buffer }, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it("has types that resolve everywhere, also where tools know no `exports` (attw)", async () => {
    const attw = join(project, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
    // Only bundlers that know `exports` import the WebAssembly, and editors find the manifest by the field `customElements`.
    const files = [`${PACKAGE}.wasm`, "custom-elements.json"];
    const check = [attw, tarball, "--no-definitely-typed"];
    await run("node", [...check, "--exclude-entrypoints", ...files], { quiet: true });
    await run("node", [...check, "--profile", "node16", "--entrypoints", ...files], { quiet: true });
  });
});

it("a checkout that is not built can't be packed, and one that is can", async () => {
  const packFrom = (/** @type {string} */ cwd) => run("npm", ["pack", "--dry-run", "--offline"], { cwd, quiet: true });
  const unbuilt = await temporaryFolder("unbuilt");
  try {
    await cp(join(project, "package.json"), join(unbuilt.path, "package.json"));
    await cp(join(project, "tools", "refuse-unbuilt.js"), join(unbuilt.path, "tools", "refuse-unbuilt.js"));
    await assert.rejects(packFrom(unbuilt.path), /The package is not built: run `npm run build` first\./);
  } finally {
    await unbuilt.remove();
  }
  await packFrom(project);
});

describe("the published JavaScript", () => {
  it("does not use eval or the like", async () => {
    for (const { path, text } of await filesWith(".js")) {
      assert.doesNotMatch(
        text,
        /\beval\s*\(|\bnew\s+Function\b|(?<!`)\bFunction\s*\(|\.constructor\s*\(|set(Timeout|Interval)\(\s*["'`]/,
        path,
      );
    }
  });

  it("imports only its own files", async () => {
    for (const { path, text } of await filesWith(".js")) {
      for (const from of importsOf(text)) {
        assert.match(from, /^\.\.?\//, path);
        const target = posix.join(posix.dirname(path), from.replace(/\?module$/, ""));
        assert.ok(files.includes(target), `${path} imports ${from}`);
      }
    }
  });

  it("loads neither the element nor the simulated service with the main entry", async () => {
    const all = new Map((await filesWith(".js")).map(({ path, text }) => [path, text]));
    for (const entry of ["index.js", "embedded/index.js", "inline.js"].flatMap((name) => [name, `commonjs/${name}`])) {
      assert.doesNotMatch(importsOf(String(all.get(`dist/${entry}`))).join(), /element|testing/, entry);
    }
  });

  it("has readable source maps that contain the sources", async () => {
    for (const { path, text } of await filesWith(".js.map")) {
      const { sources, sourcesContent } = JSON.parse(text);
      assert.equal(sourcesContent.filter(Boolean).length, sources.length, path);
      assert.ok(
        sources.some((/** @type {string} */ source) => source.endsWith(".ts")),
        path,
      );
    }
  });

  it("of every entry can be imported where the platform has nothing but the language, and does nothing then", async () => {
    // Jest's jsdom has no TextDecoder, a server no document.
    const names = [
      "TextDecoder",
      "TextEncoder",
      "WebAssembly",
      "fetch",
      "Request",
      "Response",
      "URL",
      "atob",
      "AbortController",
    ];
    const removal = `for (const name of ${JSON.stringify([...names, "FinalizationRegistry"])}) delete globalThis[name];`;
    // Node refuses an entry that imports what another one does not export.
    assert.ok(specifiers.length >= 9, specifiers.join());
    const imports = specifiers.map((specifier) => `await import("${specifier}");`);
    const requires = specifiers.map((specifier) => `require("${specifier}");`);
    for (const args of [
      ["--input-type=module", "--eval", removal + imports.join("")],
      ["--conditions", "development", "--input-type=module", "--eval", removal + imports.join("")],
      ["--eval", removal + requires.join("")],
    ]) {
      await run("node", args, { cwd: folder.path, quiet: true });
    }
  });

  it("is an ES module for `import`, and CommonJS for `require` in any version of Node", async () => {
    const script = (/** @type {string} */ resolve) =>
      `for (const name of ${JSON.stringify(specifiers)}) console.log(${resolve}(name));`;
    const required = await run("node", ["--eval", script("require.resolve")], { cwd: folder.path, quiet: true });
    const args = ["--input-type=module", "--eval", script("import.meta.resolve")];
    const imported = await run("node", args, { cwd: folder.path, quiet: true });
    const ofCommonJs = (/** @type {string} */ text) => text.match(/[/\\]commonjs[/\\]/g)?.length ?? 0;
    assert.deepEqual([ofCommonJs(required), ofCommonJs(imported)], [specifiers.length, 0]);
  });

  /** The same program in both formats. @type {Record<string, string[]>} */
  const programs = {
    import: [
      "--input-type=module",
      "--eval",
      `import * as direct from "./node_modules/${PACKAGE}/dist/index.js";
      import * as published from "${PACKAGE}";
      import "${PACKAGE}/element";`,
    ],
    require: [
      "--eval",
      `const direct = require("./node_modules/${PACKAGE}/dist/commonjs/index.js");
      const published = require("${PACKAGE}");
      require("${PACKAGE}/element");`,
    ],
  };
  for (const [way, [...args]] of Object.entries(programs)) {
    it(`works in Node without the WebAssembly file, and has one error class in all entries (${way})`, async () => {
      const [file, hidden] = [join(installed, "dist", `${PACKAGE}.wasm`), join(installed, "hidden.wasm")];
      await rename(file, hidden);
      const script = `${args.pop()}
        published.init()
          .then(() => direct.getBatchUploadStatus("", "", ""))
          .catch((error) => error)
          .then((error) => {
            if (!(error instanceof published.PartnerCenterError) || error.code !== "invalid-argument") throw error;
          });`;
      try {
        await run("node", [...args, script], { cwd: folder.path, quiet: true });
      } finally {
        await rename(hidden, file);
      }
    });
  }

  it("has one `new URL` for the WebAssembly, because a bundler emits the file once for each", async () => {
    const all = (await filesWith(".js")).map(({ text }) => text).join("\n");
    assert.equal(all.match(/new URL\([^)]*\.wasm[^)]*import\.meta\.url\)/g)?.length, 1);
    assert.equal(all.match(/import\.meta\.url/g)?.length, 1);
  });
});

it("the custom elements manifest is valid, and tells all that a page can use", async () => {
  const schema = JSON.parse(
    await readFile(new URL(import.meta.resolve("custom-elements-manifest/schema.json")), "utf8"),
  );
  const elements = JSON.parse(await readFile(join(installed, manifest.customElements), "utf8"));
  const ajv = new Ajv({ strict: false });
  const isValid = ajv.compile(schema);
  assert.equal(Boolean(isValid(elements)), true, ajv.errorsText(isValid.errors));
  const [{ path, declarations, exports }] = elements.modules;
  assert.ok(files.includes(path), path);
  assert.equal(exports[0].name, "batch-upload-status");
  const [{ tagName, description, members, attributes, events, cssProperties, cssParts }] = declarations;
  assert.equal(tagName, "batch-upload-status");
  assert.match(description, /shows the status of a device batch upload/);

  const ofElement =
    (await filesWith(".d.ts")).find(({ path }) => path.endsWith("element/batch-upload-status.d.ts"))?.text ?? "";
  const code = await readFile(join(installed, path), "utf8");
  const usedInStyles = [...code.matchAll(/var\(\s*(--batch-[\w-]+)/g)].map(([, name = ""]) => name);
  assert.deepEqual(namesOf(attributes), [...keysOf(ofElement, "BatchUploadStatusAttributes"), "lang"].sort());
  assert.deepEqual(namesOf(events), keysOf(ofElement, "BatchUploadStatusEvents"));
  assert.deepEqual(
    namesOf(members),
    [...keysOf(ofElement, "BatchUploadStatusProperties"), "details", "announce"].sort(),
  );
  assert.deepEqual(namesOf(cssProperties), [...new Set(usedInStyles)].sort());
  const partsInCode = [...code.matchAll(/\bpart: "([\w-]+)"/g)].map(([, name = ""]) => name);
  assert.deepEqual(namesOf(cssParts), [...new Set(partsInCode)].sort());
  for (const one of [members, attributes, events, cssProperties, cssParts].flat()) assert.ok(one.description, one.name);
});

/** @param {{ name: string }[]} items */
function namesOf(items) {
  return items.map(({ name }) => name).sort();
}

/** The keys of an interface, as TypeScript writes it. @param {string} text @param {string} name */
function keysOf(text, name) {
  const body = new RegExp(`interface ${name} \\{(.*?)\n\\}`, "s").exec(text)?.[1] ?? "";
  return [...body.matchAll(/^ {4}"?([\w-]+)"?\??:/gm)].map(([, key = ""]) => key).sort();
}

it("no published file has paths of the machine that built it", async () => {
  for (const path of files) {
    const content = await readFile(join(installed, path), "latin1");
    for (const folder of [homedir(), project.replace(/[/\\]$/, "")]) {
      assert.ok(!content.includes(`${folder}/`), `${path} has ${folder}`);
    }
  }
});
