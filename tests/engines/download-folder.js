/** A folder for a browser's downloads, so that a test reads the files that a user gets. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const TIMEOUT_MS = 10_000;
const POLL_MS = 50;

/** The names that Firefox and WebKitGTK give to incomplete files. */
const INCOMPLETE = /\.(part|wkdownload)$/;

const EMPTY = Buffer.alloc(0);

export async function createDownloadFolder() {
  const path = await mkdtemp(join(tmpdir(), "downloads-"));
  return {
    path,

    /** @param {string} name */
    pathOf: (name) => join(path, name),

    /** Waits for a complete file, reads it and deletes it. @returns {Promise<import("./types.js").DownloadedFile>} */
    async next() {
      const deadline = Date.now() + TIMEOUT_MS;
      while (Date.now() < deadline) {
        const names = await readdir(path);
        const [name] = names;
        const bytes = name !== undefined && !names.some(isIncomplete) ? await readFile(join(path, name)) : EMPTY;
        // Firefox creates an empty file first, to reserve the name.
        if (name !== undefined && bytes.length > 0) {
          await rm(join(path, name));
          return { name, bytes, text: bytes.toString() };
        }
        await wait(POLL_MS);
      }
      throw new Error("No file was downloaded.");
    },

    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** @param {string} name */
function isIncomplete(name) {
  return INCOMPLETE.test(name);
}
