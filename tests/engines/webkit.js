/** WebKitGTK's MiniBrowser, by the W3C WebDriver protocol. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { findWebKit } from "./install.js";

/**
 * @param {string} url
 * @param {number} limitMs what a script may take
 * @returns {Promise<import("./index.js").OpenedPage>}
 */
export async function openWebKit(url, limitMs) {
  const programs = await findWebKit();
  const display = await startDisplay(programs.display);
  const driver = await startDriver(programs.driver, display.name);
  const { sessionId } = await driver.send("POST", "/session", { capabilities: {} });
  const session = `/session/${sessionId}`;
  await driver.send("POST", `${session}/timeouts`, { script: limitMs });
  await driver.send("POST", `${session}/url`, { url });
  return {
    run: async (expression) => {
      const script = `const done = arguments[0];
        ${expression}.then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await driver.send("POST", `${session}/execute/async`, { script, args: [] });
      if (error !== undefined) throw new Error(`In the page: ${error}`);
      return value;
    },
    close: async () => {
      await driver.send("DELETE", session);
      await end(driver.child);
      await end(display.child);
    },
  };
}

/**
 * A display of its own: without one the driver hangs.
 *
 * @param {string} program the path of Xvfb
 */
async function startDisplay(program) {
  // It chooses a free number and writes it to descriptor 3.
  const child = start(program, ["-displayfd", "3", "-screen", "0", "1440x1024x24", "-nolisten", "tcp"]);
  const [number] = await once(/** @type {import("node:stream").Readable} */ (child.stdio[3]), "data");
  return { child, name: `:${String(number).trim()}` };
}

/**
 * @param {string} program the path of WebKitWebDriver
 * @param {string} display
 */
async function startDriver(program, display) {
  const port = await freePort();
  const child = start(program, ["--host=127.0.0.1", `--port=${port}`], { DISPLAY: display });
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
  // Neither ends by itself when a test fails.
  process.once("exit", () => child.kill());
  return child;
}

/** @param {import("node:child_process").ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}
