/**
 * `npm run example`: builds the Yew app in `examples/yew` and serves it with a simulated Partner Center.
 *
 * Modules that need `node_modules` are imported late, because on a fresh machine they are installed first.
 *
 * @import { Handler } from "./listen.js"
 */
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listenOnLoopback } from "./listen.js";
import { findWasmToolchain, installNpmPackages, log, project, run, UserError } from "./setup.js";
import { createSimulator } from "./simulator/index.js";

const NAME = "yew-example";
const SOURCE = join(project, "examples", "yew");
const MANIFEST = ["--manifest-path", join(SOURCE, "Cargo.toml")];
const TARGET = "wasm32-unknown-unknown";

/** Builds the app. Returns a folder that any web server can serve as it is. */
export async function buildExample() {
  const { targetFolder } = await cargo("build");
  const site = join(project, "target", NAME);
  await rm(site, { recursive: true, force: true });
  await mkdir(site);
  const wasm = join(targetFolder, TARGET, "debug", `${NAME}.wasm`);
  await run("cargo", ["run", "--quiet", "--locked", "--package", "bindgen", "--", "--app", wasm, site]);
  await copyFile(join(SOURCE, "index.html"), join(site, "index.html"));
  return site;
}

/** Checks the format and the style of the app's code. */
export async function lintExample() {
  await run("cargo", ["fmt", ...MANIFEST, "--check"]);
  await cargo("clippy", ["--", "--deny", "warnings"]);
}

/** Runs a command of cargo on the app. @param {string} command @param {string[]} [commandArgs] */
async function cargo(command, commandArgs = []) {
  const toolchain = await findWasmToolchain();
  const { env, args, targetFolder } = toolchain;
  const options = ["--quiet", "--locked", ...MANIFEST, "--target", TARGET, "--target-dir", targetFolder, ...args];
  // Debug information would make the build slower and the wasm larger.
  await run(toolchain.cargo, [command, ...options, ...commandArgs], { env: { ...env, CARGO_PROFILE_DEV_DEBUG: "0" } });
  return toolchain;
}

/**
 * Handles the service's own requests with a simulator, and serves the app for all others.
 *
 * @param {string} site
 * @param {ReturnType<typeof createSimulator>} [simulator]
 * @returns {Promise<Handler>}
 */
export async function createExampleHandler(site, simulator = createSimulator()) {
  const { default: sirv } = await import("sirv");
  const files = sirv(site, { dev: true });
  return async (request, response) => {
    if (!(await simulator.handle(request, response))) files(request, response);
  };
}

async function start() {
  await installNpmPackages();
  log("Building the app (half a minute the first time)");
  const server = await listenOnLoopback(await createExampleHandler(await buildExample()), 0);
  console.log(`\n  http://localhost:${server.port} shows the app. Ctrl-C ends it.\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
