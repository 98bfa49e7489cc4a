/**
 * Finds published declarations without a doc comment. It relies on the format that TypeScript and wasm-bindgen write: one
 * declaration or member per line, with its comment right above.
 *
 * @typedef {{ path: string, text: string }} File
 */

const ENTRIES = ["dist/index.d.ts", "dist/element/index.d.ts", "dist/testing/index.d.ts"];
const DECLARATION = /^export (?:declare )?(interface|class|type|function|const) (\w+)(?:.* extends ([^{]+))?/;
const HAS_MEMBERS = ["interface", "class"];
const MEMBER = /^\s+(?:readonly |static )*(\w+)\??[:(]/;
const COMMENT = /^\s*(\/\*\*|\*)/;

/** @param {File[]} files */
export function undocumentedMembers(files) {
  const entries = files.filter(({ path }) => ENTRIES.includes(path));
  const published = exportedNames(entries.map(({ text }) => text).join("\n"));
  for (const { text } of files) for (const name of basesOf(text, published)) published.add(name);
  const found = new Set();
  const missing = files.flatMap(({ path, text }) => undocumentedIn(path, text, published, found));
  const notFound = [...published].filter((name) => !found.has(name));
  return [...missing, ...notFound.map((name) => `${name} has no declaration`)];
}

/** @param {string} text */
function exportedNames(text) {
  const lists = [...text.matchAll(/\{([^}]*)\}/g)].map(([, list = ""]) => list.split(","));
  return new Set(
    lists
      .flat()
      .map((name) => name.replace("type ", "").trim())
      .filter(Boolean),
  );
}

/** Returns the names of the interfaces that these interfaces extend. @param {string} text @param {Set<string>} names */
function basesOf(text, names) {
  return text.split("\n").flatMap((line) => {
    const [, kind, name = "", bases = ""] = DECLARATION.exec(line) ?? [];
    return kind === "interface" && names.has(name)
      ? bases
          .split(",")
          .map((base) => base.trim())
          .filter(Boolean)
      : [];
  });
}

/** @param {string} path @param {string} text @param {Set<string>} published @param {Set<unknown>} found */
function undocumentedIn(path, text, published, found) {
  const missing = [];
  let [owner, previous] = ["", ""];
  for (const line of text.split("\n")) {
    const [, kind = "", declared] = DECLARATION.exec(line) ?? [];
    if (declared !== undefined) {
      owner = HAS_MEMBERS.includes(kind) ? declared : "";
      found.add(declared);
    }
    const member = COMMENT.test(line) ? undefined : MEMBER.exec(line)?.[1];
    const name = declared ?? (member && `${owner}.${member}`);
    const isPublished = published.has(declared ?? owner);
    if (isPublished && name !== undefined && !previous.trim().endsWith("*/")) missing.push(`${path}: ${name}`);
    if (line.startsWith("}")) owner = "";
    previous = line;
  }
  return missing;
}
