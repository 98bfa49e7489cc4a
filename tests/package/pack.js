/** Packs the package as it is published, and installs it into another project. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { project, run } from "../../tools/setup.js";

export const PACKAGE = "partner-center-batch-status";

/**
 * Creates a folder for one test. It is inside the project, so that Node finds the project's tools from there.
 *
 * @param {string} purpose
 */
export async function temporaryFolder(purpose) {
  const parent = join(project, "target");
  await mkdir(parent, { recursive: true });
  const path = await mkdtemp(join(parent, `${purpose}-`));
  return { path, remove: () => rm(path, { recursive: true }) };
}

/**
 * Packs what is in `dist/`.
 *
 * @param {string} folder for the tarball
 * @returns {Promise<{ tarball: string, files: string[] }>}
 */
export async function pack(folder) {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [{ filename, files }] = JSON.parse(await run("npm", args, { quiet: true }));
  return { tarball: join(folder, filename), files: files.map((/** @type {{ path: string }} */ { path }) => path) };
}

/**
 * Installs a tarball offline, which works because it has no dependencies.
 *
 * @param {string} folder a project
 * @param {string} tarball
 * @returns {Promise<string>} the folder of the installed package
 */
export async function install(folder, tarball) {
  const args = ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", tarball];
  await run("npm", args, { cwd: folder, quiet: true });
  return join(folder, "node_modules", PACKAGE);
}
