import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../tools/start.js", import.meta.url));

/**
 * Runs `npm start` on a free port, and waits until it serves the page.
 *
 * @param {string[]} [args]
 * @param {Record<string, string>} [env] additional environment variables
 */
export async function startProcess(args = [], env = {}) {
  const child = spawn(process.execPath, [SCRIPT, "--port", "0", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const port = Number(/http:\/\/localhost:(\d+) /.exec(line)?.[1] ?? 0);
    if (port === 0) continue;
    return {
      port,
      exit,
      /** Sends a signal, SIGTERM by default, and waits for the end. @param {NodeJS.Signals} [signal] */
      async stop(signal) {
        child.kill(signal);
        await exit;
      },
      /** Whether the process still runs. */
      isRunning: () => child.exitCode === null && child.signalCode === null,
    };
  }
  throw new Error(`npm start ended with exit code ${child.exitCode}.`);
}
