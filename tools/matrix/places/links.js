/** The package behind a symbolic link: what `npm link` and pnpm make. */
import { page } from "./page-files.js";

/** @import { Place } from "../place.js" */

const group = "Bundlers and dev servers";

/** Moves the package out of the project, and leaves a link. */
const LINK = `import { renameSync, rmSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";

const [installed, elsewhere] = ["node_modules/partner-center-batch-status", resolve("../linked-package")];
rmSync(elsewhere, { recursive: true, force: true });
renameSync(installed, elsewhere);
symlinkSync(elsewhere, installed);
`;

/** Copies the page into a folder of its own, in which pnpm installs the package from the same tarball. */
const PNPM = `import { execSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const name = "partner-center-batch-status";
const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
mkdirSync("portal");
for (const file of readdirSync(".")) if (/\\.(js|html)$/.test(file)) cpSync(file, "portal/" + file);
const manifest = { name: "portal", private: true, type: "module", dependencies: { [name]: dependencies[name] } };
writeFileSync("portal/package.json", JSON.stringify(manifest));
execSync("pnpm install --offline --no-frozen-lockfile --store-dir store", { cwd: "portal", stdio: "inherit" });
`;

/** @type {Place[]} */
export const links = [
  {
    group,
    name: "Vite, dev server, `npm link`",
    packages: ["vite@8"],
    files: { ...page(), "link.js": LINK },
    serve: (port) => `node link.js && vite --port ${port} --strictPort`,
  },
  {
    group,
    name: "Vite, build, `npm link`",
    packages: ["vite@8"],
    files: { ...page(), "link.js": LINK },
    build: "node link.js && vite build",
    site: "dist",
  },
  {
    group,
    name: "Vite, dev server, pnpm",
    packages: ["vite@8", "pnpm@10"],
    files: { ...page(), "pnpm.js": PNPM },
    serve: (port) => `node pnpm.js && vite portal --port ${port} --strictPort`,
  },
  {
    group,
    name: "Vite, build, pnpm",
    packages: ["vite@8", "pnpm@10"],
    files: { ...page(), "pnpm.js": PNPM },
    build: "node pnpm.js && vite build portal",
    site: "portal/dist",
  },
];
