/**
 * Builds the npm package into `dist/` and completes `www/` with what the page needs of it: `npm run build`.
 *
 * Rust -> wasm -> glue and declarations -> smaller wasm -> style sheets and languages -> TypeScript -> one module for each entry, as an ES
 * module and in CommonJS -> licences of others and hashes. The build is skipped when no input has changed.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCustomElementsManifest } from "./custom-elements-manifest.js";
import { exists, findWasmToolchain, installNpmPackages, log, project, run, UserError } from "./setup.js";
import { describeThirdParties, LICENCES } from "./third-party.js";

const PACKAGE = "partner-center-batch-status";
const INPUTS = [
  "src",
  "tools/bindgen",
  "tools/build.js",
  "tools/custom-elements-manifest.js",
  "tools/third-party.js",
  "LICENSE-APACHE",
  "Cargo.toml",
  "Cargo.lock",
  "package.json",
  "package-lock.json",
];

/**
 * The entries of the package, each by the module that it is bundled from. An entry imports the others and never contains them: there is one
 * instance of the WebAssembly and one error class, whichever entries a page uses.
 *
 * @type {Record<string, string>}
 */
const ENTRIES = {
  "index.js": "main-entry.js",
  "element/index.js": "element/index.js",
  "inline.js": "inline.js",
  "embedded/index.js": "embedded/index.js",
  "embedded/element.js": "embedded/element.js",
  "testing/index.js": "testing/index.js",
};

/** What bundlers for edge runtimes import besides. They hand over the WebAssembly of an import with this query. */
const EDGE_ENTRY = { "embedded/edge.js": "embedded/edge.js" };
const COMPILED = "*.wasm?module";

/** The entries that have code of their own, and so a source map. */
const MAPPED = ["index.js", "element/index.js"];

/** esbuild exports getters, which `jest.spyOn` can't replace. These are values. */
const PLAIN_EXPORTS = {
  js: 'module.exports = Object.defineProperty({ ...module.exports }, "__esModule", { value: true });',
};

const DECLARED = ["index.d.ts", "element/index.d.ts", "inline.d.ts", "testing/index.d.ts"];

/** The modules of the package, each a file of its own. They work as they are. */
const modules = join(project, "target", "js");
const dist = join(project, "dist");
/** The same entries in CommonJS, for `require()` and Jest. The folder's own package.json lets files have the same names and declarations. */
const commonJs = join(dist, "commonjs");
const element = join(project, "src", "js", "element");
/** The source of the page, and what is built for it. */
const page = join(project, "www");
const site = join(page, PACKAGE);
const stamp = join(project, "target", "built");

const LANGUAGES_OF_PAGE = "index-of-page.js";

/** The wasm file. It stands beside the main entry, where a bundle that is copied by hand has it too. */
const wasmFile = `${PACKAGE}.wasm`;

/** Builds the package if it is out of date. Takes a few minutes on a fresh machine. */
export async function build() {
  await installNpmPackages();
  const inputs = await fingerprint([...INPUTS, ...(await pageSources())]);
  if (await isBuilt(inputs)) return;

  await rm(modules, { recursive: true, force: true });
  await writeWasm(modules);
  await compileStyles();
  await writeLanguageLists();
  await writeVersion();
  await inlineWasm();
  await compileTypeScript();
  await bundlePackage();
  await bundleForSite();
  await writeFile(stamp, inputs);
  log("Built: dist/ is the npm package, www/ a complete static site");
}

/**
 * Builds the modules of the package into another folder, with crate features that the published package does not have. For tests.
 *
 * @param {string} folder
 * @param {string[]} features
 */
export async function buildVariant(folder, features) {
  await build();
  await rm(folder, { recursive: true, force: true });
  await cp(modules, folder, { recursive: true });
  await writeWasm(folder, features);
}

/** @param {string} inputs */
async function isBuilt(inputs) {
  const outputs = [join(dist, "index.js"), join(site, "page.js")];
  const found = await Promise.all(outputs.map(exists));
  return found.every(Boolean) && (await readFile(stamp, "utf8").catch(() => "")) === inputs;
}

/** What is bundled for the page. */
async function pageSources() {
  const names = await readdir(page);
  return names
    .filter((name) => /\.(js|css)$/.test(name))
    .sort()
    .map((name) => join("www", name));
}

/** Hashes the contents of files and folders. @param {string[]} paths */
async function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const file of (await Promise.all(paths.map((path) => listFiles(join(project, path))))).flat()) {
    hash
      .update(relative(project, file))
      .update("\0")
      .update(await readFile(file))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} path @returns {Promise<string[]>} */
async function listFiles(path) {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).sort();
  return (await Promise.all(names.map((name) => listFiles(join(path, name))))).flat();
}

