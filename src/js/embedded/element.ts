/** The element with the WebAssembly inside, for the places where the main entry has it too. */
import "../inline.js";

export * from "../element/index.js";
