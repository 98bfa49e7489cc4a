/** The runtimes in which the package is tested: Node, and a page of a headless browser. */
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
 * Loads the module in Node, in its own thread, so that the test's own timers and requests do not count as the module's.
 *
 * @template Module
 * @param {string} path relative to the project
 * @returns {Run<Module>}
 */
export function inNode(path) {
  const worker = new Worker(new URL("worker.js", import.meta.url), {
    workerData: pathToFileURL(join(project, path)).href,
  });
  // The worker ends with the test. Until then the test's servers keep the process running.
  worker.unref();
  let calls = 0;
  return async (name, ...args) => {
    const id = ++calls;
    worker.postMessage({ id, name, args });
    for await (const [reply] of on(worker, "message")) {
      if (reply.id !== id) continue;
      if ("error" in reply) throw reply.error;
      return reply.result;
    }
  };
}

/**
 * Loads the module in a page.
 *
 * @template Module
 * @param {import("playwright-core").Page | import("../engines/types.js").Evaluator} page
 * @param {string} path relative to the project, which the page's origin serves
 * @returns {Run<Module>}
 */
export function inPage(page, path) {
  const evaluator = /** @type {import("../engines/types.js").Evaluator} */ (page);
  return (name, ...args) =>
    evaluator.evaluate(
      async ([path, name, args]) => {
        const module = await import(path);
        return module[name](...args);
      },
      /** @type {const} */ ([`/${path}`, name, args]),
    );
}