/** Writes the wasm file, and its glue into a folder beside it. @param {string} folder @param {string[]} [features] */
async function writeWasm(folder, features) {
  const glue = join(folder, "wasm");
  await mkdir(glue, { recursive: true });
  await writeGlue(await compile(features), glue);
  await optimize(glue);
  await rename(join(glue, `${PACKAGE}_bg.wasm`), join(folder, wasmFile));
}

/** @param {string[]} [features] @returns {Promise<string>} the path of the wasm file that rustc writes */
export async function compile(features = []) {
  const { name, cargo, env, args, targetFolder } = await findWasmToolchain();
  log(`Compiling Rust to wasm (${name}; a minute the first time)`);
  const target = ["--target", "wasm32-unknown-unknown", "--target-dir", targetFolder];
  const options = ["--release", "--locked", "--package", PACKAGE, "--features", ["npm", ...features].join(",")];
  await run(cargo, ["build", ...options, ...target, ...args], { env: { ...env, RUSTFLAGS: await rustFlags(env) } });
  return join(targetFolder, "wasm32-unknown-unknown", "release", `${PACKAGE.replaceAll("-", "_")}.wasm`);
}

/**
 * The maximum memory of an instance: 2 GiB. Near 4 GiB, where adding a length to an address wraps, the allocator (talc 5.1) gave out memory
 * that does not exist, and every call failed.
 */
const MAX_MEMORY = 2 ** 31;

/**
 * Panic messages name source files. The flags remap the folders of this machine, so that the wasm is the same on every one.
 *
 * @param {Record<string, string>} env
 */
async function rustFlags(env) {
  const registry = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  // If the source of the standard library is installed, its files are named by their path there.
  const sysroot = await run(env.RUSTC ?? "rustc", ["--print", "sysroot"], { quiet: true });
  const folders = { [registry]: "cargo", [sysroot.trim()]: "rust", [project.replace(/[\\/]$/, "")]: "project" };
  const flags = Object.entries(folders).map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
  return [process.env.RUSTFLAGS ?? "", ...flags, `-Clink-arg=--max-memory=${MAX_MEMORY}`].join(" ").trim();
}

/** Writes the JavaScript that loads and calls the wasm, and its declarations. @param {string} wasm @param {string} folder */
export async function writeGlue(wasm, folder) {
  log("Writing the glue and the declarations (wasm-bindgen; half a minute to build it the first time)");
  await run("cargo", ["run", "--quiet", "--locked", "--package", "bindgen", "--", wasm, folder]);
}

/**
 * Inlined code compresses worse than calls, by 1.1 kB of 40. rustc has already inlined what matters for speed. Small functions with a
 * single caller are the exception: inlining them saves 0.5 kB, and a cold start compiles fewer functions.
 */
const INLINING = [
  "--always-inline-max-function-size=0",
  "--flexible-inline-max-function-size=0",
  "--one-caller-inline-max-function-size=100",
];

/**
 * Makes the wasm smaller. Without feature flags, wasm-opt reads the module's own list. With `--all-features` it writes a module that
 * Chromium 156 refuses.
 *
 * @param {string} folder where the glue and the wasm are
 * @param {string[]} [flags]
 */
export async function optimize(folder, flags = []) {
  log("Making the wasm smaller (wasm-opt)");
  const wasm = join(folder, `${PACKAGE}_bg.wasm`);
  const program = join(project, "node_modules", "binaryen", "bin", "wasm-opt");
  const strip = ["--strip-producers", "--strip-target-features"];
  await run("node", [program, "-Os", ...INLINING, ...strip, ...flags, wasm, "-o", wasm]);
}

/**
 * Turns each style sheet into a module, the only form that every bundler and every browser can import. In the element, `rem` is not the font size
 * of the portal's root, which some portals set to 62.5 %, but `--batch-font-size`.
 */
async function compileStyles() {
  // Imported late: on a fresh machine the build installs it.
  const { transform } = await import("esbuild");
  const names = (await readdir(element)).filter((name) => name.endsWith(".css"));
  await mkdir(join(modules, "element"), { recursive: true });
  for (const name of names) {
    const { code } = await transform(await readFile(join(element, name), "utf8"), { loader: "css", minify: true });
    const module = join(modules, "element", name);
    const text = code.replace(/(-?[\d.]+)rem\b/g, "calc($1*var(--batch-font-size,16px))");
    await writeFile(`${module}.js`, `export default ${JSON.stringify(text)};\n`);
    await writeFile(`${module}.d.ts`, "declare const css: string;\nexport default css;\n");
  }
}

/**
 * Writes the lists of languages: one with all of them for the package, and one for the page, which loads the others when they are wanted. Each
 * language is a file named by its tag; a new file is found without further changes.
 */
