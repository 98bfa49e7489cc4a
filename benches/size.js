/**
 * What a page loads for the package, and where the bytes are: `npm run size`.
 *
 *     npm run size                 the main entry, and what its wasm consists of
 *     npm run size -- --peers      the main entry beside the peers
 *     npm run size -- --check      fails when the main entry is above the limit
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "../tools/build.js";
import { project, run, wasmToolchain } from "../tools/setup.js";
import { bundle, PACKAGE, PACKAGE_WASM, PEERS, packageEntry, peerEntries } from "./bundle.js";
import { grouped, table } from "./table.js";
import { readParts } from "./wasm-functions.js";

/** The most that the main entry, wasm and JavaScript, may weigh: bytes of brotli 11. */
const LIMIT = 30_000;

/** @typedef {{ bytes: number, gzip: number, brotli: number }} Weight */

const HEAD = ["", "bytes", "gzip 9", "brotli 11"];

const [mode] = process.argv.slice(2);
await build();
if (mode === "--check") await check();
else if (mode === "--peers") await printPeers();
else {
  await printMainEntry();
  await printWasm();
}

async function check() {
  const { brotli } = sum(Object.values(await mainEntry()));
  console.log(`The main entry weighs ${grouped(brotli)} bytes (brotli 11) of at most ${grouped(LIMIT)}.`);
  if (brotli > LIMIT) {
    console.error(`That is ${grouped(brotli - LIMIT)} bytes too much: \`npm run size\` shows where they are.`);
    process.exitCode = 1;
  }
}

async function printMainEntry() {
  const files = await mainEntry();
  const rows = Object.entries({ ...files, "main entry": sum(Object.values(files)) }).map(row);
  console.log(`\nThe main entry, bundled and minified\n\n${table(HEAD, rows)}`);
}

async function printPeers() {
  const folder = await bundle(peerEntries(Object.keys(PEERS)));
  /** @type {Record<string, Weight>} */
  const weights = {};
  for (const [name, title] of Object.entries(PEERS)) weights[title] = await weigh(join(folder, `${name}.js`));
  weights["this package"] = sum(Object.values(await mainEntry()));
  const rows = Object.entries(weights).sort(([, a], [, b]) => a.brotli - b.brotli);
  console.log(`\nA client for this one question, bundled and minified\n\n${table(HEAD, rows.map(row))}`);
}

/** @returns {Promise<Record<string, Weight>>} by file */
async function mainEntry() {
  const folder = await bundle(packageEntry);
  return {
    JavaScript: await weigh(join(folder, `${PACKAGE}.js`)),
    wasm: await weigh(join(project, "dist", PACKAGE_WASM)),
  };
}

/** @param {string} file @returns {Promise<Weight>} */
async function weigh(file) {
  const bytes = await readFile(file);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const [gzipped, brotli] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params: quality }),
  ]);
  return { bytes: bytes.length, gzip: gzipped.length, brotli: brotli.length };
}

/** @param {Weight[]} weights */
function sum(weights) {
  const total = (/** @type {keyof Weight} */ key) => weights.reduce((total, weight) => total + weight[key], 0);
  return { bytes: total("bytes"), gzip: total("gzip"), brotli: total("brotli") };
}

/** @param {[string, Weight]} entry */
function row([name, { bytes, gzip, brotli }]) {
  return [name, bytes, gzip, brotli];
}

async function printWasm() {
  const { functions, otherSections } = readParts(await wasmWithNames());
  const code = functions.reduce((total, { bytes }) => total + bytes, 0);
  const share = (/** @type {number} */ bytes) => `${((100 * bytes) / code).toFixed(1)} %`;

  /** @type {Map<string, number>} */
  const crates = new Map();
  for (const { name, bytes } of functions) crates.set(crateOf(name), (crates.get(crateOf(name)) ?? 0) + bytes);
  const byCrate = [...crates].sort(([, a], [, b]) => b - a).map(([name, bytes]) => [name, bytes, share(bytes)]);
  const largest = functions.toSorted((a, b) => b.bytes - a.bytes).slice(0, 30);

  console.log(
    `\nThe wasm's ${grouped(functions.length)} functions by crate (code that is inlined counts where it went)\n`,
  );
  console.log(table(["crate", "bytes", "of the code"], byCrate));
  console.log("\nThe 30 largest functions\n");
  console.log(
    table(
      ["bytes", "function"],
      largest.map(({ name, bytes }) => [bytes, readable(name)]),
    ),
  );
  console.log("\nBeside the code\n");
  console.log(
    table(
      ["section", "bytes"],
      otherSections.map(({ name, bytes }) => [name, bytes]),
    ),
  );
}

/** The published file holds no names, so the last steps of the build are taken again with them. */
async function wasmWithNames() {
  const { targetFolder } = await wasmToolchain();
  const compiled = join(targetFolder, "wasm32-unknown-unknown", "release", `${PACKAGE.replaceAll("-", "_")}.wasm`);
  const folder = await mkdtemp(join(tmpdir(), "size-"));
  const wasm = join(folder, `${PACKAGE}_bg.wasm`);
  try {
    await run("cargo", ["run", "--quiet", "--locked", "--package", "bindgen", "--", compiled, folder]);
    await run("node", [join(project, "node_modules", "binaryen", "bin", "wasm-opt"), "-Os", "-g", wasm, "-o", wasm]);
    return new Uint8Array(await readFile(wasm));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Of a generic function the crate whose type it was made for, where the name tells. @param {string} name */
function crateOf(name) {
  const own = PACKAGE.replaceAll("-", "_");
  if (name.includes(own)) return own;
  return /\b([a-z]\w*)(?:\[\w+\])?::/.exec(name)?.[1] ?? "wasm-bindgen and compiler";
}

/** Without the hashes of crates and instances. @param {string} name */
function readable(name) {
  const text = name.replaceAll(/\[[0-9a-f]{16}\]|::h[0-9a-f]{16}$/g, "");
  return text.length > 110 ? `${text.slice(0, 109)}…` : text;
}
