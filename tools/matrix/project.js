/** The project of a place: installed packages, which are kept for the next run, and files, which are written anew. */
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install, PACKAGE } from "../../tests/package/pack.js";
import { exists, log, project, run } from "../setup.js";
import { nameOf } from "./versions.js";

/** @import { Place } from "./place.js" @import { Versions } from "./versions.js" */

/** Where everything of the matrix lies. */
export const MATRIX_FOLDER = join(project, "target", "matrix");

const CHECK_FOLDER = fileURLToPath(new URL("check", import.meta.url));

/** Stays when the files of a project are removed. */
const INSTALLED = ["node_modules", "package.json", "package-lock.json"];

/** Where tools keep results of earlier runs inside `node_modules`. */
const CACHES = [".cache", ".vite", ".vite-temp"];

const INSTALL_TIMEOUT_MS = 600_000;

/**
 * Writes the project of a place.
 *
 * @param {Place} place
 * @param {{ tarball: string, baseUrl: string, versions: Versions }} inputs
 * @returns {Promise<string>} its folder
 */
export async function writeProject(place, { tarball, baseUrl, versions }) {
  const folder = await installTools(place, versions);
  await removeFiles(folder);
  await writeFile(join(folder, "package.json"), packageJson(place, versions));
  await cp(CHECK_FOLDER, folder, { recursive: true });
  const files = { "base-url.js": `export const baseUrl = ${JSON.stringify(baseUrl)};\n`, ...place.files };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await install(folder, tarball);
  // SvelteKit bundles what is no dependency.
  await writeFile(join(folder, "package.json"), packageJson(place, versions, { [PACKAGE]: `file:${tarball}` }));
  return folder;
}

/** @param {Place} place @param {Versions} versions @param {Record<string, string>} [others] */
function packageJson({ packages }, versions, others = {}) {
  const tools = Object.fromEntries(packages.map((key) => [nameOf(key), pinnedVersion(key, versions)]));
  return JSON.stringify(
    { name: "portal", private: true, type: "module", dependencies: { ...tools, ...others } },
    null,
    2,
  );
}

/** Installs the tools of a place with their pinned versions, once. @param {Place} place @param {Versions} versions */
async function installTools(place, versions) {
  const manifest = packageJson(place, versions);
  const hash = createHash("sha256")
    .update(manifest + versions.before)
    .digest("hex");
  const [tool = "nothing"] = place.packages;
  const folder = join(MATRIX_FOLDER, `${tool.replace(/\W+/g, "-")}-${hash.slice(0, 8)}`);
  if (await exists(folder)) return folder;

  if (place.packages.length > 0) log(`  installing ${place.packages.join(", ")} (once)`);
  // Under another name until it is complete.
  const incomplete = `${folder}.incomplete`;
  await rm(incomplete, { recursive: true, force: true });
  await mkdir(incomplete, { recursive: true });
  await writeFile(join(incomplete, "package.json"), manifest);
  const options = { cwd: incomplete, quiet: true, timeoutMs: INSTALL_TIMEOUT_MS };
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--before", versions.before], options);
  if (place.installScripts) await run("npm", ["rebuild", ...place.installScripts], options);
  await rename(incomplete, folder);
  return folder;
}

/** @param {string} key @param {Versions} versions */
function pinnedVersion(key, { packages }) {
  const version = packages[key];
  if (version === undefined) throw new Error(`versions.json lacks ${key}: \`npm run matrix -- --update\` adds it.`);
  return version;
}

/** Removes the files of the place before, and what tools cached. @param {string} folder */
async function removeFiles(folder) {
  const files = (await readdir(folder)).filter((name) => !INSTALLED.includes(name));
  const caches = [...CACHES, PACKAGE].map((name) => join("node_modules", name));
  for (const path of [...files, ...caches]) await rm(join(folder, path), { recursive: true, force: true });
}