async function writeLanguageLists() {
  const names = await readdir(join(element, "languages"));
  const tags = names.flatMap((name) => /^([a-z]{2,3})\.ts$/.exec(name)?.[1] ?? []).sort();
  const folder = join(modules, "element", "languages");
  await mkdir(folder, { recursive: true });
  const imports = tags.map((tag) => `import { ${tag} } from "./${tag}.js";\n`).join("");
  const ofPackage = `${imports}export const LANGUAGES = [${tags.join(", ")}];\nexport const LOADERS = {};\n`;
  const others = tags.filter((tag) => tag !== "en");
  const loaders = others.map((tag) => `${tag}: async () => (await import("./${tag}.js")).${tag}`);
  const ofPage = `import { en } from "./en.js";\nexport const LANGUAGES = [en];\nexport const LOADERS = { ${loaders.join(", ")} };\n`;
  await writeFile(join(folder, "index.js"), ofPackage);
  await writeFile(join(folder, LANGUAGES_OF_PAGE), ofPage);
  await writeFile(
    join(folder, "index.d.ts"),
    `import type { Language } from "./language.js";
/** The languages that are loaded. */
export declare const LANGUAGES: Language[];
/** Loads another language, by its tag. */
export declare const LOADERS: Record<string, () => Promise<Language>>;
`,
  );
}

/** Writes the version, which package.json alone names. */
async function writeVersion() {
  const { version } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
  const module = join(modules, "element", "version");
  await writeFile(`${module}.js`, `export const VERSION = ${JSON.stringify(version)};\n`);
  await writeFile(`${module}.d.ts`, "export declare const VERSION: string;\n");
}

/** Writes the wasm file as text, compressed. fflate makes the same bytes on every machine, unlike the libraries in the versions of Node. */
async function inlineWasm() {
  const { deflateSync } = await import("fflate");
  const deflated = deflateSync(await readFile(join(modules, wasmFile)), { level: 9 });
  const text = Buffer.from(deflated).toString("base64");
  const module = join(modules, "wasm", "inlined");
  await writeFile(`${module}.js`, `export const WASM = ${JSON.stringify(text)};\n`);
  await writeFile(`${module}.d.ts`, "export declare const WASM: string;\n");
}

async function compileTypeScript() {
  log("Compiling the TypeScript of the facade and the element");
  await run("node", [join(project, "node_modules", "typescript", "bin", "tsc"), "--project", "src/js"]);
}

/** Writes the entries in both formats, the wasm file, and what describes the package. */
async function bundlePackage() {
  await rm(dist, { recursive: true, force: true });
  // The map of a module that contains the wasm would contain it again.
  await writeEntries(dist, { ...ENTRIES, ...EDGE_ENTRY }, (entry) => ({
    format: "esm",
    sourcemap: MAPPED.includes(entry),
    external: [COMPILED],
  }));
  // The WebAssembly is inside: the address of the file, which CommonJS does not know, is never used.
  await writeEntries(commonJs, ENTRIES, () => ({
    format: "cjs",
    footer: PLAIN_EXPORTS,
    logOverride: { "empty-import-meta": "silent" },
  }));
  await writeFile(join(commonJs, "package.json"), '{ "type": "commonjs" }\n');
  await cp(join(modules, wasmFile), join(dist, wasmFile));
  await writeCustomElementsManifest(join(dist, "custom-elements.json"));
  const source =
    'import type { WasmSource } from "./index.js";\n/** What a bundler makes of the file: init() takes all of it. */\n';
  for (const folder of [dist, commonJs]) {
    await writeFile(
      join(folder, `${wasmFile}.d.ts`),
      `${source}declare const source: WasmSource;\nexport default source;\n`,
    );
  }
  await describeThirdParties(dist);
  await writeIntegrity();
}

/**
 * Writes one module for each entry, and the declarations that can be reached from the entries.
 *
 * @param {string} folder
 * @param {Record<string, string>} entries
 * @param {(entry: string) => import("esbuild").BuildOptions} optionsFor
 */
async function writeEntries(folder, entries, optionsFor) {
  for (const [entry, module] of Object.entries(entries)) {
    const plugins = [importOtherEntries(entry)];
    await bundle({ [entry.replace(/\.js$/, "")]: module }, folder, { ...optionsFor(entry), plugins });
  }
  await copyDeclarations(DECLARED, folder);
  await cp(join(project, "src", "js", "frameworks"), join(folder, "frameworks"), { recursive: true });
}

