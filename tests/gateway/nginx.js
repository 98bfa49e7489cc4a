/** Runs nginx with a location of the documentation. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { listen } from "../../tools/listen.js";
import { findOnPath, installDebianPackages, UserError } from "../../tools/setup.js";

/** Debian has it in a folder that is not on the path of every user. */
const FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

/** Returns the path of nginx: an installed one, or one that is installed now. */
export async function findNginx() {
  const found = await findOnPath(["nginx"], FOLDERS);
  if (found !== undefined) return found;
  await installDebianPackages(["nginx-light"], "to test the gateway of the documentation");
  const installed = await findOnPath(["nginx"], FOLDERS);
  if (installed !== undefined) return installed;
  throw new UserError("No nginx was found: install it (on Debian `sudo apt-get install nginx-light`), and try again.");
}

/** @param {string} location what stands in its `server` block */
export async function startNginx(location) {
  const folder = await mkdtemp(join(tmpdir(), "nginx-"));
  const port = await freePort();
  const config = join(folder, "nginx.conf");
  await writeFile(config, configuration(folder, port, location));
  const child = spawn(await findNginx(), ["-p", folder, "-c", config, "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let problems = "";
  child.stderr.on("data", (chunk) => {
    problems += chunk;
  });
  let hasEnded = false;
  const exit = once(child, "exit").finally(() => {
    hasEnded = true;
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isUp(url))) {
    if (hasEnded) {
      await rm(folder, { recursive: true });
      throw new Error(`nginx ended: ${problems}`);
    }
    await wait(20);
  }
  return {
    url,
    async close() {
      child.kill("SIGQUIT");
      await exit;
      await rm(folder, { recursive: true });
    },
  };
}

/** @param {string} folder for what nginx writes @param {number} port @param {string} location */
function configuration(folder, port, location) {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  return `daemon off;
pid ${join(folder, "nginx.pid")};
error_log stderr;
events {}
http {
  access_log off;
  ${paths.join("\n  ")}
  server {
    listen 127.0.0.1:${port};
    ${location}
  }
}
`;
}

async function freePort() {
  const { port, close } = await listen(() => {}, 0, "127.0.0.1");
  await close();
  return port;
}

/** @param {string} url */
function isUp(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
