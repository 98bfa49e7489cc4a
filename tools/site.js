/**
 * Serves the page: the files of `www/`, read from disk for each request, with the headers that a page with tokens should have.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 */
import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { errorCode } from "./listen.js";

/** The headers of every response. The policy was tested in Chromium, Firefox and WebKit. */
export const securityHeaders = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; " +
    "object-src 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Cache-Control": "no-store",
};

const TEXT = "text/plain; charset=utf-8";

/** By the end of a file's name. @type {Record<string, string>} */
const CONTENT_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html;charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".ts": TEXT,
  ".wasm": "application/wasm",
};

/** The errors of paths that name no file: a missing one, a folder, a name that no file can have. */
const NO_SUCH_FILE = ["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "ENAMETOOLONG", "EINVAL", "ERR_INVALID_ARG_VALUE"];

/**
 * @param {string} folder
 * @param {(baseUrl: string) => object} settings returns the content of `/settings.json`, given the address that the page was loaded from
 * @returns {(request: IncomingMessage, response: ServerResponse) => Promise<void>} never rejects: an error ends the connection
 */
export function createSite(folder, settings) {
  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async function respond(request, response) {
    setSecurityHeaders(response);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return send(response, 405, TEXT, "Only GET and HEAD.");
    }
    const path = decodePath(request.url ?? "");
    if (path === "/settings.json") {
      return send(response, 200, "application/json", JSON.stringify(settings(`http://${request.headers.host}`)));
    }
    const file = path === undefined ? undefined : fileAt(folder, path);
    if (file === undefined) return send(response, 404, TEXT, "Not found.");
    await sendFile(response, file);
  }

  return async (request, response) => {
    try {
      await respond(request, response);
    } catch {
      response.destroy();
    }
  };
}

/** @param {ServerResponse} response */
function setSecurityHeaders(response) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
}

/** Returns the path of a URL, or nothing if it is not UTF-8. @param {string} url */
function decodePath(url) {
  try {
    return decodeURIComponent(url.split("?")[0] ?? "");
  } catch {
    return undefined;
  }
}

/** Returns the file at a path, or nothing if that lies outside of the folder. @param {string} folder @param {string} path */
function fileAt(folder, path) {
  const root = resolve(folder);
  const file = resolve(join(root, path, path.endsWith("/") ? "index.html" : ""));
  return file.startsWith(root + sep) ? file : undefined;
}

/**
 * Reads the whole file before the first byte is sent. A file can be removed, replaced or cut short at any moment (`npm run build` does all
 * of it), and only an answer that has not begun can still become an error.
 *
 * @param {ServerResponse} response
 * @param {string} file
 */
async function sendFile(response, file) {
  let content;
  try {
    content = await readFile(file);
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    if (NO_SUCH_FILE.includes(code)) return send(response, 404, TEXT, "Not found.");
    response.setHeader("Retry-After", "1");
    return send(response, 503, TEXT, `The file could not be read (${code}).`);
  }
  send(response, 200, CONTENT_TYPES[extname(file)] ?? "application/octet-stream", content);
}

/** @param {ServerResponse} response @param {number} status @param {string} type @param {string | Buffer} content */
function send(response, status, type, content) {
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(content) });
  response.end(content);
}
