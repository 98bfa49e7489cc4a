/** Runs every check and every test: `npm test`. With arguments, only the test files whose path contains one of them. */
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { run as runTestFiles } from "node:test";
import { spec } from "node:test/reporters";
import { build } from "./build.js";
import { buildExample, lintExample } from "./example.js";
import { findWasmToolchain, installLinters, installNpmPackages, log, project, run, UserError } from "./setup.js";

const pathFilters = process.argv.slice(2);
/** @type {{ passed: number, failed: number }} */
const count = { passed: 0, failed: 0 };

/** @typedef {[title: string, step: () => Promise<unknown>]} Step */

/** @type {Step[]} */
const building = [["Building the package and the page", build]];

/** @type {Step[]} */
const checks = [
  ["Installing what is missing", installTools],
  ["Checking the format of the Rust code", () => run("cargo", ["fmt", "--all", "--check"])],
  [
    "Checking the format and the style of the JavaScript code",
    () => runNpmTool("@biomejs/biome", "bin/biome", ["check"]),
  ],
  ["Linting the Rust code (clippy, natively)", () => clippy("cargo", ["--workspace", "--all-targets"], {})],
  ["Linting the Rust code (clippy, for wasm)", lintForWasm],
  ["Documenting the crate as a Rust app uses it (cargo doc)", writeDocumentation],
  ["Testing the domain natively (cargo test)", testNatively],
  ["Checking the format and the style of the example app", lintExample],
  ["Compiling the example app for wasm", buildExample],
  ...building,
  [
    "Checking the size of what a page loads for the package",
    () => run("node", [join(project, "benches", "size.js"), "--check"]),
  ],
  [
    "Checking the types of tools, page and tests",
    () => runNpmTool("typescript", "bin/tsc", ["--project", "tsconfig.json"]),
  ],
];

async function installTools() {
  await installNpmPackages();
  await installLinters();
  const { installEngines } = await import("../tests/engines/install.js");
  await installEngines();
  const { findNginx } = await import("../tests/gateway/nginx.js");
  await findNginx();
}

/** @param {string} name @param {string} file @param {string[]} args */
async function runNpmTool(name, file, args) {
  await run("node", [join(project, "node_modules", name, file), ...args]);
}

/** @param {string} cargo @param {string[]} args @param {Record<string, string>} env */
async function clippy(cargo, args, env) {
  await run(cargo, ["clippy", "--quiet", "--locked", ...args, "--", "--deny", "warnings"], { env });
}

async function lintForWasm() {
  const { cargo, env, args, targetFolder } = await findWasmToolchain();
  await clippy(
    cargo,
    [
      "--features",
      "npm,decode-alone,trap-on-purpose",
      "--target",
      "wasm32-unknown-unknown",
      "--target-dir",
      targetFolder,
      ...args,
    ],
    env,
  );
}

async function writeDocumentation() {
  const options = ["--quiet", "--locked", "--workspace", "--no-deps", "--features", "browser"];
  await run("cargo", ["doc", ...options], { env: { RUSTDOCFLAGS: "--deny warnings" } });
}

async function testNatively() {
  const output = await run("cargo", ["test", "--locked", "--workspace"], { quiet: true, echo: true });
  for (const [, passed, failed] of output.matchAll(/test result: \w+\. (\d+) passed; (\d+) failed/g)) {
    count.passed += Number(passed);
    count.failed += Number(failed);
  }
}

/** Runs the test files, each in its own process. */
async function testPackageAndPage() {
  const files = (await findTestFiles(join(project, "tests"))).filter((file) => isSelected(relative(project, file)));
  // One file at a time: several browsers at once would delay timers on a small machine.
  const events = runTestFiles({ files, concurrency: 1 });
  events.on("test:pass", ({ details }) => {
    if (details.type !== "suite") count.passed++;
  });
  events.on("test:fail", ({ details }) => {
    if (details.type !== "suite") count.failed++;
  });
  for await (const text of events.compose(new spec())) process.stdout.write(text);
}

/** @param {string} path */
function isSelected(path) {
  return pathFilters.length === 0 || pathFilters.some((part) => path.includes(part));
}

/** @param {string} folder @returns {Promise<string[]>} */
async function findTestFiles(folder) {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((name) => name.endsWith(".test.js") && !name.includes("node_modules"))
    .map((name) => join(folder, name))
    .sort();
}

/** @param {Step} step */
async function runStep([title, step]) {
  log(title);
  const started = performance.now();
  await step();
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (seconds !== "0") log(`  done in ${seconds} s`);
}

try {
  for (const step of pathFilters.length === 0 ? checks : building) await runStep(step);
  await runStep(["Testing the package, the simulated service and the page in real browsers", testPackageAndPage]);
  console.log(`\n${count.passed} passed, ${count.failed} failed`);
  if (count.failed > 0 || count.passed === 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
