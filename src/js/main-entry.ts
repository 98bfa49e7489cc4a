/**
 * The module that is published as the main entry: the public part, which `index.ts` declares, and what the other entries share with it.
 */
export { reportUncaught } from "./call-safely.js";
export { outcomeOf, outcomeOfError } from "./device-outcome.js";
export { actorOf, namesError } from "./explain-device-error.js";
export * from "./index.js";
export { setDefaultSource } from "./load.js";
export { nodeModule } from "./node-module.js";
export { readOptions } from "./options.js";
export { redactAddress } from "./redact.js";
export { watch } from "./watch-batch-upload-status.js";
