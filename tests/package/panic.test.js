/** A panic in the WebAssembly rejects the calls in flight, and the next call gets a fresh instance. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { buildVariant } from "../../tools/build.js";
import { project } from "../../tools/setup.js";
import { launchChromium } from "../engines/chromium.js";
import { inPage } from "./runtimes.js";
import { neverRespond, startServer } from "./server.js";

/** @typedef {import("./runtimes.js").Run<typeof import("./panic-in-page.js")>} Run */

it("a panic rejects every call in flight, and the next call works", async () => {
  await buildVariant(join(project, "target", "panicking"), ["panic-on-purpose"]);
  const server = await startServer();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await page.goto(server.page());
    /** @type {Run} */
    const run = inPage(page, "tests/package/panic-in-page.js");
    const [unresponsive, responding] = [server.base(neverRespond), server.base()];
    const seen = await run("panicAmongOthers", "/target/panicking/index.js", unresponsive.url, responding.url);
    const internal = "internal, 0 attempts";
    assert.deepEqual(seen, {
      panicking: internal,
      others: Array(4).fill(internal),
      next: "finished",
      again: internal,
      last: "finished",
    });
    // This is how a browser reports a wasm trap, so the panic was real.
    assert.ok(errors.includes("unreachable"), errors.join("\n"));
  } finally {
    await browser.close();
    await server.close();
  }
});
