/** Whatever ends the WebAssembly rejects the calls in flight at once, and the next call gets a fresh instance. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { buildVariant, compile } from "../../tools/build.js";
import { project } from "../../tools/setup.js";
import { readParts } from "../../tools/wasm-functions.js";
import { engines, openPage } from "../engines/index.js";
import { runProcess } from "./process.js";
import { inPage } from "./runtimes.js";
import { neverRespond, startServer } from "./server.js";
import { TRAPS } from "./trap-in-runtime.js";

/** @typedef {import("./runtimes.js").Run<typeof import("./trap-in-runtime.js")>} Run */

const FOLDER = join("target", "trapping");
const INTERNAL = "internal, 0 attempts";
const EXPECTED = {
  trapping: INTERNAL,
  others: Array(5).fill(INTERNAL),
  isAtOnce: true,
  next: "finished",
  again: INTERNAL,
  last: "finished",
};

await buildVariant(join(project, FOLDER), ["trap-on-purpose"]);
const server = await startServer();
const pages = await Promise.all(engines.map((engine) => openPage(engine, server.page())));
after(async () => {
  await Promise.all(pages.map((page) => page.close()));
  await server.close();
});

function startBases() {
  const unresponsive = server.base(neverRespond);
  const failing = server.base({ status: 503, headers: { "Retry-After": "60" } });
  const urls = { unresponsive: unresponsive.url, responding: server.base().url, failing: failing.url };
  return { requests: unresponsive.requests, urls };
}

/** The functions of Rust's library that end a program: for a value that is none, an index, a slice, lengths that differ and a division. */
const PANICS = /unwrap_failed|bounds_check|(?:index|slice)_\w*fail|mismatch_fail|by_zero/;

it("the WebAssembly has no panic of an unwrapped value, an index, a slice or a division", async () => {
  const { functions } = readParts(new Uint8Array(await readFile(await compile())));
  const names = functions.map(({ name }) => name);
  assert.ok(
    names.some((name) => name.includes("capacity_overflow")),
    "the names are known",
  );
  assert.deepEqual(
    names.filter((name) => PANICS.test(name)),
    [],
  );
});

for (const [trap, requestId] of Object.entries(TRAPS)) {
  describe(trap, { timeout: 30_000 }, () => {
    for (const [i, page] of pages.entries()) {
      it(`${engines[i]}: ends every call in flight, aborts the requests and reports nothing as uncaught`, async () => {
        await page.goto(server.page());
        /** @type {Run} */
        const run = inPage(page, "tests/package/trap-in-runtime.js");
        const { requests, urls } = startBases();
        assert.deepEqual(await run("trapAmongOthers", `/${FOLDER}/index.js`, requestId, urls), EXPECTED);
        for (const { disconnected } of requests) assert.equal(await disconnected, true);
        assert.deepEqual(await run("takeUncaught"), []);
      });
    }

    it("Node: does the same, and the process ends by itself", async () => {
      const { requests, urls } = startBases();
      const entry = pathToFileURL(join(project, FOLDER, "index.js")).href;
      const { output, errors, exitCode, ms } = await runProcess("trap-in-process.js", [
        entry,
        requestId,
        JSON.stringify(urls),
      ]);
      assert.deepEqual({ errors, exitCode }, { errors: "", exitCode: 0 });
      assert.deepEqual(JSON.parse(output), EXPECTED);
      for (const { disconnected } of requests) assert.equal(await disconnected, true);
      // The timers of the calls run for 30 to 60 seconds.
      assert.ok(ms < 15_000, `${ms}`);
    });

    it("Node: leaves the token in no error and in no memory", async () => {
      const entry = pathToFileURL(join(project, FOLDER, "index.js")).href;
      const args = [entry, requestId, server.base().url];
      const { output, errors, exitCode } = await runProcess("token-after-trap-in-process.js", args);
      assert.deepEqual({ errors, exitCode }, { errors: "", exitCode: 0 });
      assert.deepEqual(JSON.parse(output), { code: "internal", instances: 1, places: [] });
    });
  });
}
