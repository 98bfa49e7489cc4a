/**
 * Writes the reference of the package and of the crate into `target/docs`, from their doc comments: `npm run docs`. It fails where something public
 * has no doc comment. TypeDoc needs an older TypeScript than the package is compiled with, so it has a folder of its own.
 */
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../build.js";
import { installNpmPackages, log, project, run } from "../setup.js";

const folder = fileURLToPath(new URL(".", import.meta.url));

await installNpmPackages(folder);
await build();
await run("node", ["node_modules/typedoc/bin/typedoc"], { cwd: folder });
if (!process.argv.includes("--package-only")) await documentCrate();
log("Written: target/docs");

async function documentCrate() {
  const options = ["--quiet", "--locked", "--workspace", "--no-deps", "--features", "browser"];
  await run("cargo", ["doc", ...options], { env: { RUSTDOCFLAGS: "--deny warnings" } });
  await cp(join(project, "target", "doc"), join(project, "target", "docs", "crate"), { recursive: true });
}
