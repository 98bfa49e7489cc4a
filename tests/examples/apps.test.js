/**
 * The example apps in JavaScript, built as their readers would build them, with the package from its tarball. They run in Chromium, behind a
 * gateway to the simulated service.
 *
 * @import { ServerResponse } from "node:http"
 * @import { Browser, Page, Route } from "playwright-core"
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import sirv from "sirv";
import { build } from "vite";
import { listen } from "../../tools/listen.js";
import { runCommand } from "../../tools/matrix/command.js";
import { frameworks } from "../../tools/matrix/places/frameworks.js";
import { writeProject } from "../../tools/matrix/project.js";
import { readVersions } from "../../tools/matrix/versions.js";
import { project, run } from "../../tools/setup.js";
import { createSimulator, startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { launchChromium } from "../engines/chromium.js";
import { install, pack, temporaryFolder } from "../package/pack.js";
import { collectProblems } from "../page/harness.js";

const SOURCE = join(project, "examples");
/** Those that Vite builds, with the packages of the project and a simulated service of their own. */
const BUNDLED = ["page", "react", "vue", "worker"];
/** Those that run in a page. The texts of each say the same. */
const APPS = [...BUNDLED, "angular"];
const GATEWAY = "/partner-center";
const BUILD_TIMEOUT_MS = 120_000;
/** The origin of the portal in the README. */
const PORTAL = "https://portal.example";

const folder = await temporaryFolder("examples");
await writeFile(join(folder.path, "package.json"), '{ "private": true }');
const { tarball } = await pack(folder.path);
await install(folder.path, tarball);
/** The copies of the examples. @type {Record<string, string>} */
const roots = { angular: await copyForAngular() };
for (const name of [...BUNDLED, "server"]) {
  roots[name] = join(folder.path, name);
  await cp(join(SOURCE, name), roots[name], { recursive: true });
}

/** The code of the documentation, as a reader pastes it. The quick start has a session of its own, because nobody signs in here. */
await mkdir(join(folder.path, "quick-start"));
const [token = "", element = "", script = ""] = await codeOf("README.md", /^```(?:js|html)\n(.*?)^```/gms);
const session = `const msal = { acquireTokenSilent: async () => ({ accessToken: "${DEMO_TOKEN}" }) };`;
await writeFile(join(folder.path, "quick-start", "main.js"), [session, token, script].join("\n"));
await mkdir(join(folder.path, "documentation"));
await writeFile(
  join(folder.path, "documentation", "token.js"),
  (await codeOf("docs/token.md", /^```js\n(.*?)^```/gms)).join("\n"),
);

let now = Date.now();
const clock = { now: () => now };
/** @type {Browser} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await folder.remove();
});

describe("the examples", () => {
  it("compile with the strictest options of TypeScript", async () => {
    const compilerOptions = {
      ...{ target: "ES2022", module: "preserve", moduleResolution: "bundler", jsx: "react-jsx", noEmit: true },
      ...{ lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"], types: ["node", "vite/client"] },
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true },
      ...{ allowJs: true, checkJs: true, allowImportingTsExtensions: true, skipLibCheck: true },
    };
    await writeFile(
      join(folder.path, "vue", "env.d.ts"),
      'declare module "*.vue" { import type { Component } from "vue"; const component: Component; export default component; }',
    );
    await writeFile(
      join(folder.path, "tsconfig.json"),
      JSON.stringify({ compilerOptions, include: ["*/*"], exclude: ["quick-start"] }),
    );
    const tsc = join(project, "node_modules", "typescript", "bin", "tsc");
    await run("node", [tsc, "-p", folder.path], { quiet: true });
    // With the options that its reader gets.
    await run("node", [tsc, "-p", roots.react ?? ""], { quiet: true });
  });

  it("have a directive in the documentation, with which Angular refuses what the tag does not take", async () => {
    const [directive = ""] = await codeOf("docs/element.md", /^```ts\n(.*?)^```/gms);
    await writeFile(join(roots.angular ?? "", "directive.ts"), directive);
    const attributes = '[customerId]="id" [trackingId]="id" [token]="getToken"';
    const compile = async (/** @type {string} */ more, given = attributes) => {
      await writeFile(join(roots.angular ?? "", "host.ts"), angularHost(`${given} ${more}`));
      return runCommand("ngc -p tsconfig.host.json", roots.angular ?? "", AbortSignal.timeout(BUILD_TIMEOUT_MS));
    };
    const config = { extends: "./tsconfig.json", compilerOptions: { noEmit: true }, files: ["host.ts"] };
    await writeFile(join(roots.angular ?? "", "tsconfig.host.json"), JSON.stringify(config));
    await compile('[baseUrl]="id" [options]="{ maxRetries: 1 }" sections="verdict" (change)="show($event)"');
    await assert.rejects(compile('[tokn]="getToken"'), /NG8002.*tokn/);
    await assert.rejects(compile('[sections]="getToken"'), /TS2322/);
    await assert.rejects(compile('[options]="{ maxRetries: id }"'), /TS2322/);
    await assert.rejects(compile('(error)="show($event)"'), /error.*TS2379/);
    await assert.rejects(compile("", '[customerId]="id" [trackingId]="id"'), /NG8008.*token/);
  });

  it("name the versions with which they are tested", async () => {
    /** @param {string} path */
    const readJson = async (path) => JSON.parse(await readFile(path, "utf8"));
    for (const [name, root] of Object.entries(roots)) {
      const { resolve } = createRequire(join(root, "package.json"));
      const { dependencies, devDependencies } = await readJson(join(SOURCE, name, "package.json"));
      for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        const manifests = resolve.paths(dependency)?.map((path) => join(path, dependency, "package.json")) ?? [];
        // The nearest, as Node finds it.
        const read = await Promise.allSettled(manifests.map(readJson));
        const [installed] = read.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
        assert.equal(version, installed?.version, `${dependency} in examples/${name}`);
      }
    }
  });
});

