/**
 * Serves the page: the files of `www/`, read from disk for each request, with the headers that a page with tokens should have.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 */
import sirv from "sirv";

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

/**
 * @param {string} folder
 * @param {(baseUrl: string) => object} settings returns the content of `/settings.json`, given the address that the page was loaded from
 * @returns {(request: IncomingMessage, response: ServerResponse) => void}
 */
export function createSite(folder, settings) {
  const files = sirv(folder, { dev: true, onNoMatch: (_, response) => sendText(response, 404, "Not found.") });

  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return sendText(response, 405, "Only GET and HEAD.");
    }
    if (request.url === "/settings.json") {
      response.setHeader("Content-Type", "application/json");
      return void response.end(JSON.stringify(settings(`http://${request.headers.host}`)));
    }
    files(request, response);
  };
}

/** @param {ServerResponse} response @param {number} status @param {string} text */
function sendText(response, status, text) {
  response.statusCode = status;
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.end(text);
}
