/** The element in each framework: the types of its tag, what is rendered, and tests of a portal that run it. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import sirv from "sirv";
import { build } from "vite";
import { listen } from "../../tools/listen.js";
import { installNpmPackages, project, run } from "../../tools/setup.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { launchChromium } from "../engines/chromium.js";
import { install, pack, temporaryFolder } from "./pack.js";
import { runProcess } from "./process.js";

/** @import { Browser } from "playwright-core" */

/** A portal with the package and all the frameworks, each in a folder. */
const portal = join(project, "tests", "frameworks");
await installNpmPackages(portal);
const folder = await temporaryFolder("frameworks");
after(folder.remove);
await install(portal, (await pack(folder.path)).tarball);

/** Type checkers with their arguments; the folder follows. Each prints a line for every error, with the file and the line in it. */
const TSC = [join(project, "node_modules", "typescript", "bin", "tsc"), "--pretty", "false", "-p"];
const VUE_TSC = [join(portal, "node_modules", "vue-tsc", "bin", "vue-tsc.js"), "--pretty", "false", "-p"];
const SVELTE_CHECK = [
  join(portal, "node_modules", "svelte-check", "bin", "svelte-check"),
  ...["--tsconfig", "./tsconfig.json", "--output", "machine", "--workspace"],
];

/** The type checker of each framework, and the file whose lines must not compile. @type {Record<string, [checker: string[], refused: string]>} */
const frameworks = {
  react: [TSC, "react/refused.tsx"],
  "react-18": [TSC, "react/refused.tsx"],
  preact: [TSC, "preact/refused.tsx"],
  solid: [TSC, "solid/refused.tsx"],
  vue: [VUE_TSC, "vue/refused.vue"],
  svelte: [SVELTE_CHECK, "svelte/refused.svelte"],
};

describe("the types accept what the element takes, and refuse the rest", () => {
  for (const [name, [[program = "", ...args], refused]] of Object.entries(frameworks)) {
    test(name, async () => {
      const { output } = await runProcess(pathToFileURL(program).href, [...args, join(portal, name)]);
      const wrong = (await readFile(join(portal, refused), "utf8"))
        .split("\n")
        .flatMap((line, index) => (/^\s*<batch-upload-status/.test(line) ? [index + 1] : []));
      assert.ok(wrong.length > 0);
      assert.deepEqual(
        errorsIn(output),
        wrong.map((line) => `${basename(refused)}:${line}`),
        output,
      );
    });
  }
});

/** Returns file and line of each error. @param {string} output of a type checker */
function errorsIn(output) {
  const errors = output.matchAll(/([\w.-]+)(?:\((\d+),\d+\): error|" (\d+):\d+ ")|^error .*/gm);
  return [...errors].map(([all, file, line, column]) => (file ? `${file}:${line ?? column}` : all));
}

describe("the element is rendered with its token, in Chromium, by", () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof startSimulator>>} */
  let simulator;
  before(async () => {
    simulator = await startSimulator();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await simulator?.close();
  });

  for (const name of Object.keys(frameworks)) {
    test(name, async () => {
      const site = join(folder.path, name);
      await build({ root: join(portal, name), logLevel: "error", build: { outDir: site, target: "es2022" } });
      const files = sirv(site, { dev: true });
      const server = await listen((request, response) => files(request, response), 0, "127.0.0.1");
      const page = await browser.newPage();
      try {
        /** @type {string[]} */
        const problems = [];
        page.on("pageerror", ({ message }) => problems.push(message));
        page.on("console", (message) => problems.push(message.text()));
        await page.goto(`http://127.0.0.1:${server.port}/?baseUrl=${simulator.url}`);
        await page.waitForFunction(() => document.title === "finished", undefined, { timeout: 10_000 });
        await page.getByRole("rowheader", { name: "1234567890" }).waitFor();
        assert.deepEqual(problems, []);
      } finally {
        await page.close();
        await server.close();
      }
    });
  }
});

test("the element shows a batch in the DOMs of test runners: happy-dom and jsdom, in Vitest", async () => {
  const simulator = await startSimulator();
  try {
    const vitest = join(portal, "node_modules", "vitest", "vitest.mjs");
    const env = { BASE_URL: simulator.url };
    const output = await run("node", [vitest, "run", "--root", "dom", "--no-color"], { cwd: portal, env, quiet: true });
    assert.match(output, /2 passed/);
  } finally {
    await simulator.close();
  }
});