for (const name of APPS) {
  describe(`the example ${name}`, () => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let app;
    before(async () => {
      app = await serve(await buildSite(name));
    });
    after(() => app?.close());

    if (BUNDLED.includes(name)) {
      it("shows a simulated upload after npm start", async () => {
        // As `npm start` runs it: in a process of its own, because the build sets NODE_ENV in this one.
        const { NODE_ENV: _, ...env } = process.env;
        const vite = join(project, "node_modules", "vite", "bin", "vite.js");
        const server = spawn(process.execPath, [vite, "--port", "0"], {
          cwd: roots[name],
          env: { ...env, NO_COLOR: "1" },
        });
        const page = await browser.newPage();
        try {
          await page.goto(await addressOf(server));
          await page
            .getByText(/registered to another tenant/i)
            .first()
            .waitFor();
        } finally {
          await page.close();
          server.kill();
        }
      });

      it("has one .wasm file", async () => {
        const files = await readdir(join(folder.path, name, "dist"), { recursive: true });
        assert.equal(files.filter((path) => path.endsWith(".wasm")).length, 1, files.join(", "));
      });
    }

    it("follows an upload to its end", async () => {
      const { trackingId } = app.simulator.upload(DEMO_CUSTOMER_ID);
      now += 10_000;
      await withPage(`${app.url}${query(trackingId)}`, async (page) => {
        await page
          .getByText(name === "page" ? "10 of 25" : "10 of 25 devices done, 1 failed")
          .first()
          .waitFor();
        now += 10_000;
        if (name !== "page") await page.getByText("25 of 25 devices done, 5 failed").waitFor();
        await page.getByText("registered to another tenant").first().waitFor();
      });
    });

    it("shows a failure and what to do", async () => {
      const { trackingId } = scenarioNamed("no-relationship");
      await withPage(`${app.url}${query(trackingId)}`, (page) =>
        page.getByText("no reseller relationship").first().waitFor(),
      );
    });

    if (["react", "vue", "angular"].includes(name)) {
      it("ends its request when the component goes away", { timeout: 20_000 }, async () => {
        await withPage(`${app.url}${query(scenarioNamed("all-finished").trackingId)}`, async (page) => {
          await page.getByText("19 of 19 devices done").waitFor();
          await page.getByRole("button", { name: "Close" }).click();
          const hanging = app.hangNext();
          await page.getByRole("button", { name: "Open" }).click();
          const response = await hanging;
          const closed = new Promise((resolve) => response.once("close", resolve));
          await page.getByRole("button", { name: "Close" }).click();
          await closed;
        });
      });
    }

    it("tells that the session has ended, not that the token is wrong", async () => {
      app.endSession();
      const page = await browser.newPage();
      try {
        await page.goto(`${app.url}${query(scenarioNamed("all-finished").trackingId)}`);
        if (name === "page") await page.waitForFunction(() => document.title === "Please sign in again");
        else await page.getByText("The token provider failed").waitFor();
      } finally {
        await page.close();
      }
    });
  });
}

