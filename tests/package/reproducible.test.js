/**
 * Two clean builds of the same sources are the same, byte for byte, wherever they are built: whoever doubts the published package can
 * build it. Takes most of a minute, since the Rust code is compiled again.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { test } from "node:test";
import { project, run } from "../../tools/setup.js";

/** What is not a source, and what the build makes. */
const NOT_COPIED = [".git", "dist", "node_modules", "target", join("www", "partner-center-batch-status")];

/** Returns the hash of each file in a folder, by its path. @param {string} folder @returns {Promise<Record<string, string>>} */
async function hashFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const hashes = paths.sort().map(async (path) => {
    const hash = createHash("sha256").update(await readFile(path));
    return [relative(folder, path), hash.digest("hex")];
  });
  return Object.fromEntries(await Promise.all(hashes));
}

test("a clean build in another folder is the same byte for byte", async () => {
  const copy = await mkdtemp(join(tmpdir(), "reproducible-"));
  try {
    const filter = (/** @type {string} */ path) => !NOT_COPIED.includes(relative(project, path));
    await cp(project, copy, { recursive: true, filter });
    await symlink(join(project, "node_modules"), join(copy, "node_modules"));
    // The crates of wasm-bindgen, which run on this machine, need not be compiled again. The wasm has a new target folder.
    const env = { CARGO_TARGET_DIR: join(project, "target") };
    await run("node", [join(copy, "tools", "build.js")], { cwd: copy, env, quiet: true });
    const [expected, rebuilt] = await Promise.all([hashFiles(join(project, "dist")), hashFiles(join(copy, "dist"))]);
    for (const name of ["index.js", "THIRD-PARTY-LICENSES.txt", "sbom.cdx.json", "integrity.json"])
      assert.ok(expected[name], name);
    assert.deepEqual(rebuilt, expected);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});
