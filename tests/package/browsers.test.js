/**
 * The browsers that docs/browsers.md names have what the package uses, by the data of MDN: each word of the style sheets, each member of
 * JavaScript and of the web platform in the code, its syntax, and each feature of the WebAssembly.
 *
 * @import { CompatData, Identifier, SimpleSupportStatement } from "@mdn/browser-compat-data"
 * @import { Use } from "./platform-uses.js"
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { devNull } from "node:os";
import { join, relative } from "node:path";
import { describe, it } from "node:test";
import { build } from "../../tools/build.js";
import { project, run } from "../../tools/setup.js";
import { findPlatformUses } from "./platform-uses.js";

/** @type {CompatData} */
const { api, css, javascript, webassembly } = createRequire(import.meta.url)("@mdn/browser-compat-data");
const BROWSERS = /** @type {const} */ (["chrome", "firefox", "safari"]);

/** Words of the style sheets that a browser can do without, and words that only look like a newer feature. */
const DISPENSABLE = [
  ...["pretty", "content-visibility", "accent-color", "text-size-adjust", "forced-color-adjust", "no-preference"],
  ...["print-color-adjust", "exact", "ui-monospace", "overflow-anchor"],
];
const OWN_WORDS = ["result", "bar", "d", "element"];

/** What is not held against MDN's data, by the reason. */
const EXCEPTIONS = Object.entries({
  "MDN has no entry: as old as the DOM": ["NodeFilter", "NodeFilter.SHOW_TEXT", "Option"],
  "used where it is there": [
    "Selection.getComposedRanges",
    "Navigator.share",
    "Navigator.canShare",
    "captureStackTrace",
  ],
  "Chrome gave another reason of the abort before 124, and the page does not look at it": ["AbortSignal.timeout"],
  "Chrome before 137 has it wrong only while several keys are held": ["KeyboardEvent.repeat"],
  "Safari before 16 can lose a variable in parentheses in the initializer of a public field, and the functions have none there":
    ["classes.public_class_fields"],
  "Safari before 27 can fail where several modules import one with it, and no module imports that of the page": [
    "operators.await.top_level",
  ],
  "own names, in code without types, that a newer feature has too": ["memory", "token", "level", "s"],
}).flatMap(([, names]) => names);

/** The options of wasm-opt for the features that the WebAssembly may use, and their names at MDN. */
const WASM_FEATURES = {
  "sign-ext": "sign-extension-operations",
  "nontrapping-float-to-int": "non-trapping-float-to-int-conversions",
  "bulk-memory": "bulk-memory-operations",
  "reference-types": "reference-types",
  multivalue: "multi-value",
};

const WORDS = /[a-z][\w-]*/gi;

const cssFeatures = featuresByName([css.properties, css.selectors, css["at-rules"], css.types], 9);
const platformFeatures = featuresByName([javascript.builtins], 2, featuresByName([api], 2));
const styles = Object.entries(css.properties ?? {}).map(([name, feature]) => [camelCase(name), feature]);

/** Where MDN has the classes and the global objects. @type {Record<string, Identifier | undefined>[]} */
const SCOPES = [
  api,
  javascript.builtins ?? {},
  javascript.builtins?.Intl ?? {},
  webassembly.api ?? {},
  { WebAssembly: webassembly.api, CSSStyleProperties: { ...api.CSSStyleDeclaration, ...Object.fromEntries(styles) } },
];
/** Where MDN has what is global. */
const GLOBALS = [...SCOPES, api.Window ?? {}, api.EventTarget ?? {}];

await build();
const table = await readFile(join(project, "docs", "browsers.md"), "utf8");
const forFunctions = oldestVersions("the functions, `/testing`");
const forInline = oldestVersions("`/inline`");
const forElement = oldestVersions("the element, the page");

const glue = join(project, "target", "js", "wasm", "partner-center-batch-status.js");
const library = join(project, "node_modules", "fflate", "esm", "browser.js");
/** The code that a page can run, and the browsers for it. @type {[string, RegExp, number[]][]} */
const CODE = [
  ["the functions", /^src\/js\/(?!inline)[\w-]+\.ts$/, forFunctions],
  ["the glue of the WebAssembly", /^target\/js\/wasm\//, forFunctions],
  ["the simulated service", /^src\/js\/testing\//, forFunctions],
  ["the WebAssembly inside", /^src\/js\/(?:inline\.ts|embedded\/)/, forInline],
  ["the element", /^src\/js\/element\//, forElement],
  ["the library in the element", /^node_modules\/fflate\//, forElement],
  ["the page", /^www\/[\w-]+\.js$/, forElement],
];
const configs = [join(project, "src", "js", "tsconfig.json"), join(project, "tsconfig.json")];
const usesByFile = findPlatformUses(configs, [glue, library], (path) =>
  CODE.some(([, files]) => files.test(relative(project, path))),
);

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
  for (const [title, files, oldest] of CODE) {
    it(title, () => {
      const uses = [...usesByFile].flatMap(([path, found]) => (files.test(relative(project, path)) ? found : []));
      assert.ok(uses.length > 0);
      const newer = new Set(uses.filter((use) => !isThere(use, oldest)).map(labelOf));
      assert.deepEqual(
        [...newer].filter((name) => !EXCEPTIONS.includes(name)),
        [],
      );
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

/** @param {Use} use @param {number[]} oldest */
function isThere({ name, owners, isStatic, isConstructed, isSyntax }, oldest) {
  if (isSyntax) return isSupported(featureOfSyntax(name), oldest);
  // Any feature of this name will do, and a name that is no feature is an own one.
  if (owners === undefined) return tooNew(name, /.+/, platformFeatures, oldest).length === 0;
  const scopes = owners.length === 0 ? GLOBALS : owners.flatMap((owner) => SCOPES.map((scope) => scope[owner] ?? {}));
  const features = scopes.flatMap((scope) => {
    const keys = [name, name.replace(/^on(.*)/, "$1_event"), `${name}_static`];
    if (isStatic) keys.reverse();
    return scope[keys.find((key) => Object.hasOwn(scope, key)) ?? ""] ?? [];
  });
  const found = isConstructed ? features.map((feature) => feature[name] ?? feature) : features;
  return found.some((feature) => isSupported(feature, oldest));
}

/** @param {string} path such as `classes.static` @returns {Identifier} */
function featureOfSyntax(path) {
  const [root = "", ...keys] = path.split(".");
  const feature = keys.reduce((parent, key) => parent?.[key], javascript[root]);
  return feature ?? assert.fail(`MDN's data has no javascript.${path}`);
}

/** @param {Use} use */
function labelOf({ name, owners: [owner] = [] }) {
  return owner === undefined ? name : `${owner}.${name}`;
}

/** @param {string} name of a property of a style sheet */
function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
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