it("the quick start of the README shows an upload", async () => {
  const root = join(folder.path, "quick-start");
  const { trackingId } = scenarioNamed("mixed-outcomes");
  const tag = element
    .replace('customer-id="…"', `customer-id="${DEMO_CUSTOMER_ID}"`)
    .replace('tracking-id="…"', `tracking-id="${trackingId}"`);
  const head = '<!doctype html><title>Portal</title><link rel="icon" href="data:,"><meta charset="utf-8">';
  await writeFile(join(root, "index.html"), `${head}${tag}<script type="module" src="./main.js"></script>`);
  await build({ root, logLevel: "error" });
  const app = await serve(join(root, "dist"));
  const page = await browser.newPage();
  try {
    await page.route(`${PORTAL}/**`, async (route) => {
      const url = route.request().url().replace(PORTAL, app.url.replace(/\/$/, ""));
      await route.fulfill({ response: await route.fetch({ url }) });
    });
    await page.goto(`${PORTAL}/`);
    await page.getByText("registered to another tenant").first().waitFor();
  } finally {
    await page.close();
    await app.close();
  }
});

describe("the example server", () => {
  /** @type {Awaited<ReturnType<typeof startSimulator>>} */
  let service;
  /** @type {import("node:child_process").ChildProcessWithoutNullStreams} */
  let server;
  let url = "";
  before(async () => {
    service = await startSimulator(clock);
    const env = { ...process.env, PORT: "0", PARTNER_CENTER_URL: service.url, PARTNER_CENTER_TOKEN: DEMO_TOKEN };
    server = spawn(process.execPath, ["server.js"], { cwd: roots.server, env });
    [url] = await once(createInterface(server.stdout), "line");
  });
  after(async () => {
    server?.kill();
    await service?.close();
  });

  it("shows an upload and a failure in a page, which gets no token", async () => {
    const { trackingId } = service.upload(DEMO_CUSTOMER_ID);
    now += 20_000;
    await withPage(`${url}/${query(trackingId)}`, async (page) => {
      await page.getByText("25 of 25 devices done, 5 failed").waitFor();
      await page.getByText("2 × ").first().waitFor();
      await page.getByText("registered to another tenant").first().waitFor();
    });
    await withPage(`${url}/${query(scenarioNamed("no-relationship").trackingId)}`, async (page) => {
      await page.getByText("no reseller relationship").waitFor();
      assert.ok(!(await page.content()).includes(DEMO_TOKEN));
    });
  });

  it("hands out the details, their counts and causes", async () => {
    const { trackingId } = scenarioNamed("documented-sample");
    const { details, counts, causes } = await (await fetch(`${url}/uploads/${DEMO_CUSTOMER_ID}/${trackingId}`)).json();
    const [{ devices, meaning }] = causes;
    assert.deepEqual([details.status, counts.failed, devices.length], ["finished", 1, 1]);
    assert.ok(details.devicesStatus[devices[0]].serialNumber);
    assert.ok(meaning);
  });

  for (const ids of [`x/${DEMO_CUSTOMER_ID}`, `${DEMO_CUSTOMER_ID}/x`, `${DEMO_CUSTOMER_ID}/%2f`]) {
    it(`refuses the ids ${ids} with 400`, async () => {
      const response = await fetch(`${url}/uploads/${ids}`);
      assert.equal(response.status, 400);
      assert.match((await response.json()).message, /GUID/);
    });
  }

  it("has a page that goes on after a lost connection and after any failure", async () => {
    const page = await browser.newPage();
    await page.clock.install();
    const noAnswer = "The server did not answer. Trying again.";
    /** @type {[answer: Parameters<Route["fulfill"]>[0], shown: string][]} */
    const failures = [
      [{ status: 502, json: { message: "Partner Center failed.", hint: "Wait." } }, "Partner Center failed. Wait."],
      [undefined, noAnswer],
      [{ status: 404, json: { message: "There is no such upload." } }, "There is no such upload."],
      [{ status: 503, body: "<html>" }, noAnswer],
    ];
    let [answer] = failures[0] ?? [];
    const fail = (/** @type {Route} */ route) => (answer ? route.fulfill(answer) : route.abort());
    await page.route("**/uploads/**", fail);
    await page.goto(`${url}/${query(scenarioNamed("documented-sample").trackingId)}`);
    for (const [index, [, shown]] of failures.entries()) {
      await page.getByRole("status").getByText(shown, { exact: true }).waitFor();
      if (index + 1 < failures.length) [answer] = failures[index + 1] ?? [];
      else await page.unroute("**/uploads/**");
      await page.clock.runFor(5000);
    }
    await page.getByText("1 of 1 devices done, 1 failed").waitFor();
    await page.close();
  });
});

