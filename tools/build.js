/**
 * Builds the npm package into `dist/` and completes `www/` with a copy of it: `npm run build`.
 *
 * Rust -> wasm -> glue and declarations -> smaller wasm -> style sheets and languages -> facade and element. Nothing happens when no input has changed.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { exists, installPackages, project, run, Stop, say, wasmToolchain } from "./setup.js";

const PACKAGE = "partner-center-batch-status";
const INPUTS = ["src", "tools/bindgen", "tools/build.js", "Cargo.toml", "Cargo.lock", "package-lock.json"];

const dist = join(project, "dist");
const glue = join(dist, "wasm");
const element = join(project, "src", "js", "element");
const stamp = join(project, "target", "built");

/** Builds what is out of date. Seconds when nothing is, a few minutes on a fresh machine. */
export async function build() {
  await installPackages();
  const inputs = await fingerprint(INPUTS);
  if (await isBuilt(inputs)) return;

  await rm(dist, { recursive: true, force: true });
  await mkdir(glue, { recursive: true });
  await writeGlue(await compile(), glue);
  await optimize(glue);
  await compileStyles();
  await listLanguages();
  await compileFacade();
  await takeInLibrary();
  await completeSite();
  await writeFile(stamp, inputs);
  say("Built: dist/ is the npm package, www/ a complete static site");
}

/**
 * Builds the package into another folder with features of the crate that the published one lacks, for tests.
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
  const there = await Promise.all(outputs.map(exists));
  return there.every(Boolean) && (await readFile(stamp, "utf8").catch(() => "")) === inputs;
}

/** One hash over the contents of these files and folders. @param {string[]} paths */
async function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const file of (await Promise.all(paths.map((path) => filesBelow(join(project, path))))).flat()) {
    hash
      .update(relative(project, file))
      .update("\0")
      .update(await readFile(file))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} path @returns {Promise<string[]>} */
async function filesBelow(path) {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).sort();
  return (await Promise.all(names.map((name) => filesBelow(join(path, name))))).flat();
}

/** @param {string[]} [features] @returns {Promise<string>} the path of the wasm file, as the compiler leaves it */
export async function compile(features = []) {
  const { name, cargo, env, args, targetFolder } = await wasmToolchain();
  say(`Compiling Rust to wasm (${name}; a minute the first time)`);
  const target = ["--target", "wasm32-unknown-unknown", "--target-dir", targetFolder];
  const what = ["--release", "--locked", "--package", PACKAGE, "--features", features.join(",")];
  await run(cargo, ["build", ...what, ...target, ...args], { env: { ...env, RUSTFLAGS: await withoutPaths(env) } });
  return join(targetFolder, "wasm32-unknown-unknown", "release", `${PACKAGE.replaceAll("-", "_")}.wasm`);
}

/**
 * Panic messages name source files: not by the folders of this machine, and so the same on every machine.
 *
 * @param {Record<string, string>} env
 */
async function withoutPaths(env) {
  const registry = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  // Where the source of the standard library is installed, its files are named by their place there.
  const sysroot = await run(env.RUSTC ?? "rustc", ["--print", "sysroot"], { quiet: true });
  const folders = { [registry]: "cargo", [sysroot.trim()]: "rust", [project.replace(/[\\/]$/, "")]: "project" };
  const flags = Object.entries(folders).map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
  return [process.env.RUSTFLAGS ?? "", ...flags].join(" ").trim();
}

/** Writes what JavaScript needs to load and call the wasm. @param {string} wasm @param {string} folder */
export async function writeGlue(wasm, folder) {
  say("Writing the glue and the declarations (wasm-bindgen; half a minute to build it the first time)");
  await run("cargo", ["run", "--quiet", "--locked", "--package", "bindgen", "--", wasm, folder]);
}

/**
 * Inlined code compresses worse than calls, by 1.1 kB of 40; what is worth it for speed, rustc has inlined before. Small functions that are
 * called from one place alone are the exception: 0.5 kB less, and a cold start has fewer functions to compile.
 */
const INLINING = [
  "--always-inline-max-function-size=0",
  "--flexible-inline-max-function-size=0",
  "--one-caller-inline-max-function-size=100",
];

/**
 * Makes the wasm smaller. Without feature flags wasm-opt reads the module's own list; `--all-features` writes what Chromium 156 refuses.
 *
 * @param {string} folder where the glue and the wasm are
 * @param {string[]} [flags]
 */
export async function optimize(folder, flags = []) {
  say("Making the wasm smaller (wasm-opt)");
  const wasm = join(folder, `${PACKAGE}_bg.wasm`);
  const program = join(project, "node_modules", "binaryen", "bin", "wasm-opt");
  const strip = ["--strip-producers", "--strip-target-features"];
  await run("node", [program, "-Os", ...INLINING, ...strip, ...flags, wasm, "-o", wasm]);
}

/** A style sheet becomes a module, for a module is all that every bundler and every browser can import. */
async function compileStyles() {
  // Installed by the build itself on a fresh machine.
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

/** Each language is a file named by its tag, and adding the file is all that it takes. */
async function listLanguages() {
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
  say("Compiling the TypeScript of the facade and the element");
  await run("node", [join(project, "node_modules", "typescript", "bin", "tsc"), "--project", "src/js"]);
}

/** What is published asks for no other package: the code of the one library that it uses becomes part of it, with its licence. */
async function takeInLibrary() {
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

async function completeSite() {
  const copy = join(project, "www", PACKAGE);
  await rm(copy, { recursive: true, force: true });
  await cp(dist, copy, { recursive: true });
  // What the page shares with the element has to be there before any script.
  await cp(join(element, "base.css"), join(copy, "element", "base.css"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
