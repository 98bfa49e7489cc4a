/**
 * Describes what the package contains of others: the crates that are linked into the WebAssembly, and the npm libraries that are bundled into
 * the JavaScript. Their licences and the software bill of materials (CycloneDX) are written from one list.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findWasmToolchain, project, run, UserError } from "./setup.js";

/** The file with the licences. Whoever copies the package copies it too. */
export const LICENCES = "THIRD-PARTY-LICENSES.txt";

/**
 * Something that others wrote. `licence` is an SPDX expression, `text` its text.
 *
 * @typedef {{ name: string, version: string, purl: string, licence: string, text: string, source?: string, hash?: Hash }} Component
 * @typedef {{ alg: "SHA-256" | "SHA-512", content: string }} Hash
 */

/**
 * What is read of `cargo metadata`.
 *
 * @typedef {{ packages: Crate[], resolve: { root: string, nodes: { id: string, deps: Dependency[] }[] } }} Metadata
 * @typedef {{ id: string, name: string, version: string, license: string, source: string | null, repository: string, manifest_path: string, targets: { kind: string[] }[] }} Crate
 * @typedef {{ pkg: string, dep_kinds: { kind: string | null }[] }} Dependency
 */

/**
 * What is read of `package-lock.json`.
 *
 * @typedef {{ version: string, license: string, integrity: string }} LockedPackage
 */

/** Writes the licences and the bill of materials into the folder of the package. @param {string} dist */
export async function describeThirdParties(dist) {
  const lock = JSON.parse(await readFile(join(project, "package-lock.json"), "utf8"));
  const components = [...(await listCrates()), await standardLibrary(), ...(await listLibraries(dist, lock.packages))];
  components.sort((a, b) => (a.purl < b.purl ? -1 : 1));
  await writeFile(join(dist, LICENCES), formatLicences(components));
  await writeFile(join(dist, "sbom.cdx.json"), `${JSON.stringify(billOfMaterials(lock, components), null, 2)}\n`);
}

/** The crates of others in the WebAssembly. @returns {Promise<Component[]>} */
async function listCrates() {
  const { cargo, env } = await findWasmToolchain();
  const args = ["--locked", "--features", "npm", "--filter-platform", "wasm32-unknown-unknown"];
  const metadata = await run(cargo, ["metadata", "--format-version", "1", ...args], { env, quiet: true });
  const checksums = checksumsOf(await readFile(join(project, "Cargo.lock"), "utf8"));
  const crates = linkedCrates(JSON.parse(metadata)).filter(({ source }) => source !== null);
  return Promise.all(
    crates.map(async ({ name, version, license, repository, manifest_path }) => {
      const checksum = checksums.get(`${name}@${version}`);
      return {
        name,
        version,
        purl: `pkg:cargo/${name}@${version}`,
        licence: license.replaceAll("/", " OR "),
        text: await licenceText(name, license, dirname(manifest_path)),
        source: repository,
        ...(checksum === undefined ? {} : { hash: { alg: "SHA-256", content: checksum } }),
      };
    }),
  );
}

/** Returns the crates whose code can be in the wasm: neither build scripts nor macros are. @param {Metadata} metadata */
function linkedCrates({ packages, resolve: { root, nodes } }) {
  const dependencies = new Map(
    nodes.map(({ id, deps }) => [
      id,
      deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null)).map(({ pkg }) => pkg),
    ]),
  );
  const macros = new Set(
    packages.filter(({ targets }) => targets.some(({ kind }) => kind.includes("proc-macro"))).map(({ id }) => id),
  );
  const linked = new Set([root]);
  // A set also iterates over what is added meanwhile.
  for (const id of linked) for (const next of dependencies.get(id) ?? []) if (!macros.has(next)) linked.add(next);
  return packages.filter(({ id }) => linked.has(id));
}

/** @param {string} lock the text of Cargo.lock @returns {Map<string, string>} */
function checksumsOf(lock) {
  const entries = lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"/gm);
  return new Map([...entries].map(([, name, version, checksum = ""]) => [`${name}@${version}`, checksum]));
}

