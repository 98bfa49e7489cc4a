/**
 * Writes the reference of the package and of the crate into `target/docs`, from their doc comments: `npm run docs`. It fails where something public
 * has no doc comment. TypeDoc needs an older TypeScript than the package is compiled with, so it has a folder of its own.
 */
import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../build.js";
import { installNpmPackages, log, project, run } from "../setup.js";

const folder = fileURLToPath(new URL(".", import.meta.url));
const docs = join(project, "target", "docs");

/** What each reference is written by, and the page that it begins with. */
const PACKAGE = { title: "The npm package", write: documentPackage, start: "package/index.html" };
const CRATE = {
  title: "The crate, for apps in Rust",
  write: documentCrate,
  start: "crate/partner_center_batch_status/index.html",
};
const references = process.argv.includes("--package-only") ? [PACKAGE] : [PACKAGE, CRATE];

await rm(docs, { recursive: true, force: true });
await installNpmPackages(folder);
await build();
for (const { write } of references) await write();
await writeFile(join(docs, "index.html"), indexPage());
log("Written: target/docs/index.html");

function documentPackage() {
  return run("node", ["node_modules/typedoc/bin/typedoc"], { cwd: folder });
}

async function documentCrate() {
  const options = [
    "--quiet",
    "--locked",
    "--package",
    "partner-center-batch-status",
    "--no-deps",
    "--features",
    "browser",
  ];
  const target = join(project, "target", "doc");
  await rm(target, { recursive: true, force: true });
  await run("cargo", ["doc", ...options], { env: { RUSTDOCFLAGS: "--deny warnings" } });
  await cp(target, join(docs, "crate"), { recursive: true });
}

function indexPage() {
  const links = references.map(({ title, start }) => `<li><a href="${start}">${title}</a></li>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>partner-center-batch-status: reference</title>
<h1>partner-center-batch-status: reference</h1>
<ul>
${links.join("\n")}
</ul>
</html>
`;
}
