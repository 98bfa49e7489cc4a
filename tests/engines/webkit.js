/** WebKitGTK's MiniBrowser, driven over the W3C WebDriver protocol. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createDownloadFolder } from "./download-folder.js";
import { findWebKit } from "./install.js";

/** The private-use characters that WebDriver assigns to keys without a character (W3C WebDriver, 17.4.2). @type {Record<string, string>} */
const KEYS = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Escape: "\uE00C",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
};

/**
 * @param {import("./types.js").Preferences} preferences
 * @param {number} timeoutMs how long a script may take
 * @returns {Promise<import("./types.js").Driver>}
 */
export async function openWebKitPage({ timeZone, dark = false, reducedMotion = false }, timeoutMs) {
  const programs = await findWebKit();
  const downloads = await createDownloadFolder();
  const configuration = await configure(downloads.path, reducedMotion);
  const display = await startDisplay(programs.display);
  const driver = await startDriver(programs.driver, { DISPLAY: display.name, XDG_CONFIG_HOME: configuration });

  const args = ["--automation", ...(dark ? ["--dark-mode"] : []), ...(timeZone ? [`--time-zone=${timeZone}`] : [])];
  const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { args } } };
  const { sessionId } = await driver.send("POST", "/session", { capabilities });
  /** @param {string} command @param {object} [body] */
  const send = (command, body = {}) => driver.send("POST", `/session/${sessionId}/${command}`, body);
  await send("timeouts", { script: timeoutMs });

  /** @param {string} expression */
  async function run(expression) {
    const script = `const done = arguments[0];
      ${expression}.then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await send("execute/async", { script, args: [] });
    if (error !== undefined) throw new Error(`In the page: ${error}`);
    return value;
  }

  return {
    run,
    goto: (url) => send("url", { url }),
    back: () => send("back"),
    forward: () => send("forward"),
    click: (x, y) => send("actions", mouseClick(x, y)),
    type: (text) => send("actions", keyStrokes([...text].flatMap((key) => [down(key), up(key)]))),
    press: (combination) => {
      const keys = combination.split("+");
      return send("actions", keyStrokes([...keys.map(down), ...keys.toReversed().map(up)]));
    },
    resize: async (width, height) => {
      // The command sets the size of the window, which includes the toolbar.
      await send("window/rect", { width, height });
      const toolbar = Number(await run("(async () => outerHeight - innerHeight)()"));
      await send("window/rect", { width, height: height + toolbar });
    },
    download: downloads.next,
    close: async () => {
      await driver.send("DELETE", `/session/${sessionId}`);
      await end(driver.child);
      await end(display.child);
      await downloads.remove();
      await rm(configuration, { recursive: true, force: true });
    },
  };
}

/** @param {number} x @param {number} y */
function mouseClick(x, y) {
  const actions = [
    { type: "pointerMove", x, y, duration: 0 },
    { type: "pointerDown", button: 0 },
    { type: "pointerUp", button: 0 },
  ];
  return { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] };
}

/** @param {object[]} actions */
function keyStrokes(actions) {
  return { actions: [{ type: "key", id: "keyboard", actions }] };
}

/** @param {string} key */
function down(key) {
  return { type: "keyDown", value: KEYS[key] ?? key };
}

/** @param {string} key */
function up(key) {
  return { type: "keyUp", value: KEYS[key] ?? key };
}

/**
 * Writes the settings for which MiniBrowser has no option into configuration files.
 *
 * @param {string} downloads the folder to save files in
 * @param {boolean} reducedMotion
 * @returns {Promise<string>} the folder of the configuration
 */
async function configure(downloads, reducedMotion) {
  const folder = await mkdtemp(join(tmpdir(), "webkit-"));
  const gtk = join(folder, "gtk-3.0");
  await mkdir(gtk);
  await writeFile(join(folder, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  await writeFile(join(gtk, "settings.ini"), `[Settings]\ngtk-enable-animations=${!reducedMotion}\n`);
  // Otherwise the toolbar keeps the window at least 447 pixels wide.
  await writeFile(join(gtk, "gtk.css"), "* { padding: 0; margin: 0; border-width: 0; min-width: 0; }\n");
  return folder;
}

/**
 * Starts a virtual display. Without a display the driver hangs.
 *
 * @param {string} program the path of Xvfb
 */
async function startDisplay(program) {
  // Xvfb chooses a free display number and writes it to file descriptor 3.
  const child = start(program, ["-displayfd", "3", "-screen", "0", "1440x1024x24", "-nolisten", "tcp"]);
  const [number] = await once(/** @type {import("node:stream").Readable} */ (child.stdio[3]), "data");
  return { child, name: `:${String(number).trim()}` };
}

/**
 * @param {string} program the path of WebKitWebDriver
 * @param {Record<string, string>} env
 */
async function startDriver(program, env) {
  const port = await freePort();
  const child = start(program, ["--host=127.0.0.1", `--port=${port}`], env);
  /**
   * @param {"GET" | "POST" | "DELETE"} method
   * @param {string} path
   * @param {object} [body]
   */
  const send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: JSON.stringify(body) ?? null });
    const { value } = /** @type {{ value: Record<string, string> }} */ (await response.json());
    if (!response.ok) throw new Error(`WebKitWebDriver, ${method} ${path}: ${value.error}: ${value.message}`);
    return value ?? {};
  };
  while (!(await send("GET", "/status").catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended with exit code ${child.exitCode}`);
    await wait(50);
  }
  return { child, send };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function start(program, args, env = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  // Display and driver would keep running after a failed test.
  process.once("exit", () => child.kill());
  return child;
}

/** @param {import("node:child_process").ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}
