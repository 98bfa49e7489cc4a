/**
 * What a page loads for the package, and where the bytes are: `npm run size`.
 *
 *     npm run size                 the main entry, and what its wasm consists of
 *     npm run size -- --peers      the main entry, and the clients that it is compared with
 *     npm run size -- --check      fails when the main entry is above the limit
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, compile, optimize, writeGlue } from "../tools/build.js";
import { bundle, PACKAGE, PEERS, weighPackage, weighPeers } from "./bundle.js";
import { grouped, table } from "./table.js";
import { readParts } from "./wasm-functions.js";

/** @import { Weight } from "./bundle.js" */

/** The most that the main entry, wasm and JavaScript, may weigh: bytes of brotli 11. Wanted are 30,000; until then it may not grow. */
const LIMIT = 39_050;

await build();
const folder = await bundle({ withDecoder: false });
const weights = await weighPackage(folder);
if (process.argv.includes("--check")) check();
else {
  printWeights("The main entry, bundled and minified", Object.entries(weights));
  if (process.argv.includes("--peers")) await printPeers();
  else await printWasm();
}

function check() {
  const { brotli } = weights["main entry"];
  console.log(`The main entry weighs ${grouped(brotli)} bytes (brotli 11) of at most ${grouped(LIMIT)}.`);
  if (brotli > LIMIT) {
    console.error(`That is ${grouped(brotli - LIMIT)} bytes too many: \`npm run size\` shows where they are.`);
    process.exitCode = 1;
  }
}

async function printPeers() {
  /** @type {[string, Weight][]} */
  const peers = Object.entries(await weighPeers(folder)).map(([name, weight]) => [PEERS[name] ?? name, weight]);
  const lightestFirst = peers.sort(([, one], [, other]) => one.brotli - other.brotli);
  printWeights("Other clients for this one question, bundled and minified", lightestFirst);
}

/** @param {string} title @param {[string, Weight][]} weights */
function printWeights(title, weights) {
  const rows = weights.map(([name, { bytes, gzip, brotli }]) => [name, bytes, gzip, brotli]);
  console.log(`\n${title}\n\n${table(["", "bytes", "gzip 9", "brotli 11"], rows)}`);
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
  const temporary = await mkdtemp(join(tmpdir(), "size-"));
  try {
    await writeGlue(await compile(), temporary);
    await optimize(temporary, ["-g"]);
    return new Uint8Array(await readFile(join(temporary, `${PACKAGE}_bg.wasm`)));
  } finally {
    await rm(temporary, { recursive: true });
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
