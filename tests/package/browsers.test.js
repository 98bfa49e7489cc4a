/**
 * The browsers that docs/browsers.md names have what the package uses, by the data of MDN: each word of the style sheets, each name of the web
 * platform in the JavaScript, and each feature of the WebAssembly.
 *
 * @import { CompatData, Identifier, SimpleSupportStatement } from "@mdn/browser-compat-data"
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { devNull } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { build } from "../../tools/build.js";
import { project, run } from "../../tools/setup.js";

/** @type {CompatData} */
const { api, css, javascript, webassembly } = createRequire(import.meta.url)("@mdn/browser-compat-data");
const BROWSERS = /** @type {const} */ (["chrome", "firefox", "safari"]);

/** Words of the style sheets that a browser can do without, and words that only look like a newer feature. */
const DISPENSABLE = [
  ...["pretty", "content-visibility", "accent-color", "text-size-adjust", "forced-color-adjust", "no-preference"],
  ...["print-color-adjust", "exact", "ui-monospace", "overflow-anchor"],
];
const OWN_WORDS = ["result", "bar", "d", "element"];

/** Own names, and words of own texts, that a newer built-in object has too; and `captureStackTrace`, which is used only where it is there. */
const OWN_NAMES = ["error", "fileName", "pause", "take", "zip", "captureStackTrace", "Serial"];

/** Members of the DOM that are newer than the rest: own names are too often like those to search for every member. */
const DOM_MEMBERS = {
  throwIfAborted: api.AbortSignal?.throwIfAborted,
  pipeThrough: api.ReadableStream?.pipeThrough,
  checkVisibility: api.Element?.checkVisibility,
  adoptedStyleSheets: api.ShadowRoot?.adoptedStyleSheets,
  replaceSync: api.CSSStyleSheet?.replaceSync,
};

/** The options of wasm-opt for the features that the WebAssembly may use, and their names at MDN. */
const WASM_FEATURES = {
  "sign-ext": "sign-extension-operations",
  "nontrapping-float-to-int": "non-trapping-float-to-int-conversions",
  "bulk-memory": "bulk-memory-operations",
  "reference-types": "reference-types",
  multivalue: "multi-value",
};

const MEMBERS_AND_GLOBALS = /(?<=[\w)\]]\??\.)[a-z]\w*|(?<![\w.])[A-Z]\w*|(?<![\w.])[a-z]\w*(?=\()/g;
const WORDS = /[a-z][\w-]*/gi;

const cssFeatures = featuresByName([css.properties, css.selectors, css["at-rules"], css.types], 9);
const platform = featuresByName([javascript.builtins], 2, featuresByName([api], 1));

await build();
const table = await readFile(join(project, "docs", "browsers.md"), "utf8");
const forFunctions = oldestVersions("the functions, `/testing`");
const forInline = oldestVersions("`/inline`");
const forElement = oldestVersions("the element, the page");

describe("the oldest browsers that the documentation names have all that is used in", () => {
  for (const path of ["src/js/element/base.css", "src/js/element/element.css", "www/page.css"]) {
    it(path, async () => {
      const found = tooNew(await textOf(path), WORDS, cssFeatures, forElement);
      assert.deepEqual(
        found.filter((name) => ![...DISPENSABLE, ...OWN_WORDS].includes(name)),
        [],
      );
    });
  }
  for (const [path, oldest] of /** @type {const} */ ([
    ["dist/index.js", forFunctions],
    ["dist/inline.js", forInline],
    ["dist/testing/index.js", forFunctions],
    ["dist/element/index.js", forElement],
  ])) {
    it(path, async () => {
      const code = (await textOf(path)).replace(/(["'])(?:\\.|(?!\1)[^\\\n])*\1/g, '""');
      const found = tooNew(code, MEMBERS_AND_GLOBALS, platform, oldest);
      assert.deepEqual(
        found.filter((name) => !OWN_NAMES.includes(name)),
        [],
      );
      for (const [name, feature] of Object.entries(DOM_MEMBERS)) {
        if (code.includes(`.${name}`)) assert.ok(isSupported(feature, oldest), name);
      }
    });
  }
  it("the README repeats those of the element", async () => {
    const [chrome, firefox, safari] = forElement;
    assert.ok((await textOf("README.md")).includes(`Edge ${chrome}, Firefox ${firefox}, Safari ${safari} and newer`));
  });
  it("the WebAssembly", async () => {
    const enabled = Object.keys(WASM_FEATURES).map((feature) => `--enable-${feature}`);
    const wasmOpt = join(project, "node_modules", "binaryen", "bin", "wasm-opt");
    const file = join(project, "dist", "partner-center-batch-status.wasm");
    await run("node", [wasmOpt, file, "--mvp-features", ...enabled, "-o", devNull], { quiet: true });
    for (const name of Object.values(WASM_FEATURES)) assert.ok(isSupported(webassembly[name], forFunctions), name);
  });
});

/** The versions in the row of the table with this title. @param {string} title */
function oldestVersions(title) {
  const row = table.split("\n").find((line) => line.startsWith(`| ${title} |`)) ?? assert.fail(`no row "${title}"`);
  return row.split("|").slice(2, 5).map(Number);
}

/** The text of a file without its comments. @param {string} path */
async function textOf(path) {
  const text = await readFile(join(project, path), "utf8");
  return text.replace(/\/\*.*?\*\//gs, "").replace(/^\s*\/\/.*$/gm, "");
}

/**
 * The features of MDN by their names, down to a depth. Several features can have one name.
 *
 * @param {(Identifier | undefined)[]} parents @param {number} depth @param {Map<string, Identifier[]>} [found]
 */
function featuresByName(parents, depth, found = new Map()) {
  const children = parents.flatMap((parent) => /** @type {[string, Identifier][]} */ (Object.entries(parent ?? {})));
  for (const [key, feature] of children) {
    if (key === "__compat") continue;
    const name = key.replace(/_static$/, "");
    if (feature.__compat) found.set(name, [...(found.get(name) ?? []), feature]);
    if (depth > 1) featuresByName([feature], depth - 1, found);
  }
  return found;
}

/**
 * The names in a text that are newer than the oldest browsers, whichever feature they mean.
 *
 * @param {string} text @param {RegExp} pattern of a name @param {Map<string, Identifier[]>} features @param {number[]} oldest
 */
function tooNew(text, pattern, features, oldest) {
  return [...new Set(text.match(pattern))].filter((name) => {
    const known = features.get(name);
    return known !== undefined && !known.some((feature) => isSupported(feature, oldest));
  });
}

/** @param {Identifier | undefined} feature @param {number[]} oldest */
function isSupported(feature, oldest) {
  return BROWSERS.every((browser, index) => {
    const statements = /** @type {SimpleSupportStatement[]} */ ([feature?.__compat?.support[browser] ?? []].flat());
    return statements.some((statement) => {
      const { version_added: since, version_removed, prefix, alternative_name, flags } = statement;
      const isPlain = !version_removed && !prefix && !alternative_name && !flags;
      return isPlain && typeof since === "string" && Number.parseFloat(since.replace("≤", "")) <= (oldest[index] ?? 0);
    });
  });
}
