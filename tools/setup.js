/**
 * Finds what this machine lacks for building and testing, and installs it once. Each installation is logged.
 *
 * This file imports only Node's own modules, because it runs before `node_modules` exists.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of the project. */
export const project = fileURLToPath(new URL("..", import.meta.url));

/** An error that the user can fix. The message says how, and is printed without a stack trace. */
export class UserError extends Error {}

const WASM_TARGET = "wasm32-unknown-unknown";
const DEBIAN_RUST = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/** Where downloads are blocked, `rustup target add` can hang for minutes instead of failing. */
const RUSTUP_TIMEOUT_MS = 120_000;

/**
 * Says on standard error what goes on. In the process of a test file, standard output carries the reports of Node's test runner, and other text
 * among them makes a file fail now and then ("Unable to deserialize cloned data", nodejs/node#64061).
 *
 * @param {string} line
 */
export function log(line) {
  console.error(`\u203a ${line}`);
}

/**
 * Runs a program and waits until it exits.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, timeoutMs?: number, quiet?: boolean, echo?: boolean }} [options]
 *   `quiet` captures the output and shows it only when the program fails; with `echo` it is captured and shown.
 * @returns {Promise<string>} the standard output, if `quiet`
 */
export function run(program, args, { env = {}, cwd = project, timeoutMs, quiet = false, echo = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", 2, 2],
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    let output = "";
    let all = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        if (echo) process.stderr.write(chunk);
        else all += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(output);
      const ending = signal === null ? `with exit code ${code}` : `by ${signal}`;
      reject(new UserError(`${all}\`${program} ${args.join(" ")}\` ended ${ending}.`));
    });
  });
}

/**
 * Returns whether a program is installed and works, by running it with these arguments.
 *
 * @param {string} program
 * @param {string[]} [args]
 */
async function isInstalled(program, args = ["--version"]) {
  return run(program, args, { quiet: true }).then(
    () => true,
    () => false,
  );
}

/** @param {string} path */
export function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Returns the path of the first of these programs that is installed.
 *
 * @param {string[]} names in order of preference
 * @param {string[]} [folders] more than those of the path
 */
export async function findOnPath(names, folders = []) {
  const all = [...(process.env.PATH ?? "").split(delimiter), ...folders];
  for (const name of names) for (const folder of all) if (await exists(join(folder, name))) return join(folder, name);
  return undefined;
}

/**
 * Installs Debian packages if this is Debian or Ubuntu and the process runs as root. Returns whether it did.
 *
 * @param {string[]} packages
 * @param {string} purpose
 */
export async function installDebianPackages(packages, purpose) {
  if (process.getuid?.() !== 0 || !(await isInstalled("apt-get"))) return false;
  log(`Installing ${packages.join(", ")} with apt-get, ${purpose}. This can take a few minutes, once.`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    await run("apt-get", ["update", "-qq"], { env, quiet: true });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env, quiet: true });
    return true;
  } catch (error) {
    log(`apt-get could not install them: ${error instanceof Error ? error.message.trim() : error}`);
    return false;
  }
}

/** Installs the npm packages of a folder's package-lock.json, unless exactly these are installed already. */
export async function installNpmPackages(folder = project) {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 20)
    throw new UserError(`Node 20 or newer is needed, this is ${process.version}: install it from nodejs.org.`);
  const lock = await readFile(join(folder, "package-lock.json"));
  const hash = createHash("sha256").update(lock).digest("hex");
  const stamp = join(folder, "node_modules", ".installed");
  if ((await readFile(stamp, "utf8").catch(() => "")) === hash) return;
  log("Installing the npm packages (less than a minute, once)");
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    quiet: true,
  });
  await writeFile(stamp, hash);
}

/**
 * A Rust toolchain that can compile for wasm.
 *
 * @typedef {object} WasmToolchain
 * @property {string} name
 * @property {string} cargo the program to call
 * @property {Record<string, string>} env additional environment variables
 * @property {string[]} args additional arguments of each cargo command
 * @property {string} targetFolder its own, because two toolchains that share a folder rebuild everything in turn
 */

/** @type {WasmToolchain} */
const rustupToolchain = {
  name: "cargo with the wasm32-unknown-unknown target",
  cargo: "cargo",
  env: {},
  args: [],
  targetFolder: join(project, "target"),
};

