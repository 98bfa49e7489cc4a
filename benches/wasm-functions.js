/**
 * What a wasm file consists of: its functions by name and its other sections, with their bytes.
 *
 * Own code, because the programs that do this (twiggy, wasm-objdump) would have to be installed by hand and the format asks for
 * little: https://webassembly.github.io/spec/core/binary/modules.html
 *
 * @typedef {{ name: string, bytes: number }} Part
 */

const SECTIONS =
  "custom, type, import, function, table, memory, global, export, start, element, code, data, data count, tag".split(
    ", ",
  );
const CUSTOM = 0;
const CODE = 10;
const FUNCTION_NAMES = 1;

/**
 * @param {Uint8Array<ArrayBuffer>} wasm with a name section
 * @returns {{ functions: Part[], otherSections: Part[] }}
 */
export function readParts(wasm) {
  const module = new WebAssembly.Module(wasm);
  const imported = WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function").length;
  const names = readFunctionNames(WebAssembly.Module.customSections(module, "name")[0]);

  /** @type {Part[]} */
  const functions = [];
  /** @type {Part[]} */
  const otherSections = [];
  const reader = new Reader(wasm.subarray(8));
  while (!reader.atEnd) {
    const id = reader.byte();
    const section = reader.part();
    if (id === CODE) {
      for (let left = section.number(); left > 0; left--) {
        const index = imported + functions.length;
        functions.push({ name: names.get(index) ?? `function ${index}`, bytes: section.part().length });
      }
    } else if (id !== CUSTOM) {
      otherSections.push({ name: `${SECTIONS[id]}`, bytes: section.length });
    }
  }
  return { functions, otherSections };
}

/** @param {ArrayBuffer | undefined} nameSection */
function readFunctionNames(nameSection) {
  if (nameSection === undefined) throw new Error("This wasm file holds no names.");
  /** @type {Map<number, string>} */
  const names = new Map();
  const reader = new Reader(new Uint8Array(nameSection));
  while (!reader.atEnd) {
    const id = reader.byte();
    const part = reader.part();
    if (id !== FUNCTION_NAMES) continue;
    for (let left = part.number(); left > 0; left--) names.set(part.number(), part.text());
  }
  return names;
}

class Reader {
  #bytes;
  #at = 0;

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get length() {
    return this.#bytes.length;
  }

  get atEnd() {
    return this.#at >= this.#bytes.length;
  }

  byte() {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Error("The wasm file ends too early.");
    return byte;
  }

  /** LEB128, unsigned. */
  number() {
    let number = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      number += (byte % 128) * unit;
      if (byte < 128) return number;
    }
  }

  /** What stands behind its own length. */
  part() {
    const length = this.number();
    this.#at += length;
    return new Reader(this.#bytes.subarray(this.#at - length, this.#at));
  }

  text() {
    return new TextDecoder().decode(this.part().#bytes);
  }
}
