/** The compatibility table of the README, written from the places. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { project } from "../setup.js";

/** @import { Place } from "./place.js" @import { Versions } from "./versions.js" */

const README = join(project, "README.md");
const BETWEEN_MARKERS = /(?<=<!-- matrix: .*-->\n).*(?=<!-- \/matrix -->)/s;

/** Writes the table between its markers. @param {Place[]} places that ran as they say @param {Versions} versions */
export async function writeTable(places, versions) {
  const readme = await readFile(README, "utf8");
  if (!BETWEEN_MARKERS.test(readme)) throw new Error("README.md has no markers for the table.");
  await writeFile(
    README,
    readme.replace(BETWEEN_MARKERS, () => renderTable(places, versions)),
  );
}

/** @param {Place[]} places @param {Versions} versions */
function renderTable(places, { packages }) {
  const rows = [...groupBy(places, ({ group }) => group)].flatMap(([group, members]) => [
    `| **${group}** | | |`,
    ...[...groupBy(members, rowOf)].map(([row, same]) => {
      const versions = [...new Set(same.map(({ packages: [tool = ""] }) => packages[tool]))].join(", ");
      return row.replace("VERSIONS", versions);
    }),
  ]);
  return ["", "| where | version | what you write |", "|---|---|---|", ...rows, "", ""].join("\n");
}

/** The row of a place, without its version. Places with equal rows share one. @param {Place} place */
function rowOf({ name, line }) {
  return `| ${name} | VERSIONS | ${line ? codeOf(line) : ""} |`;
}

/** @param {string} line code, or a text that has marks of its own */
function codeOf(line) {
  return /[`[]/.test(line) ? line : `\`${line}\``;
}

/** @template T @param {T[]} items @param {(item: T) => string} keyOf */
function groupBy(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
