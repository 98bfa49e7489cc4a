/**
 * Writes the custom elements manifest, which editors and documentation tools read. It comes from the code and the doc comments of the
 * element's class.
 *
 * @import { CustomElementDeclaration, Declaration, Package } from "custom-elements-manifest/schema.d.ts"
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { project } from "./setup.js";

/**
 * What the analyzer exports and its declarations leave out.
 *
 * @typedef {object} Analyzer
 * @property {(options: { modules: unknown[], context: { dev: boolean } }) => Package} create
 * @property {{ createSourceFile: (name: string, text: string, target: number, hasParents: boolean) => unknown, ScriptTarget: { ES2022: number } }} ts
 */

const SOURCE = "src/js/element/batch-upload-status.ts";

/** @param {string} file */
export async function writeCustomElementsManifest(file) {
  // Imported late: on a fresh machine the build installs it.
  const { create, ts } = /** @type {Analyzer} */ (
    /** @type {unknown} */ (await import("@custom-elements-manifest/analyzer"))
  );
  const text = await readFile(join(project, SOURCE), "utf8");
  const source = ts.createSourceFile(SOURCE, text, ts.ScriptTarget.ES2022, true);
  const { modules, ...manifest } = create({ modules: [source], context: { dev: false } });
  const element = modules[0]?.declarations?.find(isElement);
  if (element === undefined) throw new Error(`${SOURCE} declares no element`);
  const { exports } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
  const path = exports["./element"].default.replace("./", "");
  const definition = {
    kind: "custom-element-definition",
    name: element.tagName,
    declaration: { name: element.name, module: path },
  };
  const module = { ...modules[0], path, declarations: [published(element)], exports: [definition] };
  await writeFile(file, `${JSON.stringify({ ...manifest, modules: [module] }, null, 2)}\n`);
}

/** @param {Declaration} declaration @returns {declaration is CustomElementDeclaration} */
function isElement(declaration) {
  return declaration.kind === "class" && "customElement" in declaration;
}

/** Without what is private or has no description, such as the events that the analyzer guesses from the code. @param {CustomElementDeclaration} element */
function published(element) {
  return {
    ...element,
    superclass: { name: "HTMLElement", package: "global:" },
    members: element.members?.filter(({ description, privacy }) => description && privacy !== "private"),
    events: element.events?.filter(({ description }) => description),
  };
}