/**
 * Debian's Rust ships the standard library for wasm as source only, so cargo builds that too (30 s, once).
 *
 * @type {WasmToolchain}
 */
const debianToolchain = {
  name: "Debian's cargo, which builds the standard library too",
  cargo: "/usr/bin/cargo",
  env: {
    // Otherwise a rustup shim earlier in the PATH would run instead.
    PATH: ["/usr/bin", process.env.PATH ?? ""].join(delimiter),
    RUSTC: "/usr/bin/rustc",
    RUSTC_BOOTSTRAP: "1",
  },
  args: ["-Zbuild-std=std,panic_abort"],
  targetFolder: join(project, "target", "debian"),
};

/** Finds a toolchain that compiles for wasm. Installs what is missing. @returns {Promise<WasmToolchain>} */
export async function findWasmToolchain() {
  if (await rustupHasTarget()) return rustupToolchain;
  if (await debianRustIsInstalled()) return debianToolchain;
  if (await addRustupTarget()) return rustupToolchain;
  if (await installDebianPackages(DEBIAN_RUST, "to compile Rust to wasm")) return debianToolchain;
  if (!(await isInstalled("cargo")))
    throw new UserError("Rust is missing: install it from https://rustup.rs and try again.");
  throw new UserError(
    `Rust can't compile to wasm here: run \`rustup target add ${WASM_TARGET}\`, ` +
      `or on Debian and Ubuntu \`sudo apt-get install ${DEBIAN_RUST.join(" ")}\`, and try again.`,
  );
}

/** Installs Rust's formatter and linter where they are missing, for this machine and for wasm. */
export async function installLinters() {
  const { cargo } = await findWasmToolchain();
  if (cargo === debianToolchain.cargo && !(await exists("/usr/bin/cargo-clippy"))) {
    await installDebianPackages(["rust-web-clippy"], "to lint the Rust code for wasm");
  }
  for (const component of ["clippy", "fmt"]) {
    if (await isInstalled("cargo", [component, "--version"])) continue;
    const name = component === "fmt" ? "rustfmt" : component;
    log(`Adding ${name} with rustup (once)`);
    await run("rustup", ["component", "add", name], { quiet: true, timeoutMs: RUSTUP_TIMEOUT_MS }).catch(() => {
      throw new UserError(`cargo ${component} is missing: run \`rustup component add ${name}\` and try again.`);
    });
  }
}

async function rustupHasTarget() {
  const args = ["--print", "target-libdir", "--target", WASM_TARGET];
  const folder = await run("rustc", args, { quiet: true }).catch(() => "");
  return folder !== "" && (await exists(folder.trim()));
}

async function debianRustIsInstalled() {
  const parts = ["/usr/bin/cargo", "/usr/bin/rust-lld", "/usr/lib/rustlib/src/rust/library"];
  const found = await Promise.all(parts.map(exists));
  return found.every(Boolean);
}

async function addRustupTarget() {
  if (!(await isInstalled("rustup"))) return false;
  log(`Adding Rust's ${WASM_TARGET} target with rustup (once)`);
  const added = await run("rustup", ["target", "add", WASM_TARGET], { quiet: true, timeoutMs: RUSTUP_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
  if (!added) log("rustup could not fetch it");
  return added && (await rustupHasTarget());
}

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const CHROMIUM_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Returns the path of a Chromium or Chrome: the one in `CHROMIUM`, an installed one, or one that is installed now. */
export async function findChromium() {
  const found = await findInstalledChromium();
  if (found !== undefined) return found;
  if (await installDebianPackages(["chromium"], "to test in a real browser")) return "/usr/bin/chromium";
  throw new UserError("No Chromium or Chrome was found: install one, or set CHROMIUM to its path, and try again.");
}

async function findInstalledChromium() {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((f) => CHROMIUM_NAMES.map((name) => join(f, name)));
  const chosen = process.env.CHROMIUM === undefined ? [] : [process.env.CHROMIUM];
  for (const path of [...chosen, ...onPath, ...CHROMIUM_PATHS]) if (await exists(path)) return path;
  return undefined;
}
