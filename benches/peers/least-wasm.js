/** The least that a client in WebAssembly with a file of its own does: it loads a module, here an empty one, before its `fetch`. */
import { getStatus as fetchStatus } from "./fetch.js";

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  await WebAssembly.instantiateStreaming(fetch(new URL("least.wasm", import.meta.url)));
  return await fetchStatus(request);
}
