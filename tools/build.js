/**
 * Builds the npm package into `dist/` and completes `www/` with a copy of it: `npm run build`.
 *
 * Rust -> wasm -> glue and declarations -> smaller wasm -> style sheets and languages -> facade and element. The build is
 * skipped when no input has changed.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCustomElementsManifest } from "./custom-elements-manifest.js";
import { exists, findWasmToolchain, installNpmPackages, log, project, run, UserError } from "./setup.js";

const PACKAGE = "partner-center-batch-status";
const INPUTS = [
  "src",
  "tools/bindgen",
  "tools/build.js",
  "tools/custom-elements-manifest.js",
  "Cargo.toml",
  "Cargo.lock",
  "package-lock.json",
];

const dist = join(project, "dist");
const glue = join(dist, "wasm");
const element = join(project, "src", "js", "element");
const stamp = join(project, "target", "built");

/** Builds the package if it is out of date. Takes a few minutes on a fresh machine. */
export async function build() {
  await installNpmPackages();
  const inputs = await fingerprint(INPUTS);
  if (await isBuilt(inputs)) return;

  await rm(dist, { recursive: true, force: true });
  await mkdir(glue, { recursive: true });
  await writeGlue(await compile(), glue);
  await optimize(glue);
  await compileStyles();
  await writeLanguageIndex();
  await compileFacade();
  await cp(join(project, "src", "js", "frameworks"), join(dist, "frameworks"), { recursive: true });
  await writeCustomElementsManifest(join(dist, "custom-elements.json"));
  await bundleZipLibrary();
  await copyPackageToSite();
  await writeFile(stamp, inputs);
  log("Built: dist/ is the npm package, www/ a complete static site");
}

/**
 * Builds the package into another folder, with crate features that the published package does not have. For tests.
 *
 * @param {string} folder
 * @param {string[]} features
 */
export async function buildVariant(folder, features) {
  await build();
  await rm(folder, { recursive: true, force: true });
  await cp(dist, folder, { recursive: true });
  await writeGlue(await compile(features), join(folder, "wasm"));
  await optimize(join(folder, "wasm"));
}

/** @param {string} inputs */
async function isBuilt(inputs) {
  const outputs = [join(dist, "index.js"), join(project, "www", PACKAGE, "index.js")];
  const found = await Promise.all(outputs.map(exists));
  return found.every(Boolean) && (await readFile(stamp, "utf8").catch(() => "")) === inputs;
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

/** Turns each style sheet into a module, the only form that every bundler and every browser can import. */
async function compileStyles() {
  // Imported late: on a fresh machine the build installs it.
  const { transform } = await import("esbuild");
  const names = (await readdir(element)).filter((name) => name.endsWith(".css"));
  await mkdir(join(dist, "element"), { recursive: true });
  for (const name of names) {
    const { code } = await transform(await readFile(join(element, name), "utf8"), { loader: "css", minify: true });
    const module = join(dist, "element", name);
    await writeFile(`${module}.js`, `export default ${JSON.stringify(code)};\n`);
    await writeFile(`${module}.d.ts`, "declare const css: string;\nexport default css;\n");
  }
}

/** Writes the list of languages. Each language is a file named by its tag; a new file is found without further changes. */
async function writeLanguageIndex() {
  const names = await readdir(join(element, "languages"));
  const tags = names.flatMap((name) => /^([a-z]{2,3})\.ts$/.exec(name)?.[1] ?? []).sort();
  const list = join(dist, "element", "languages", "index");
  await mkdir(dirname(list), { recursive: true });
  const imports = tags.map((tag) => `import { ${tag} } from "./${tag}.js";\n`).join("");
  await writeFile(`${list}.js`, `${imports}export const LANGUAGES = [${tags.join(", ")}];\n`);
  const type = 'import type { Language } from "./language.js";\n';
  await writeFile(`${list}.d.ts`, `${type}export declare const LANGUAGES: readonly Language[];\n`);
}

async function compileFacade() {
  log("Compiling the TypeScript of the facade and the element");
  await run("node", [join(project, "node_modules", "typescript", "bin", "tsc"), "--project", "src/js"]);
}

/** Bundles the one library that the package uses, with its licence, so that the package has no dependencies. */
async function bundleZipLibrary() {
  const esbuild = await import("esbuild");
  const zip = join(dist, "element", "files", "zip.js");
  const licence = await readFile(join(project, "node_modules", "fflate", "LICENSE"), "utf8");
  await esbuild.build({
    entryPoints: [zip],
    outfile: zip,
    allowOverwrite: true,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    banner: { js: `/*! With fflate:\n${licence}*/` },
    logLevel: "warning",
  });
}

async function copyPackageToSite() {
  const copy = join(project, "www", PACKAGE);
  await rm(copy, { recursive: true, force: true });
  await cp(dist, copy, { recursive: true });
  // The page links to the style sheet that it shares with the element, so that it applies before any script runs.
  await cp(join(element, "base.css"), join(copy, "element", "base.css"));
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
