import { copyError } from "./copy-error.js";
import { PartnerCenterError } from "./partner-center-error.js";
import { initSync } from "./wasm/partner-center-batch-status.js";

/** The source of the WebAssembly: a URL, a request, a response of `fetch`, the bytes, or a compiled module. */
export type WasmSource = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | CompiledModule;

/** `WebAssembly.Module`, where the types of the platform have it. Those of Node alone do not, and the package compiles with them too. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : never;

/** The compressed file is 30 kB: even a connection of 2G loads it in a quarter of this time. */
const LIMIT_MS = 30_000;

let loading: Promise<void> | undefined;

/**
 * Loads the WebAssembly. Optional: every call loads it by itself, from the file next to this module. Use it to load early, or from another
 * place: `init(fetch(url, { integrity: "sha384-…" }))`. All calls share the one instance, during and after loading. What is not loaded after 30
 * seconds is given up.
 *
 * @param source default: `partner-center-batch-status.wasm` next to this module
 * @throws PartnerCenterError with code `wasm-load`; the next call tries again
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  if (loading === undefined) {
    loading = load(source).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  } else {
    // The source is not needed any more. If it fails, that is not reported as an unhandled rejection.
    (async () => source)().catch(() => {});
  }
  return loading;
}

async function load(source: WasmSource | Promise<WasmSource> | undefined): Promise<void> {
  const module = await compileInTime(source).catch((thrown: unknown) => {
    if (PartnerCenterError.isInstance(thrown)) throw thrown;
    // A copy, because a getter of it can throw.
    const cause = copyError(thrown);
    throw loadError(hintFor(cause), cause);
  });
  try {
    // Fails for any other file, and for that of another build, whose imports have another name.
    initSync(module);
  } catch (cause) {
    throw loadError(WRONG_FILE_HINT, cause);
  }
}

/** Gives up after the limit: a download can stall, and a promise of the caller's may never settle. */
function compileInTime(source: WasmSource | Promise<WasmSource> | undefined): Promise<WebAssembly.Module> {
  const download = new AbortController();
  return new Promise<WebAssembly.Module>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(loadError(`It did not load within ${LIMIT_MS / 1000} seconds. ${CONNECTION_HINT}`));
      download.abort();
    }, LIMIT_MS);
    compile(source, download.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

async function compile(
  source: WasmSource | Promise<WasmSource> | undefined,
  signal: AbortSignal,
): Promise<WebAssembly.Module> {
  const resolved = (await source) ?? (await defaultSource());
  const isUrl = typeof resolved === "string" || resolved instanceof URL || resolved instanceof Request;
  const found = isUrl ? await fetch(resolved, { signal }) : resolved;
  if (!(found instanceof Response))
    return found instanceof WebAssembly.Module ? found : WebAssembly.compile(found as BufferSource);
  checkResponse(found);
  // Browsers compile a stream of this type only. A file that is served as another type is compiled after loading.
  const hasWasmType = found.headers.get("Content-Type") === "application/wasm";
  return hasWasmType ? WebAssembly.compileStreaming(found) : WebAssembly.compile(await found.arrayBuffer());
}

/** Contains the only `new URL` for the file, because bundlers emit the file once for each that they see. */
async function defaultSource(): Promise<WasmSource> {
  const url = new URL("./partner-center-batch-status.wasm", import.meta.url);
  // Node's fetch can't read files. Bundlers for browsers fail on an import of node:fs, but not on getBuiltinModule.
  const files =
    url.protocol === "file:" ? (globalThis as NodeGlobal).process?.getBuiltinModule?.("node:fs/promises") : undefined;
  return files === undefined ? url : await files.readFile(url);
}

interface NodeGlobal {
  process?: {
    getBuiltinModule?: (name: "node:fs/promises") => { readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> };
  };
}

function checkResponse(response: Response): void {
  if (!response.ok) throw loadError(`The server answered ${response.status}: ${PUBLISH_HINT}`);
  if (response.headers.get("Content-Type")?.startsWith("text/html")) {
    throw loadError(`The server answered with an HTML page: ${PUBLISH_HINT}`);
  }
}

const PUBLISH_HINT = "publish the .wasm file of the package beside its JavaScript, or tell init() where it is.";
const WRONG_FILE_HINT = `What was loaded is not the WebAssembly file of this build of the package: ${PUBLISH_HINT}`;
const CONNECTION_HINT = `Check the connection, the address of the .wasm file and, where one is given, its integrity; ${PUBLISH_HINT}`;

function hintFor(cause: unknown): string {
  const { name = "", message = "" } = cause instanceof Error ? cause : {};
  if (/content security policy|unsafe-eval|\bCSP\b/i.test(message)) {
    return "The page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src.";
  }
  if (name === "CompileError") return WRONG_FILE_HINT;
  return CONNECTION_HINT;
}

function loadError(hint: string, cause?: unknown): PartnerCenterError {
  const message = "The WebAssembly file could not be loaded.";
  return new PartnerCenterError({ code: "wasm-load", message, hint, retryable: true, attempts: 0, cause });
}
