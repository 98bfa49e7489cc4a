/** The package and its peers as a page would load them: bundled, minified and compressed. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { buildVariant } from "../tools/build.js";
import { project } from "../tools/setup.js";

/** The name of the package, of its crate's file, and of its bundle. */
export const PACKAGE = "partner-center-batch-status";

/** The clients that the package is compared with, by their files in `peers/`. @type {Record<string, string>} */
export const PEERS = {
  fetch: "fetch, untyped",
  "hand-written": "fetch + checks by hand",
  valibot: "fetch + valibot",
  zod: "fetch + zod",
  "ky-valibot": "ky + valibot",
  "ky-zod": "ky + zod",
  "axios-zod": "axios + axios-retry + zod",
  azure: "Azure core",
  kiota: "Kiota",
};

/** The package's decoder by itself: a folder beside the bundles. */
export const DECODER = "decode-alone";

/** What is no client, but works on bytes that are there already. @type {Record<string, string>} */
export const ALONE = {
  [DECODER]: "this package",
  "json-parse-alone": "JSON.parse, untyped",
  "zod-alone": "JSON.parse + zod",
  "valibot-alone": "JSON.parse + valibot",
};

/** @typedef {{ bytes: number, gzip: number, brotli: number }} Weight */

/**
 * Bundles the package's main entry and the peers, each into a file of its own with a `.br` beside it.
 *
 * @param {{ withDecoder?: boolean }} [options] whether the decoder is built too, which takes half a minute
 * @returns {Promise<string>} the folder
 */
export async function bundle({ withDecoder = true } = {}) {
  const folder = join(project, "target", "benches");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const names = Object.keys({ ...PEERS, ...ALONE }).filter((name) => name !== DECODER);
  const peers = names.map((name) => [name, join("benches", "peers", `${name}.js`)]);
  await build({
    absWorkingDir: project,
    entryPoints: { [PACKAGE]: join("dist", "index.js"), ...Object.fromEntries(peers) },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  await cp(join(project, "dist", wasmFile), join(folder, wasmFile));
  if (withDecoder) await buildVariant(join(folder, DECODER), [DECODER]);
  for (const name of await readdir(folder, { recursive: true })) {
    if (/\.(js|wasm)$/.test(name)) await compress(join(folder, name));
  }
  return folder;
}

const wasmFile = join("wasm", `${PACKAGE}_bg.wasm`);

/** @param {string} file */
async function compress(file) {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
}

/** What the files of the package's main entry weigh. @param {string} folder of the bundles */
export async function weighPackage(folder) {
  const [javaScript, wasm] = await Promise.all([weigh(folder, `${PACKAGE}.js`), weigh(folder, wasmFile)]);
  return { JavaScript: javaScript, wasm, "main entry": sum(javaScript, wasm) };
}

/** What each peer weighs. @param {string} folder of the bundles @returns {Promise<Record<string, Weight>>} */
export async function weighPeers(folder) {
  const weights = Object.keys(PEERS).map(async (name) => [name, await weigh(folder, `${name}.js`)]);
  return Object.fromEntries(await Promise.all(weights));
}

/** @param {string} folder @param {string} name @returns {Promise<Weight>} */
async function weigh(folder, name) {
  const [bytes, brotli] = await Promise.all([readFile(join(folder, name)), readFile(join(folder, `${name}.br`))]);
  return { bytes: bytes.length, gzip: (await promisify(gzip)(bytes, { level: 9 })).length, brotli: brotli.length };
}

/** @param {Weight} one @param {Weight} other @returns {Weight} */
function sum(one, other) {
  return { bytes: one.bytes + other.bytes, gzip: one.gzip + other.gzip, brotli: one.brotli + other.brotli };
}
