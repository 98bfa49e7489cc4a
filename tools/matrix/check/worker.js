/** Runs the check in a worker of any kind, and posts the verdict to the page. */
import { check } from "./check.js";
import { failure } from "./verdict.js";

const verdict = check().catch(failure);

addEventListener("connect", async (event) => {
  const [port] = /** @type {MessageEvent} */ (event).ports;
  port?.postMessage(await verdict);
});
addEventListener("message", async ({ source }) => source?.postMessage(await verdict));
if (!("onconnect" in self) && !("clients" in self)) postMessage(await verdict);
