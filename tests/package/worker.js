/** A thread of Node that loads a module and calls what it exports, one message for each call. */
import { parentPort, workerData } from "node:worker_threads";

const module = await import(workerData);

parentPort?.on("message", async ({ id, name, args }) => {
  const answer = await Promise.resolve(module[name](...args)).then(
    (result) => ({ id, result }),
    (error) => ({ id, error }),
  );
  parentPort?.postMessage(answer);
});
