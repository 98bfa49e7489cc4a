/**
 * `import "partner-center-batch-status/inline"` makes every later call use the WebAssembly that this module contains, for bundles and servers
 * that do not carry the file. It costs 6 kB more than the file, compressed, and one request less.
 */
import { setDefaultSource } from "./load.js";
import { nodeModule } from "./node-module.js";
import { PartnerCenterError } from "./partner-center-error.js";
import { WASM } from "./wasm/inlined.js";

setDefaultSource(() => {
  if (globalThis.Request === undefined) throw platformError();
  const deflated = Uint8Array.from(atob(WASM), (character) => character.charCodeAt(0));
  // Jest's DOMs hide Node's `DecompressionStream`.
  const zlib = nodeModule("node:zlib");
  if (zlib !== undefined) return zlib.inflateRawSync(deflated);
  // Not the stream of a `Blob`: the one of jsdom has none.
  const { body } = new Response(deflated);
  return new Response(body?.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
});

/** The platform, such as the jsdom that comes with Jest, lacks what a call needs. */
function platformError(): PartnerCenterError {
  return new PartnerCenterError({
    code: "wasm-load",
    message: "There is no fetch, Request and Response here.",
    hint: 'Use a platform that has them. For Jest with jsdom, set testEnvironment: "jest-fixed-jsdom".',
    retryable: false,
    attempts: 0,
  });
}
