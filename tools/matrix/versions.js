/** The pinned versions of everything that the places install. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { log, run } from "../setup.js";

const FILE = fileURLToPath(new URL("versions.json", import.meta.url));

/**
 * @typedef {object} Versions
 * @property {string} before the date of the state of the registry that dependencies of dependencies are taken from (`npm install --before`)
 * @property {Record<string, string>} packages exact versions, by name and wanted range, such as `vite@5`
 */

/** @returns {Promise<Versions>} */
export async function readVersions() {
  return JSON.parse(await readFile(FILE, "utf8"));
}

/** Returns the name in a key of `versions.json`. @param {string} key such as `@types/node@20` */
export function nameOf(key) {
  return key.slice(0, key.lastIndexOf("@"));
}

/** Pins the newest version of each wanted range, and says what changed. @param {string[]} keys all that the places use */
export async function updateVersions(keys) {
  const { packages: old } = await readVersions();
  /** @type {Record<string, string>} */
  const packages = {};
  for (const key of [...new Set(keys)].sort()) {
    const newest = await newestOf(key);
    packages[key] = newest;
    if (newest !== old[key]) log(`${key}: ${old[key] ?? "new"} -> ${newest}`);
  }
  const before = new Date().toISOString();
  await writeFile(FILE, `${JSON.stringify({ before, packages }, null, 2)}\n`);
  log(`versions.json has the newest versions of ${before}.`);
}

/** @param {string} key @returns {Promise<string>} */
async function newestOf(key) {
  /** @type {string | string[]} */
  const matching = JSON.parse(await run("npm", ["view", key, "version", "--json"], { quiet: true }));
  const newest = [matching].flat().sort(byVersion).at(-1);
  if (newest === undefined) throw new Error(`npm has no version of ${key}.`);
  return newest;
}

const byVersion = new Intl.Collator("en", { numeric: true }).compare;
