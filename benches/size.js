/**
 * Prints the size of what a page loads for the package, and where the bytes are: `npm run size`.
 *
 *     npm run size                 the entries, and the parts of the wasm
 *     npm run size -- --peers      the entries, and the clients that the main entry is compared with
 *     npm run size -- --check      fails if the main entry is larger than the limit
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, compile, optimize, writeGlue } from "../tools/build.js";
import { readParts } from "../tools/wasm-functions.js";
import { bundle, entrySizes, PACKAGE, PEERS, packageSizes, peerSizes } from "./bundle.js";
import { formatNumber, table } from "./table.js";

/** @import { Size } from "./bundle.js" */

/**
 * The maximum size of the main entry, wasm and JavaScript, in bytes of brotli 11. The goal is 30,000; until then it may not grow. It was 40,499
 * before what public reports show was read and explained, and before loading worked in every bundler, and 41,799 before the words of every common
 * server and framework were, and 44,664 before errors inside of a success, waits in any common sentence and codes before words: see CONTRIBUTING.md.
 */
const LIMIT = 45_600;

await build();
const folder = await bundle({ withDecoder: false });
const sizes = await packageSizes(folder);
if (process.argv.includes("--check")) check();
else {
  printSizes("The main entry, bundled and minified", Object.entries(sizes));
  printSizes("The other entries", Object.entries(await entrySizes(folder)));
  if (process.argv.includes("--peers")) await printPeers();
  else await printWasm();
}

function check() {
  const { brotli } = sizes["main entry"];
  console.log(`The main entry has ${formatNumber(brotli)} bytes (brotli 11) of at most ${formatNumber(LIMIT)}.`);
  if (brotli > LIMIT) {
    console.error(`That is ${formatNumber(brotli - LIMIT)} bytes too many: \`npm run size\` shows where they are.`);
    process.exitCode = 1;
  }
}

async function printPeers() {
  /** @type {[string, Size][]} */
  const peers = Object.entries(await peerSizes(folder)).map(([name, size]) => [PEERS[name] ?? name, size]);
  const smallestFirst = peers.sort(([, one], [, other]) => one.brotli - other.brotli);
  printSizes("Other clients for this request, bundled and minified", smallestFirst);
}

/** @param {string} title @param {[string, Size][]} sizes */
function printSizes(title, sizes) {
  const rows = sizes.map(([name, { bytes, gzip, brotli }]) => [name, bytes, gzip, brotli]);
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
    `\nThe wasm's ${formatNumber(functions.length)} functions by crate (inlined code counts for the function that contains it)\n`,
  );
  console.log(table(["crate", "bytes", "of the code"], byCrate));
  console.log("\nThe 30 largest functions\n");
  console.log(
    table(
      ["bytes", "function"],
      largest.map(({ name, bytes }) => [bytes, readable(name)]),
    ),
  );
  console.log("\nOther sections\n");
  console.log(
    table(
      ["section", "bytes"],
      otherSections.map(({ name, bytes }) => [name, bytes]),
    ),
  );
}

/** Repeats the last steps of the build with function names, which the published file does not have. */
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

/** Returns the crate of a function. For a generic function it is the crate of its type, if the name has it. @param {string} name */
function crateOf(name) {
  const own = PACKAGE.replaceAll("-", "_");
  if (name.includes(own)) return own;
  return /\b([a-z]\w*)(?:\[\w+\])?::/.exec(name)?.[1] ?? "wasm-bindgen and compiler";
}

/** Removes the hashes of crates and instances from a name. @param {string} name */
function readable(name) {
  const text = name.replaceAll(/\[[0-9a-f]{16}\]|::h[0-9a-f]{16}$/g, "");
  return text.length > 110 ? `${text.slice(0, 109)}…` : text;
}
