/** Where the package has to work: in Node, and in a page of headless Chromium. */
import { on } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { project } from "../../tools/setup.js";

/**
 * Calls a function that a module of the tests exports.
 *
 * @template Module
 * @typedef {<Name extends keyof Module & string>(
 *   name: Name,
 *   ...args: Module[Name] extends (...args: infer Args) => unknown ? Args : never
 * ) => Promise<Module[Name] extends (...args: never[]) => infer Result ? Awaited<Result> : never>} Run
 */

/**
 * The module as loaded by Node, in a thread of its own: a test's own timers and requests are none of the module's.
 *
 * @template Module
 * @param {string} path from the top of the project
 * @returns {Run<Module>}
 */
export function inNode(path) {
  const worker = new Worker(new URL("worker.js", import.meta.url), {
    workerData: pathToFileURL(join(project, path)).href,
  });
  // It ends with the test, whose servers keep this process going until then.
  worker.unref();
  let calls = 0;
  return async (name, ...args) => {
    const id = ++calls;
    worker.postMessage({ id, name, args });
    for await (const [answer] of on(worker, "message")) {
      if (answer.id !== id) continue;
      if ("error" in answer) throw answer.error;
      return answer.result;
    }
  };
}

/**
 * The module as loaded by a page.
 *
 * @template Module
 * @param {import("playwright-core").Page} page
 * @param {string} path from the top of the project, which is the top of the page's origin
 * @returns {Run<Module>}
 */
export function inPage(page, path) {
  return (name, ...args) =>
    page.evaluate(
      async ([path, name, args]) => {
        const module = await import(path);
        return module[name](...args);
      },
      /** @type {const} */ ([`/${path}`, name, args]),
    );
}
