/**
 * Reads the sizes of the functions, by name, and of the other sections of a wasm file.
 *
 * This is our own code, because the programs for it (twiggy, wasm-objdump) would have to be installed by hand, and the format is
 * simple: https://webassembly.github.io/spec/core/binary/modules.html
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
      for (let remaining = section.number(); remaining > 0; remaining--) {
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
  if (nameSection === undefined) throw new Error("This wasm file has no names.");
  /** @type {Map<number, string>} */
  const names = new Map();
  const reader = new Reader(new Uint8Array(nameSection));
  while (!reader.atEnd) {
    const id = reader.byte();
    const part = reader.part();
    if (id !== FUNCTION_NAMES) continue;
    for (let remaining = part.number(); remaining > 0; remaining--) names.set(part.number(), part.text());
  }
  return names;
}

class Reader {
  #bytes;
  #offset = 0;

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get length() {
    return this.#bytes.length;
  }

  get atEnd() {
    return this.#offset >= this.#bytes.length;
  }

  byte() {
    const byte = this.#bytes[this.#offset++];
    if (byte === undefined) throw new Error("The wasm file ends too early.");
    return byte;
  }

  /** Reads an unsigned LEB128 number. */
  number() {
    let number = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      number += (byte % 128) * unit;
      if (byte < 128) return number;
    }
  }

  /** Returns a reader of the next length-prefixed bytes. */
  part() {
    const length = this.number();
    this.#offset += length;
    return new Reader(this.#bytes.subarray(this.#offset - length, this.#offset));
  }

  text() {
    return new TextDecoder().decode(this.part().#bytes);
  }
}
