/** A worker thread that loads a module and calls its exports. Each message is one call. */
import { parentPort, workerData } from "node:worker_threads";

const module = await import(workerData);

parentPort?.on("message", async ({ id, name, args }) => {
  const reply = await Promise.resolve(module[name](...args)).then(
    (result) => ({ id, result }),
    (error) => ({ id, error }),
  );
  parentPort?.postMessage(reply);
});
