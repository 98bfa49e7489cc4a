/** What code uses of JavaScript and of the web platform, as TypeScript resolves it in its own declarations of both. */
import {
  isBindingElement,
  isCallExpression,
  isIdentifier,
  isInterfaceDeclaration,
  isModuleDeclaration,
  isNewExpression,
  isPropertyAccessExpression,
  isStringLiteral,
  isTypeNode,
  isVariableDeclaration,
} from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";
import { project } from "../../tools/setup.js";
import { syntaxIn } from "./syntax-uses.js";

/**
 * @import { Identifier, InterfaceDeclaration, Node } from "typescript/unstable/ast"
 * @import { Checker, Program, Symbol } from "typescript/unstable/sync"
 *
 * @typedef {object} Use
 * @property {string} name of a member, of a global, or of an event: `click_event`
 * @property {string[]} [owners] the class or global object that has the member, or those that include the mixin that has it, and what they extend;
 *   none for a global. They are not known for an event, and where the type is `any`
 * @property {boolean} [isStatic]
 * @property {boolean} [isConstructed]
 * @property {boolean} [isSyntax] then the name is a path of MDN's data below `javascript`
 */

/** Interfaces whose members are those of another class. @type {Record<string, string>} */
const ALIASES = {
  ReadonlyArray: "Array",
  ReadonlyMap: "Map",
  ReadonlySet: "Set",
  CallableFunction: "Function",
  NewableFunction: "Function",
  Console: "console",
};

/**
 * What each file uses, by its path.
 *
 * @param {string[]} configs of the projects that the files belong to @param {string[]} others files that belong to none
 * @param {(path: string) => boolean} isWanted
 * @returns {Map<string, Use[]>}
 */
export function findPlatformUses(configs, others, isWanted) {
  const api = new API({ cwd: project });
  try {
    const projects = api.updateSnapshot({ openProjects: configs, openFiles: others }).getProjects();
    return new Map(
      projects.flatMap(({ program, checker, rootFiles }) => {
        const library = new Library(program);
        return rootFiles.filter(isWanted).map((path) => [path, usesIn(path, program, checker, library)]);
      }),
    );
  } finally {
    api.close();
  }
}

/** @param {string} path @param {Program} program @param {Checker} checker @param {Library} library @returns {Use[]} */
function usesIn(path, program, checker, library) {
  const file = program.getSourceFile(path);
  const names = namesIn(file);
  const symbols = checker.getSymbolAtLocation(names);
  const syntax = [...new Set(file ? syntaxIn(file) : [])].map((name) => ({ name, isSyntax: true }));
  const members = names.flatMap((name, index) => {
    const symbol = isShorthand(name) ? memberOf(name, checker) : symbols[index];
    const event = eventOf(name);
    if (event !== undefined) return { name: `${event}_event` };
    if (symbol !== undefined) return library.usesOf(symbol, isNewExpression(name.parent));
    return isMember(name) ? { name: name.text } : [];
  });
  return [...syntax, ...members];
}

/** Every name in a file, apart from its types. @param {Node | undefined} node @returns {Identifier[]} */
function namesIn(node) {
  if (node === undefined || isTypeNode(node) || isInterfaceDeclaration(node)) return [];
  if (isIdentifier(node)) return [node];
  /** @type {Identifier[]} */
  const names = [];
  node.forEachChild((child) => {
    names.push(...namesIn(child));
  });
  return names;
}

/** Whether it is `b` in `a.b`. @param {Identifier} name */
function isMember(name) {
  return isPropertyAccessExpression(name.parent) && name.parent.name === name;
}

/** The event that this `addEventListener` is for. @param {Identifier} name */
function eventOf(name) {
  const call = isMember(name) ? name.parent.parent : name.parent;
  if (name.text !== "addEventListener" || !isCallExpression(call)) return undefined;
  const [event] = call.arguments;
  return event && isStringLiteral(event) ? event.text : undefined;
}

/** Whether it is `a` in `const { a } = b`. @param {Identifier} name */
function isShorthand({ parent }) {
  return isBindingElement(parent) && parent.propertyName === undefined;
}

/** The member that a shorthand reads. @param {Identifier} name @param {Checker} checker */
function memberOf({ parent, text }, checker) {
  const type = checker.getTypeAtLocation(parent.parent);
  return type && checker.getPropertyOfType(type, text);
}

/** The declarations of JavaScript and of the web platform. */
class Library {
  #files = new Set();
  /** The global objects, classes included. @type {Set<string>} */
  #objects = new Set();
  /** The interfaces that extend an interface. @type {Map<string, string[]>} */
  #derived = new Map();
  /** The interfaces that an interface extends. @type {Map<string, string[]>} */
  #bases = new Map();

  /** @param {Program} program */
  constructor(program) {
    for (const path of program.getSourceFileNames()) {
      const file = program.getSourceFile(path);
      if (file === undefined || !program.isSourceFileDefaultLibrary(file)) continue;
      this.#files.add(file.path);
      this.#read(file);
    }
  }

  /** @param {Node} node */
  #read(node) {
    if (isVariableDeclaration(node) || isModuleDeclaration(node)) this.#objects.add(node.name.getText());
    if (isInterfaceDeclaration(node)) this.#readInterface(node);
    else node.forEachChild((child) => this.#read(child));
  }

  /** @param {InterfaceDeclaration} node */
  #readInterface(node) {
    for (const base of node.heritageClauses?.flatMap(({ types }) => types) ?? []) {
      const name = base.expression.getText();
      add(this.#derived, name, node.name.text);
      add(this.#bases, node.name.text, name);
    }
  }

  /** @param {Symbol} symbol @param {boolean} isConstructed @returns {Use[]} */
  usesOf({ name, declarations }, isConstructed) {
    if (name === "prototype") return [];
    const found = declarations.filter(({ path }) => this.#files.has(path));
    return found.flatMap((declaration) => {
      const owner = ownerOf(declaration.resolve());
      if (owner === undefined) return { name, owners: [], isConstructed };
      const objects = this.#objectsOf(owner.name.getText());
      const owners = objects.flatMap((object) => this.#withBases(object));
      // No object of the platform stands for the options of a call and the like.
      return owners.length === 0 ? [] : { name, owners, isStatic: !isInterfaceDeclaration(owner) };
    });
  }

  /** @param {string} owner @returns {string[]} */
  #objectsOf(owner) {
    const name = ALIASES[owner] ?? owner.replace(/Constructor$/, "");
    if (this.#objects.has(name)) return [name];
    return (this.#derived.get(owner) ?? []).flatMap((derived) => this.#objectsOf(derived));
  }

  /** @param {string} object @returns {string[]} */
  #withBases(object) {
    if (/\dArray$/.test(object)) return [object, "TypedArray"];
    return [object, ...(this.#bases.get(object) ?? []).flatMap((base) => this.#withBases(base))];
  }
}

/** @param {Map<string, string[]>} lists @param {string} key @param {string} value */
function add(lists, key, value) {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}

/** What a member is declared in. @param {Node | undefined} member */
function ownerOf(member) {
  for (let node = member?.parent; node !== undefined; node = node.parent) {
    if (isInterfaceDeclaration(node) || isVariableDeclaration(node) || isModuleDeclaration(node)) return node;
  }
  return undefined;
}
