/** Runs the check in a worker of any kind, and posts the verdict to the page. */
import { check } from "./check.js";
import { failure } from "./verdict.js";

const verdict = check().catch(failure);

if ("onconnect" in self) {
  addEventListener("connect", async (event) => {
    const [port] = /** @type {MessageEvent} */ (event).ports;
    port?.postMessage(await verdict);
  });
} else if ("clients" in self) {
  addEventListener("message", async ({ source }) => source?.postMessage(await verdict));
} else {
  verdict.then((text) => postMessage(text));
}
