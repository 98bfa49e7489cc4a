/** Where a browser saves files, so that a test reads what somebody would find on the disk. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const LIMIT_MS = 10_000;
const POLL_MS = 50;

/** What Firefox and WebKitGTK call a file that is not complete yet. */
const INCOMPLETE = /\.(part|wkdownload)$/;

const NOTHING = Buffer.alloc(0);

export async function createDownloadFolder() {
  const path = await mkdtemp(join(tmpdir(), "downloads-"));
  return {
    path,

    /** @param {string} name */
    pathOf: (name) => join(path, name),

    /** Waits for a file to be complete, and takes it away. @returns {Promise<import("./index.js").Saved>} */
    async next() {
      const deadline = Date.now() + LIMIT_MS;
      while (Date.now() < deadline) {
        const names = await readdir(path);
        const [name] = names;
        const bytes = name !== undefined && !names.some(isIncomplete) ? await readFile(join(path, name)) : NOTHING;
        // Firefox reserves the name with an empty file.
        if (name !== undefined && bytes.length > 0) {
          await rm(join(path, name));
          return { name, bytes, text: bytes.toString() };
        }
        await wait(POLL_MS);
      }
      throw new Error("Nothing was saved.");
    },

    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** @param {string} name */
function isIncomplete(name) {
  return INCOMPLETE.test(name);
}
