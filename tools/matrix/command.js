/** Runs the commands of a place, with the programs that its project installed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";

/** No tool asks a question, colours its text, or sends or fetches anything for itself. */
const ENVIRONMENT = {
  CI: "1",
  NO_COLOR: "1",
  DO_NOT_TRACK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  NG_CLI_ANALYTICS: "false",
  NUXT_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

/** How many characters of a failed command's output its error shows. */
const SHOWN_OUTPUT = 2000;

/**
 * Starts a command.
 *
 * @param {string} command for the shell
 * @param {string} folder
 * @param {AbortSignal} signal ends the command and everything that it started
 */
export function startCommand(command, folder, signal) {
  const path = [join(folder, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
  // A process group of its own, because a dev server is often the child of the process that was started.
  const child = spawn(command, {
    cwd: folder,
    shell: true,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...ENVIRONMENT, PATH: path },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
    });
  }
  const closed = once(child, "close");

  function kill() {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {} // it has ended
  }
  signal.addEventListener("abort", kill, { once: true });
  process.once("exit", kill);
  closed.then(() => process.off("exit", kill)).catch(() => {});

  return {
    output: () => output,

    /** Whether it has ended by itself. */
    hasEnded: () => child.exitCode !== null,

    /** Waits for its end, and returns its output. It fails if the command does. */
    async end() {
      const [code] = await closed;
      signal.removeEventListener("abort", kill);
      signal.throwIfAborted();
      if (code !== 0) throw new Error(`\`${command}\` ended with ${code}: ${output.trim().slice(-SHOWN_OUTPUT)}`);
      return output;
    },

    async stop() {
      signal.removeEventListener("abort", kill);
      kill();
      await closed;
    },
  };
}

/** Runs a command to its end, and returns its output. @param {string} command @param {string} folder @param {AbortSignal} signal */
export function runCommand(command, folder, signal) {
  return startCommand(command, folder, signal).end();
}
