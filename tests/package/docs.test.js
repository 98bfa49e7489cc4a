/** The documentation: its links lead somewhere, and everything that is published has a doc comment. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { describe, it } from "node:test";
import { getBatchUploadStatus } from "../../dist/index.js";
import { bundlers } from "../../tools/matrix/places/bundlers.js";
import { frameworks, ITS_LINE } from "../../tools/matrix/places/frameworks.js";
import { INLINE } from "../../tools/matrix/places/page-files.js";
import { servers } from "../../tools/matrix/places/servers.js";
import { exists, project, run } from "../../tools/setup.js";

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";

const pages = (await readdir(join(project, "docs"))).map((name) => `docs/${name}`);
const texts = Object.fromEntries(
  await Promise.all(
    ["README.md", "CONTRIBUTING.md", "RELEASING.md", "CHANGELOG.md", "SECURITY.md", ...pages].map(async (path) => [
      path,
      await readFile(join(project, path), "utf8"),
    ]),
  ),
);

const { exports, repository } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));

/** What is on a disk, but not in the repository. */
const UNCOMMITTED = /^(?:\.\.|dist|target|node_modules)\//;

describe("links", () => {
  for (const [path, text] of Object.entries(texts)) {
    it(`of ${path} lead to files and headings of the repository, or elsewhere`, async () => {
      for (const link of linksOf(text).filter((link) => !/^\w+:/.test(link))) {
        const [file = "", heading] = link.split("#");
        const target = file === "" ? path : posix.join(posix.dirname(path), file);
        assert.ok((await exists(join(project, target))) && !UNCOMMITTED.test(target), link);
        if (heading === undefined) continue;
        const headings = [...(await readFile(join(project, target), "utf8")).matchAll(/^#+ (.*)$/gm)];
        assert.ok(headings.map(([, title = ""]) => anchorOf(title)).includes(heading), link);
      }
    });
  }

  it("are relative within the repository: package.json alone has its address", () => {
    const [name = ""] = /[^/]+\/[^/]+(?=\.git$)/.exec(repository.url) ?? [];
    assert.notEqual(name, "");
    for (const [path, text] of Object.entries(texts)) assert.ok(!text.includes(name), path);
  });
});

it("each base URL of the documentation is one that the package takes", async () => {
  const addresses = Object.values(texts).flatMap((text) => [
    ...text.matchAll(/(?:base-url=|"?baseUrl"?: |base_url\()"([^"]+)"/g),
  ]);
  assert.ok(addresses.length >= 4);
  for (const [, baseUrl = ""] of addresses) {
    const offline = { baseUrl, maxRetries: 0, fetch: () => Promise.reject(new TypeError()) };
    const call = getBatchUploadStatus(CUSTOMER_ID, CUSTOMER_ID, "a.token", offline);
    await assert.rejects(call, { code: "network" }, baseUrl);
  }
});

it("the bundlers that need a line, and those that do not, are those of the matrix", () => {
  const [, without = "", withLine = ""] =
    /\*\*Bundlers\.\*\* (.*?) need nothing(.*?)`import /s.exec(texts["docs/in-your-page.md"] ?? "") ?? [];
  const tools = [...bundlers.filter(({ packages }) => packages.length > 0), ...servers, ...frameworks];
  for (const { name, line } of tools) {
    const [tool = ""] = name.split(/[,: ]/);
    const isFramework = line?.startsWith(ITS_LINE);
    if (line?.includes(INLINE)) assert.ok(withLine.includes(tool) && !without.includes(tool), name);
    else if (!isFramework) assert.ok(without.includes(tool) && !withLine.includes(tool), name);
  }
});

it("everything that is published has a doc comment, and no link in one is broken; the reference has every entry", async () => {
  await run("node", [join(project, "tools", "docs", "index.js"), "--package-only"], { quiet: true });
  const docs = join(project, "target", "docs");
  const [, start = ""] = /href="([^"]+)"/.exec(await readFile(join(docs, "index.html"), "utf8")) ?? [];
  const reference = await readFile(join(docs, start), "utf8");
  const modules = Object.keys(exports).filter((entry) => exports[entry].require?.default.endsWith(".js"));
  for (const entry of modules) {
    // It exports nothing.
    if (entry === "./inline") continue;
    const page = `modules/${entry.replace(/^\.\/?/, "") || "index"}.html`;
    assert.ok(reference.includes(`href="${page}"`) && (await exists(join(docs, dirname(start), page))), page);
  }
});

/** The targets of links and pictures, outside of code. @param {string | undefined} text */
function linksOf(text = "") {
  const prose = text.replaceAll(/^ *```.*?^ *```/gms, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(
    ([, inline, reference]) => inline ?? reference ?? "",
  );
}

/** The anchor of a heading, as GitHub makes it. @param {string} title */
function anchorOf(title) {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}
