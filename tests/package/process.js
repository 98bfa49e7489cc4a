/** Runs a script of the tests in a process of its own: an uncaught error, an unhandled rejection or a timer that is left would show. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/**
 * @param {string} script its address, or its path from this folder
 * @param {string[]} [args]
 * @returns {Promise<{ output: string, errors: string, exitCode: number | null, ms: number }>}
 */
export async function runProcess(script, args = []) {
  const started = performance.now();
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ends = [text(child.stdout), text(child.stderr), once(child, "close")];
  const [output, errors, [exitCode]] = /** @type {[string, string, [number | null]]} */ (await Promise.all(ends));
  return { output, errors, exitCode, ms: performance.now() - started };
}