/** Rust's standard library, which comes with the compiler. @returns {Promise<Component>} */
async function standardLibrary() {
  const { env } = await findWasmToolchain();
  const verbose = await run(env.RUSTC ?? "rustc", ["--version", "--verbose"], { env, quiet: true });
  const version = /^release: (.*)$/m.exec(verbose)?.[1] ?? "";
  return {
    name: "std",
    version,
    purl: `pkg:github/rust-lang/rust@${version}#library/std`,
    licence: "MIT OR Apache-2.0",
    text: await apacheLicence(),
    source: "https://github.com/rust-lang/rust",
  };
}

/**
 * The npm libraries in the JavaScript: esbuild names each file that it bundles.
 *
 * @param {string} dist
 * @param {Record<string, LockedPackage>} locked
 * @returns {Promise<Component[]>}
 */
async function listLibraries(dist, locked) {
  const scripts = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(scripts.map((name) => readFile(join(dist, name), "utf8")));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^\/\/ .*\bnode_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(([, name = ""]) => name),
  );
  return Promise.all(
    [...new Set(names)].map(async (name) => {
      const folder = `node_modules/${name}`;
      const { version, license, integrity } = /** @type {LockedPackage} */ (locked[folder]);
      const content = Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex");
      return {
        name,
        version,
        purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
        licence: license,
        text: await licenceText(name, license, join(project, folder)),
        hash: { alg: "SHA-512", content },
      };
    }),
  );
}

/**
 * Returns the licence that a component is used under: of "MIT OR Apache-2.0", MIT. A few crates have no copy of their licence. Those that
 * offer Apache-2.0 are used under that, whose text is the same for all.
 *
 * @param {string} name
 * @param {string} licence
 * @param {string} folder
 */
async function licenceText(name, licence, folder) {
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const hasMit = files.some((file) => /mit/i.test(file));
  const chosen = files.filter((file) => !(hasMit && /apache/i.test(file)));
  const texts = await Promise.all(chosen.map((file) => readFile(join(folder, file), "utf8")));
  if (texts.length > 0) return texts.map(withoutMargins).join("\n\n");
  if (/\bApache-2\.0\b/.test(licence)) return apacheLicence();
  throw new UserError(`${name} (${licence}) has no copy of its licence: tools/third-party.js needs one.`);
}

async function apacheLicence() {
  return withoutMargins(await readFile(join(project, "LICENSE-APACHE"), "utf8"));
}

/** @param {string} text */
function withoutMargins(text) {
  return text.replaceAll("\r\n", "\n").replace(/^\n+|\s+$/g, "");
}

/** Each licence once, below the names of what is under it. @param {Component[]} components */
function formatLicences(components) {
  const sections = [...new Set(components.map(({ text }) => text))].map((text) => {
    const under = components.filter((component) => component.text === text);
    const names = under.map(({ name, version, licence, source }) =>
      [`${name} ${version} (${licence})`, source].filter(Boolean).join(" "),
    );
    return `${names.join("\n")}\n\n${text}\n`;
  });
  const title = "This package contains the following software, under the licence below each list.\n";
  return [title, ...sections].join(`\n${"-".repeat(80)}\n\n`);
}

/**
 * Without a time and a serial number, which would differ in each build.
 *
 * @param {{ name: string, version: string, packages: Record<string, LockedPackage> }} lock
 * @param {Component[]} components
 */
function billOfMaterials({ name, version, packages }, components) {
  const purl = `pkg:npm/${name}@${version}`;
  const licences = (/** @type {string} */ expression) => [{ expression }];
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        ...{ type: "library", "bom-ref": purl, name, version, purl },
        licenses: licences(packages[""]?.license ?? ""),
      },
    },
    components: components.map(({ name, version, purl, licence, source, hash }) => ({
      ...{ type: "library", "bom-ref": purl, name, version, purl },
      licenses: licences(licence),
      ...(hash === undefined ? {} : { hashes: [hash] }),
      ...(source === undefined ? {} : { externalReferences: [{ type: "vcs", url: source }] }),
    })),
    dependencies: [{ ref: purl, dependsOn: components.map(({ purl }) => purl) }],
  };
}