/** Angular's tools need a newer Node than the tests. The matrix installs both. */
async function copyForAngular() {
  const place = frameworks.find(({ build }) => build === "ng build") ?? assert.fail("no place for Angular");
  const names = (await readdir(join(SOURCE, "angular"))).filter((name) => name !== "package.json");
  const texts = names.map(async (name) => [name, await readFile(join(SOURCE, "angular", name), "utf8")]);
  const files = Object.fromEntries(await Promise.all(texts));
  return writeProject({ ...place, files }, { tarball, baseUrl: "", versions: await readVersions() });
}

/** A component whose template has the tag. @param {string} attributes */
function angularHost(attributes) {
  return `import { Component } from "@angular/core";
import type { BatchUploadStatusEvents } from "partner-center-batch-status/element";
import { BatchUploadStatus } from "./directive";

@Component({ selector: "app-host", imports: [BatchUploadStatus], template: \`<batch-upload-status ${attributes} />\` })
export class Host {
  readonly id = "";
  readonly getToken = async () => "";
  show(event: BatchUploadStatusEvents["change"]) {
    return event.detail.devicesStatus;
  }
}
`;
}

/** Builds an example, and returns the folder of the site. @param {string} name */
async function buildSite(name) {
  const root = roots[name] ?? "";
  if (name === "angular") await runCommand("ng build", root, AbortSignal.timeout(BUILD_TIMEOUT_MS));
  else await build({ root, logLevel: "error" });
  return join(root, "dist", name === "angular" ? "app/browser" : "");
}

/** The code blocks of a page. @param {string} path @param {RegExp} block */
async function codeOf(path, block) {
  return [...(await readFile(join(project, path), "utf8")).matchAll(block)].map(([, code = ""]) => code);
}

/** Waits for the address that Vite prints. @param {import("node:child_process").ChildProcessWithoutNullStreams} server */
async function addressOf(server) {
  for await (const line of createInterface(server.stdout)) {
    const [address] = /http:\S+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  return assert.fail("Vite did not start");
}

/** @param {string} trackingId */
function query(trackingId) {
  return `?customerId=${DEMO_CUSTOMER_ID}&trackingId=${trackingId}`;
}

/** Serves a built app, the tokens of its session, and a gateway to a simulated service. @param {string} site */
async function serve(site) {
  const simulator = createSimulator(clock);
  const files = sirv(site);
  /** @type {((response: ServerResponse) => void) | undefined} */
  let onHanging;
  let hasEnded = false;
  const server = await listen(
    async (request, response) => {
      const { url = "" } = request;
      if (url === "/token" && hasEnded) return response.writeHead(401).end("<!doctype html><title>Sign in</title>");
      if (url === "/token") return response.end(DEMO_TOKEN);
      if (!url.startsWith(GATEWAY)) return files(request, response);
      if (onHanging) {
        onHanging(response);
        onHanging = undefined;
        return;
      }
      request.url = url.slice(GATEWAY.length);
      await simulator.handle(request, response);
    },
    0,
    "127.0.0.1",
  );
  return {
    url: `http://127.0.0.1:${server.port}/`,
    simulator,
    close: server.close,
    /** Answers the next request for a token as many portals do: with 401 and the page to sign in. */
    endSession() {
      hasEnded = true;
    },
    /** Leaves the next request to the service without an answer, and returns its response. @returns {Promise<ServerResponse>} */
    hangNext() {
      return new Promise((resolve) => {
        onHanging = resolve;
      });
    },
  };
}

/**
 * Opens a page, runs the test on it, and asserts that it reported no problem.
 *
 * @param {string} url
 * @param {(page: Page) => Promise<unknown>} use
 */
async function withPage(url, use) {
  const page = await browser.newPage();
  const problems = await collectProblems(page);
  await page.goto(url);
  await use(page);
  await page.close();
  assert.deepEqual(problems, []);
}
