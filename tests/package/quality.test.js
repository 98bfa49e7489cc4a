/** What a portal's security review asks of the package: what is in it, under which licences, and how to tell that it is unchanged. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { Ajv } from "ajv";
import { findWasmToolchain, project, run } from "../../tools/setup.js";
import { LICENCES } from "../../tools/third-party.js";
import { PACKAGE, pack, temporaryFolder } from "./pack.js";

const folder = await temporaryFolder("quality");
after(folder.remove);
const { files } = await pack(folder.path);
const dist = join(project, "dist");

/** @param {string} name */
async function readDist(name) {
  return readFile(join(dist, name), "utf8");
}

/** Everything of others in the package as "name version", found in other ways than the build does. */
async function thirdParties() {
  const { cargo, env } = await findWasmToolchain();
  const linked = ["--edges", "normal,no-proc-macro", "--target", "wasm32-unknown-unknown", "--features", "npm"];
  const tree = await run(cargo, ["tree", "--locked", ...linked, "--prefix", "none"], { env, quiet: true });
  // The crates of this project have their path behind the version.
  const crates = [...tree.matchAll(/^(\S+) v(\S+)(?: \(\*\))?$/gm)].map(([, name, version]) => `${name} ${version}`);
  const maps = files.filter((path) => path.endsWith(".js.map"));
  const sources = await Promise.all(
    maps.map(async (path) => JSON.parse(await readFile(join(project, path), "utf8")).sources),
  );
  const libraries = sources.flat().flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
  const { packages } = JSON.parse(await readFile(join(project, "package-lock.json"), "utf8"));
  const versions = libraries.map((name) => `${name} ${packages[`node_modules/${name}`].version}`);
  return [...new Set([...crates, ...versions])].sort();
}

it("has nothing that is unused or undeclared (knip)", async () => {
  await run("node", [join(project, "node_modules", "knip", "bin", "knip.js"), "--no-progress"], { quiet: true });
});

it("has the version of the crate and of what the examples install", async () => {
  const readManifest = async (/** @type {string} */ path) => JSON.parse(await readFile(join(project, path), "utf8"));
  const { name, version } = await readManifest("package.json");
  const crate = /^version = "(.*)"$/m.exec(await readFile(join(project, "Cargo.toml"), "utf8"))?.[1];
  const examples = (await readdir(join(project, "examples"))).filter((example) => example !== "yew");
  const installed = examples.map(
    async (example) => (await readManifest(`examples/${example}/package.json`)).dependencies[name],
  );
  assert.deepEqual([crate, ...(await Promise.all(installed))], [crate, ...examples].fill(version));
});

describe("the software of others in the package", async () => {
  const expected = await thirdParties();

  it("has crates and npm libraries", () => {
    for (const name of ["serde", "wasm-bindgen", "talc", "fflate"]) {
      assert.ok(
        expected.some((component) => component.startsWith(`${name} `)),
        name,
      );
    }
  });

  it("is named above the text of its licence, with that of Rust's standard library", async () => {
    const sections = (await readDist(LICENCES)).split(`\n${"-".repeat(80)}\n\n`).slice(1);
    const named = sections.flatMap((section) => {
      const [names = "", ...text] = section.split("\n\n");
      assert.match(text.join("\n\n"), /Permission is hereby granted|Apache License/, names);
      return names.split("\n").map((line) => line.replace(/ \(.*/, ""));
    });
    assert.deepEqual(named.filter((name) => !name.startsWith("std ")).sort(), expected);
    assert.equal(named.length, expected.length + 1);
    const ofPage = join(project, "www", PACKAGE, LICENCES);
    assert.equal(await readFile(ofPage, "utf8"), await readDist(LICENCES), "the page is published too");
  });

  it("is listed in a valid bill of materials, with the hash that its registry has of it", async () => {
    const bill = JSON.parse(await readDist("sbom.cdx.json"));
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const isValid = await compileSchema(ajv);
    assert.equal(isValid(bill), true, ajv.errorsText(isValid.errors));
    /** @type {{ name: string, version: string, hashes?: { content: string }[] }[]} */
    const components = bill.components;
    const hashed = components.filter(({ hashes }) => hashes !== undefined);
    assert.deepEqual(hashed.map(({ name, version }) => `${name} ${version}`).sort(), expected);
    assert.deepEqual(
      components.filter((component) => !hashed.includes(component)).map(({ name }) => name),
      ["std"],
    );
    const locks = await Promise.all(
      ["Cargo.lock", "package-lock.json"].map((name) => readFile(join(project, name), "utf8")),
    );
    for (const { name, hashes = [] } of hashed) {
      const [{ content = "" } = {}] = hashes;
      const forms = [content, Buffer.from(content, "hex").toString("base64")];
      assert.ok(
        locks.some((lock) => forms.some((form) => lock.includes(form))),
        name,
      );
    }
  });
});

/** Compiles the schema of CycloneDX 1.6. @param {Ajv} ajv */
async function compileSchema(ajv) {
  const folder = join(project, "node_modules", "@cyclonedx", "cyclonedx-library", "res", "schema");
  const [bill, ...others] = await Promise.all(
    ["bom-1.6", "spdx", "jsf-0.82"].map(async (name) => {
      const file = `${name}.SNAPSHOT.schema.json`;
      return { ...JSON.parse(await readFile(join(folder, file), "utf8")), $id: `http://cyclonedx.org/schema/${file}` };
    }),
  );
  for (const schema of others) ajv.addSchema(schema);
  return ajv.compile(bill);
}

it("`integrity.json` has the hash of every other file in `dist`", async () => {
  const names = files.filter((path) => path.startsWith("dist/")).map((path) => path.slice("dist/".length));
  const hashes = names
    .filter((name) => name !== "integrity.json")
    .map(async (name) => {
      const hash = createHash("sha384").update(await readFile(join(dist, name)));
      return [name, `sha384-${hash.digest("base64")}`];
    });
  assert.deepEqual(JSON.parse(await readDist("integrity.json")), Object.fromEntries(await Promise.all(hashes)));
});
