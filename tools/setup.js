/**
 * What this machine lacks for building and testing, found out and installed once, each time with a line that says so.
 *
 * Only Node's own modules here: this file runs before `node_modules` exists.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of the project. */
export const project = fileURLToPath(new URL("..", import.meta.url));

/** The work can't go on; the message tells a person in one sentence what to do. */
export class Stop extends Error {}

const WASM_TARGET = "wasm32-unknown-unknown";
const DEBIAN_RUST = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/** Where downloads are blocked `rustup target add` can hang for minutes instead of failing. */
const RUSTUP_LIMIT_MS = 120_000;

/** @param {string} line */
export function say(line) {
  console.log(`\u203a ${line}`);
}

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, limitMs?: number, quiet?: boolean, echo?: boolean }} [options]
 *   `quiet` keeps the output back and shows it only when the program fails; with `echo` it is shown all the same.
 * @returns {Promise<string>} what it wrote to its standard output, when quiet
 */
export function run(program, args, { env = {}, cwd = project, limitMs, quiet = false, echo = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      ...(limitMs === undefined ? {} : { timeout: limitMs }),
    });
    let output = "";
    let all = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        if (echo) process.stdout.write(chunk);
        else all += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(output);
      const ending = signal === null ? `with exit code ${code}` : `by ${signal}`;
      reject(new Stop(`${all}\`${program} ${args.join(" ")}\` ended ${ending}.`));
    });
  });
}

/**
 * Whether a program answers, which tells that it is installed and works.
 *
 * @param {string} program
 * @param {string[]} [args]
 */
export async function answers(program, args = ["--version"]) {
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

/** Installs Debian packages, where this is a Debian or Ubuntu whose administrator we are. Tells whether it did.
 *
 * @param {string[]} packages
 * @param {string} purpose
 */
export async function installDebianPackages(packages, purpose) {
  if (process.getuid?.() !== 0 || !(await answers("apt-get"))) return false;
  say(`Installing ${packages.join(", ")} with apt-get, ${purpose}. This can take a few minutes, once.`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    await run("apt-get", ["update", "-qq"], { env, quiet: true });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env, quiet: true });
    return true;
  } catch (error) {
    say(`apt-get could not install them: ${error instanceof Error ? error.message.trim() : error}`);
    return false;
  }
}

/** Installs the npm packages that package-lock.json names, unless exactly those are there. */
export async function installPackages() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 20) throw new Stop(`Node 20 or newer is needed, this is ${process.version}: install it from nodejs.org.`);
  const lock = await readFile(join(project, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  const stamp = join(project, "node_modules", ".installed");
  if ((await readFile(stamp, "utf8").catch(() => "")) === wanted) return;
  say("Installing the npm packages (about ten seconds, once)");
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { quiet: true });
  await writeFile(stamp, wanted);
}

/**
 * A Rust toolchain that can compile for wasm.
 *
 * @typedef {object} WasmToolchain
 * @property {string} name
 * @property {string} cargo the program to call
 * @property {Record<string, string>} env what it needs in its environment
 * @property {string[]} args what each cargo command needs behind its name
 * @property {string} targetFolder two toolchains in one folder would invalidate each other's work
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
 * Debian's Rust brings no compiled standard library for wasm but its source, so cargo builds it along (30 s, once).
 *
 * @type {WasmToolchain}
 */
const debianToolchain = {
  name: "Debian's cargo, which builds the standard library along",
  cargo: "/usr/bin/cargo",
  env: {
    // A rustup shim in front of /usr/bin would be taken instead.
    PATH: ["/usr/bin", process.env.PATH ?? ""].join(delimiter),
    RUSTC: "/usr/bin/rustc",
    RUSTC_BOOTSTRAP: "1",
  },
  args: ["-Zbuild-std=std,panic_abort"],
  targetFolder: join(project, "target", "debian"),
};

/** Finds a toolchain that compiles for wasm, installing what is missing. @returns {Promise<WasmToolchain>} */
export async function wasmToolchain() {
  if (await rustupHasTarget()) return rustupToolchain;
  if (await debianIsComplete()) return debianToolchain;
  if (await addRustupTarget()) return rustupToolchain;
  if (await installDebianPackages(DEBIAN_RUST, "to compile Rust to wasm")) return debianToolchain;
  if (!(await answers("cargo"))) throw new Stop("Rust is missing: install it from https://rustup.rs and try again.");
  throw new Stop(
    `Rust can't compile to wasm here: run \`rustup target add ${WASM_TARGET}\`, ` +
      `or on Debian and Ubuntu \`sudo apt-get install ${DEBIAN_RUST.join(" ")}\`, and try again.`,
  );
}

/** Sees to it that Rust's formatter and linter are there, for this machine and for wasm. */
export async function installLinters() {
  const { cargo } = await wasmToolchain();
  if (cargo === debianToolchain.cargo && !(await exists("/usr/bin/cargo-clippy"))) {
    await installDebianPackages(["rust-web-clippy"], "to lint the Rust code for wasm");
  }
  for (const component of ["clippy", "fmt"]) {
    if (await answers("cargo", [component, "--version"])) continue;
    const name = component === "fmt" ? "rustfmt" : component;
    say(`Adding ${name} with rustup (once)`);
    await run("rustup", ["component", "add", name], { quiet: true, limitMs: RUSTUP_LIMIT_MS }).catch(() => {
      throw new Stop(`cargo ${component} is missing: run \`rustup component add ${name}\` and try again.`);
    });
  }
}

async function rustupHasTarget() {
  const args = ["--print", "target-libdir", "--target", WASM_TARGET];
  const folder = await run("rustc", args, { quiet: true }).catch(() => "");
  return folder !== "" && (await exists(folder.trim()));
}

async function debianIsComplete() {
  const parts = ["/usr/bin/cargo", "/usr/bin/rust-lld", "/usr/lib/rustlib/src/rust/library"];
  const there = await Promise.all(parts.map(exists));
  return there.every(Boolean);
}

async function addRustupTarget() {
  if (!(await answers("rustup"))) return false;
  say(`Adding Rust's ${WASM_TARGET} target with rustup (once)`);
  const added = await run("rustup", ["target", "add", WASM_TARGET], { quiet: true, limitMs: RUSTUP_LIMIT_MS }).then(
    () => true,
    () => false,
  );
  if (!added) say("rustup could not fetch it");
  return added && (await rustupHasTarget());
}

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const CHROMIUM_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a Chromium or Chrome: the one in `CHROMIUM`, the one that is there, or one installed now. */
export async function findChromium() {
  const found = await chromiumThatIsThere();
  if (found !== undefined) return found;
  if (await installDebianPackages(["chromium"], "to test in a real browser")) return "/usr/bin/chromium";
  throw new Stop(
    "No Chromium or Chrome is here to test with: install one, or put its path into CHROMIUM, and try again.",
  );
}

async function chromiumThatIsThere() {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((f) => CHROMIUM_NAMES.map((name) => join(f, name)));
  const wanted = process.env.CHROMIUM === undefined ? [] : [process.env.CHROMIUM];
  for (const path of [...wanted, ...onPath, ...CHROMIUM_PATHS]) if (await exists(path)) return path;
  return undefined;
}
