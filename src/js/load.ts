import { copyError } from "./copy-error.js";
import { nodeModule } from "./node-module.js";
import { PartnerCenterError } from "./partner-center-error.js";
import { redactAddress } from "./redact.js";
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
/** What `init` got last. */
let namedSource: WasmSource | Promise<WasmSource> | undefined;
let defaultSource: () => WasmSource | Promise<WasmSource> = ownFile;

/** Takes another source where `init` got none. It is asked when the WebAssembly is needed first. */
export function setDefaultSource(source: typeof defaultSource): void {
  defaultSource = source;
}

/**
 * Loads the WebAssembly. Optional: every call loads it by itself, from the file next to this module, or from `partner-center-batch-status/inline`
 * where that is imported. Use it to load early, or from another place: `init(fetch(url, { integrity: "sha384-…" }))`. All calls share the one
 * instance, during and after loading. What is not loaded after 30 seconds is given up.
 *
 * A source that was given once is the only one from then on: when it fails, the next call tries it again, and never the package's own file.
 * A response or a promise has only one use. When it has failed, every call fails until `init` gets a new one. A source that comes while another
 * one loads is used if that fails, and none is after one has loaded: an integrity is checked by an `init` before all else.
 *
 * @param source default: what it got before, else `partner-center-batch-status.wasm` next to this module
 * @throws PartnerCenterError with code `wasm-load`
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  namedSource = source ?? namedSource;
  if (loading !== undefined) {
    // It may not be needed. If it fails, that is not reported as an unhandled rejection.
    (async () => source)().catch(() => {});
    return source === undefined ? loading : loading.catch(() => init());
  }
  loading = load(namedSource).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** One attempt to load the file. */
interface Attempt {
  download: AbortController;
  /** What was asked for, where that is known. */
  address: string;
}

async function load(source: WasmSource | Promise<WasmSource> | undefined): Promise<void> {
  const attempt = { download: new AbortController(), address: "" };
  const module = await compileInTime(source, attempt).catch((thrown: unknown) => {
    if (PartnerCenterError.isInstance(thrown)) throw thrown;
    // A copy, because a getter of it can throw.
    const cause = copyError(thrown);
    throw loadError(attempt, hintFor(attempt, cause), cause);
  });
  try {
    // Fails for any other file, and for that of another build, whose imports have another name.
    initSync(module);
  } catch (cause) {
    throw loadError(attempt, wrongFileHint(), cause);
  }
}

/** Gives up after the limit: a download can stall, and a promise of the caller's may never settle. */
async function compileInTime(
  source: WasmSource | Promise<WasmSource> | undefined,
  attempt: Attempt,
): Promise<WebAssembly.Module> {
  // Cloudflare's runtime, where a compiled module is at hand, refuses timers outside of its handlers.
  if (source instanceof WebAssembly.Module) return source;
  return new Promise<WebAssembly.Module>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(loadError(attempt, `It did not load within ${LIMIT_MS / 1000} seconds. ${connectionHint()}`));
      attempt.download.abort();
    }, LIMIT_MS);
    compile(source, attempt)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

async function compile(
  source: WasmSource | Promise<WasmSource> | undefined,
  attempt: Attempt,
): Promise<WebAssembly.Module> {
  const resolved = await (source ?? defaultSource());
  const isUrl = typeof resolved === "string" || resolved instanceof URL || resolved instanceof Request;
  if (isUrl) attempt.address = addressOf(resolved);
  const found = isUrl ? await readFile(resolved, attempt.download.signal) : resolved;
  // Next's edge runtime gives a module of another realm, and refuses code that calls `WebAssembly.compile` by its name.
  if (!(found instanceof Response)) {
    return (found as BufferSource).byteLength
      ? Promise.resolve(found as BufferSource).then(WebAssembly.compile)
      : (found as WebAssembly.Module);
  }
  attempt.address ||= addressOf(found);
  checkResponse(found, attempt);
  // Browsers compile a stream of this type only. A file that is served as another type is compiled after loading.
  const hasWasmType = found.headers.get("Content-Type") === "application/wasm";
  return hasWasmType ? WebAssembly.compileStreaming(found) : found.arrayBuffer().then(WebAssembly.compile);
}

/** Contains the only `new URL` for the file, because bundlers emit the file once for each that they see. */
function ownFile(): URL {
  return new URL("./partner-center-batch-status.wasm", import.meta.url);
}

/** Node's fetch can't read files. */
function readFile(file: string | URL | Request, signal: AbortSignal): Promise<Response | Uint8Array> {
  if (file instanceof URL && file.protocol === "file:") {
    const files = nodeModule("node:fs/promises");
    if (files !== undefined) return files.readFile(file);
  }
  return fetch(file, { signal });
}

/** The longest part of an address that an error shows: one with the file inside it (`data:`) is as long as the file. */
const MAX_SHOWN = 300;

/** An address as an error may show it. */
function addressOf(file: string | URL | Request | Response): string {
  // Requests and responses have one.
  const { url = String(file) } = file as { url?: string };
  return redactAddress(url).slice(0, MAX_SHOWN);
}

function checkResponse(response: Response, attempt: Attempt): void {
  if (response.bodyUsed) throw loadError(attempt, "Call init() with a new response.");
  if (!response.ok) throw loadError(attempt, `The server answered ${response.status}: ${PUBLISH_HINT}`);
  if (response.headers.get("Content-Type")?.startsWith("text/html")) {
    throw loadError(attempt, `The server answered with an HTML page: ${PUBLISH_HINT}`);
  }
}

const PUBLISH_HINT =
  'publish the .wasm file of the package beside its JavaScript, tell init() where it is, or import "partner-center-batch-status/inline".';
// Functions, because bundlers keep a constant that is made of others even where nothing uses it.
const wrongFileHint = () => `What was loaded is not the WebAssembly file of this build: ${PUBLISH_HINT}`;
const connectionHint = () =>
  `Check the connection, the file's address and integrity, and connect-src of the page's Content-Security-Policy; ${PUBLISH_HINT}`;

function hintFor({ address }: Attempt, cause: unknown): string {
  const { name = "", message = "" } = cause instanceof Error ? cause : {};
  if (/content security policy|unsafe-eval|\bCSP\b/i.test(message)) {
    return "The page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src.";
  }
  if (name === "CompileError") return wrongFileHint();
  // The address of a file or of a blob, or none at all, is what a bundle has whose bundler did not see the file.
  if (/^(?:file|blob):/.test(address) || /\bURL\b/.test(message))
    return `The .wasm file is not where the code is: ${PUBLISH_HINT}`;
  return connectionHint();
}

function loadError({ address }: Attempt, hint: string, cause?: unknown): PartnerCenterError {
  const message = `The WebAssembly file could not be loaded${address && ` from ${address}`}.`;
  return new PartnerCenterError({ code: "wasm-load", message, hint, retryable: true, attempts: 0, cause });
}
