/** The main entry for edge runtimes, where only the bundler may compile the WebAssembly: it hands over the module. */

import { setDefaultSource } from "../load.js";
import wasm from "../partner-center-batch-status.wasm?module";

setDefaultSource(() => wasm);

export * from "../index.js";