/** Writes the hash of each file in the form of subresource integrity, last, so that no file is left out. */
async function writeIntegrity() {
  const files = await listFiles(dist);
  const hashes = files.map(async (file) => {
    const hash = createHash("sha384").update(await readFile(file));
    return [relative(dist, file).replaceAll(sep, "/"), `sha384-${hash.digest("base64")}`];
  });
  const integrity = Object.fromEntries(await Promise.all(hashes));
  await writeFile(join(dist, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);
}

/**
 * Writes what the page loads: its script and its style sheet, each one file, and what is loaded when it is wanted, each by itself. A chunk that
 * several of them share would be one round trip more.
 */
async function bundleForSite() {
  await rm(site, { recursive: true, force: true });
  /** @type {Set<string>} */
  const wantedLater = new Set();
  await bundle({ page: join(page, "page.js") }, site, { plugins: [importForPage(wantedLater)] });
  await bundle({ page: join(page, "page.css") }, site, { minify: true, plugins: [importForPage(wantedLater)] });
  for (const module of wantedLater) await bundle({ [basename(module, ".js")]: module }, site);
  await cp(join(modules, wasmFile), join(site, wasmFile));
  await cp(join(dist, LICENCES), join(site, LICENCES));
  // For the type check of the page's own code.
  await cp(modules, site, { recursive: true, filter: (path) => !/\.(js|map|wasm)$/.test(path) });
}

/**
 * Lets the page import the modules of the package from where they are built, and leaves what it imports late to files of its own.
 *
 * @param {Set<string>} wantedLater collects the modules that are imported late
 * @returns {import("esbuild").Plugin}
 */
function importForPage(wantedLater) {
  return {
    name: "import for the page",
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^\\./${PACKAGE}/`) }, ({ path }) => ({
        // A style sheet is a source, and a module is built.
        path: join(path.endsWith(".css") ? join(project, "src", "js") : modules, path.slice(`./${PACKAGE}/`.length)),
      }));
      onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
        const module = join(resolveDir, path);
        if (module === join(modules, "element", "languages", "index.js"))
          return { path: join(dirname(module), LANGUAGES_OF_PAGE) };
        if (kind !== "dynamic-import") return undefined;
        wantedLater.add(module);
        return { path: `./${basename(module)}`, external: true };
      });
    },
  };
}

/**
 * Bundles modules. Names stay readable. The one library is bundled with its licence, so that the package has no dependencies.
 *
 * @param {Record<string, string>} entries
 * @param {string} outdir
 * @param {import("esbuild").BuildOptions} [options]
 */
async function bundle(entries, outdir, options) {
  const esbuild = await import("esbuild");
  const { outputFiles = [] } = await esbuild.build({
    absWorkingDir: modules,
    // Where node_modules is a link, the names of files in the bundle would tell what it links to.
    preserveSymlinks: true,
    entryPoints: entries,
    outdir,
    bundle: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    write: false,
    logLevel: "warning",
    ...options,
  });
  const licence = await readFile(join(project, "node_modules", "fflate", "LICENSE"), "utf8");
  for (const { path, text } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    const hasLibrary = text.includes("node_modules/fflate/");
    await writeFile(path, path.endsWith(".js") && hasLibrary ? `${text}/*! With fflate:\n${licence}*/\n` : text);
  }
}

/**
 * Lets an entry import the other ones. The main entry has all modules of the facade, so an import of any of them becomes one of it.
 *
 * @param {string} entry
 * @returns {import("esbuild").Plugin}
 */
function importOtherEntries(entry) {
  const entryOf = (/** @type {string} */ file) =>
    Object.keys(ENTRIES).find((name) => ENTRIES[name] === file) ?? (file.includes("/") ? entry : "index.js");
  return {
    name: "import other entries",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir, kind }) => {
        const target = entryOf(relative(modules, join(resolveDir, path)).replaceAll(sep, "/"));
        if (kind === "entry-point" || target === entry) return undefined;
        const from = posix.relative(posix.dirname(entry), target);
        return { path: from.startsWith(".") ? from : `./${from}`, external: true };
      });
    },
  };
}

/**
 * Copies these declarations and all that they import. The element loses its mark of private fields, by which TypeScript tells the element of one
 * format from that of the other: a program can import both, and they are equal.
 *
 * @param {string[]} files
 * @param {string} folder
 */
async function copyDeclarations(files, folder) {
  for (const file of files) {
    const text = (await readFile(join(modules, file), "utf8")).replace(/^ *#private;\n/m, "");
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
    const imported = [...text.matchAll(/(?:from|import)\s*\(?"(\.[^"]+)\.js"/g)].map(([, path = ""]) =>
      posix.join(posix.dirname(file), `${path}.d.ts`),
    );
    const isNew = await Promise.all(imported.map(async (path) => !(await exists(join(folder, path)))));
    await copyDeclarations(
      imported.filter((_, index) => isNew[index]),
      folder,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
