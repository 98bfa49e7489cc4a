/**
 * The option `fetch`, the token function and the options can be anything. Whatever they do, the call in question settles at once, its error
 * says what was wrong, other calls go on, and nothing is reported as uncaught.
 */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { engines, openPage } from "../engines/index.js";
import { OPTIONS, RESPONSES, TOKENS } from "./callers-functions.js";
import { inNode, inPage } from "./runtimes.js";
import { startServer } from "./server.js";

/** @typedef {import("./runtimes.js").Run<typeof import("./callers-functions.js")>} Run */

const MODULE = "tests/package/callers-functions.js";
const TIMEOUT = { timeout: 60_000 };

const server = await startServer();
const pages = await Promise.all(engines.map((engine) => openPage(engine, server.page())));
after(async () => {
  await Promise.all(pages.map((page) => page.close()));
  await server.close();
});

/** @param {string} outcome */
const settledAs = (outcome) => ({ outcome, isAtOnce: true, others: ["finished", "finished"], uncaught: [] });

/** @type {[string, Run][]} */
const runtimes = [["Node", inNode(MODULE)]];
for (const [i, page] of pages.entries()) runtimes.push([`${engines[i]}`, inPage(page, MODULE)]);
for (const [runtime, run] of runtimes) {
  describe(`${runtime}: fetch gives`, TIMEOUT, () => {
    for (const [name, { code }] of Object.entries(RESPONSES)) {
      it(`${name}: ${code ?? "the details"}`, async () => {
        assert.deepEqual(await run("tryResponse", name), settledAs(code ?? "finished"));
      });
    }
  });

  describe(`${runtime}: the token function gives`, TIMEOUT, () => {
    for (const [name, { code }] of Object.entries(TOKENS)) {
      it(`${name}: ${code ?? "the details"}`, async () => {
        assert.deepEqual(await run("tryToken", name), settledAs(code ?? "finished"));
      });
    }
  });

  describe(`${runtime}: options are refused if they are or have`, TIMEOUT, () => {
    for (const name of Object.keys(OPTIONS)) {
      it(name, async () => assert.deepEqual(await run("tryOptions", name), settledAs("invalid-argument")));
    }
  });

  describe(`${runtime}: a call works`, TIMEOUT, () => {
    const names = ["crypto", "navigator", ...(runtime === "Node" ? ["performance", "document"] : [])];
    for (const name of names) {
      it(`without ${name}`, async () => assert.equal(await run("tryWithout", name, false), "finished"));
      it(`if reading ${name} throws`, async () => assert.equal(await run("tryWithout", name, true), "finished"));
    }
  });
}
