/** Bundles, minifies and compresses the package and its peers, as a page would load them. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { buildVariant } from "../tools/build.js";
import { project } from "../tools/setup.js";

/** The name of the package, of its wasm file and of its bundle. */
export const PACKAGE = "partner-center-batch-status";

/** What a page loads of each entry, by the names of the bundles. The element contains the main entry. */
const ENTRIES = {
  [PACKAGE]: join("dist", "index.js"),
  element: join("dist", "element", "index.js"),
  inline: join("dist", "embedded", "index.js"),
  testing: join("dist", "testing", "index.js"),
};

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

/** No client, but the floor for one in WebAssembly: see its file in `peers/`. */
export const LEAST = "least-wasm";
/** The magic number and the version of WebAssembly: a module of nothing. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The package's decoder alone: a crate feature, and a folder next to the bundles. */
export const DECODER = "decode-alone";

/** The decoder of an earlier build, in a folder next to that. */
export const DECODER_BEFORE = "decode-before";

/** The package of an earlier build, with its wasm file in the same folder. */
export const PACKAGE_BEFORE = `before/${PACKAGE}`;

/** Decoders that are not clients: they work on bytes that are already in memory. @type {Record<string, string>} */
export const ALONE = {
  [DECODER]: "this package",
  "json-parse-alone": "JSON.parse, untyped",
  "zod-alone": "JSON.parse + zod",
  "valibot-alone": "JSON.parse + valibot",
};

/** @typedef {{ bytes: number, gzip: number, brotli: number }} Size */

/**
 * Bundles the package's entries and the peers, each into its own file with a `.br` file next to it.
 *
 * @typedef {object} Options
 * @property {boolean} [withDecoder] whether to build the decoder too, which takes half a minute
 * @property {string | undefined} [decoderBefore] another checkout of this repository, whose decoder was built by its own `npm run bench -- decode`
 * @property {string | undefined} [packageBefore] another checkout, in which `npm run build` was run
 *
 * @param {Options} [options]
 * @returns {Promise<string>} the folder
 */
export async function bundle({ withDecoder = true, decoderBefore, packageBefore } = {}) {
  const folder = join(project, "target", "benches");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const names = [...Object.keys({ ...PEERS, ...ALONE }).filter((name) => name !== DECODER), LEAST];
  const peers = names.map((name) => [name, join("benches", "peers", `${name}.js`)]);
  const before = packageBefore && { [PACKAGE_BEFORE]: join(packageBefore, "dist", "index.js") };
  await build({
    absWorkingDir: project,
    entryPoints: { ...ENTRIES, ...Object.fromEntries(peers), ...before },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  await cp(join(project, "dist", wasmFile), join(folder, wasmFile));
  await writeFile(join(folder, "least.wasm"), EMPTY_MODULE);
  if (withDecoder) await buildVariant(join(folder, DECODER), [DECODER]);
  if (decoderBefore !== undefined) {
    await cp(join(decoderBefore, "target", "benches", DECODER), join(folder, DECODER_BEFORE), { recursive: true });
  }
  if (packageBefore !== undefined) {
    const isWasm = (/** @type {string} */ path) => !/\.(?!wasm$)\w+$/.test(path);
    await cp(join(packageBefore, "dist"), join(folder, dirname(PACKAGE_BEFORE)), { recursive: true, filter: isWasm });
  }
  for (const name of await readdir(folder, { recursive: true })) {
    if (/\.(js|wasm)$/.test(name)) await compress(join(folder, name));
  }
  return folder;
}

const wasmFile = `${PACKAGE}.wasm`;

/** @param {string} file */
async function compress(file) {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
}

/** Returns the sizes of the files of the package's main entry. @param {string} folder of the bundles */
export async function packageSizes(folder) {
  const [javaScript, wasm] = await Promise.all([sizeOf(folder, `${PACKAGE}.js`), sizeOf(folder, wasmFile)]);
  return { JavaScript: javaScript, wasm, "main entry": sum(javaScript, wasm) };
}

/** Returns what a page loads for each of the other entries. @param {string} folder of the bundles @returns {Promise<Record<string, Size>>} */
export async function entrySizes(folder) {
  const withElement = sum(await sizeOf(folder, "element.js"), await sizeOf(folder, wasmFile));
  const [inline, testing] = [await sizeOf(folder, "inline.js"), await sizeOf(folder, "testing.js")];
  return { "element, with the main entry": withElement, "inline, with the main entry": inline, testing };
}

/** Returns the size of each peer. @param {string} folder of the bundles @returns {Promise<Record<string, Size>>} */
export async function peerSizes(folder) {
  const sizes = Object.keys(PEERS).map(async (name) => [name, await sizeOf(folder, `${name}.js`)]);
  return Object.fromEntries(await Promise.all(sizes));
}

/** @param {string} folder @param {string} name @returns {Promise<Size>} */
async function sizeOf(folder, name) {
  const [bytes, brotli] = await Promise.all([readFile(join(folder, name)), readFile(join(folder, `${name}.br`))]);
  return { bytes: bytes.length, gzip: (await promisify(gzip)(bytes, { level: 9 })).length, brotli: brotli.length };
}

/** @param {Size} one @param {Size} other @returns {Size} */
function sum(one, other) {
  return { bytes: one.bytes + other.bytes, gzip: one.gzip + other.gzip, brotli: one.brotli + other.brotli };
}
