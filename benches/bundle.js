/** The package and its peers as a page would load them: bundled and minified. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { project } from "../tools/setup.js";

/** The peers by their files in `peers/`. */
export const PEERS = {
  "json-parse": "JSON.parse, no type",
  zod: "fetch + zod",
  valibot: "fetch + valibot",
  "ky-zod": "ky + zod",
  "ky-valibot": "ky + valibot",
  "axios-zod": "axios + axios-retry + zod",
  azure: "Azure core",
  kiota: "Kiota",
};

/** The file names of the package's main entry and of its wasm, in the folder of the bundles. */
export const PACKAGE = "partner-center-batch-status";
export const PACKAGE_WASM = `wasm/${PACKAGE}_bg.wasm`;

const folder = join(project, "target", "benches");

/**
 * Bundles what is named, each into a file of its own.
 *
 * @param {Record<string, string>} entryPoints name and source file
 */
export async function bundle(entryPoints) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: project,
    entryPoints,
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  return folder;
}

/** @param {string[]} names */
export function peerEntries(names) {
  return Object.fromEntries(names.map((name) => [name, join("benches", "peers", `${name}.js`)]));
}

export const packageEntry = { [PACKAGE]: join("dist", "index.js") };
