/** Records the memory of every WebAssembly instance. It has to be imported before the package, which keeps its instance to itself. */

/** The memories, in the order of the instances. @type {WebAssembly.Memory[]} */
export const memories = [];

WebAssembly.Instance = class extends WebAssembly.Instance {
  /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} [imports] */
  constructor(module, imports) {
    super(module, imports);
    memories.push(/** @type {WebAssembly.Memory} */ (this.exports.memory));
  }
};
