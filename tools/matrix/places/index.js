/** All places, in the order of the table. */
import { bundlers } from "./bundlers.js";
import { commonJs } from "./commonjs.js";
import { frameworks } from "./frameworks.js";
import { hydrations } from "./hydration.js";
import { libraries } from "./libraries.js";
import { links } from "./links.js";
import { runtimes } from "./runtimes.js";
import { servers } from "./servers.js";
import { testRunners } from "./test-runners.js";
import { typescript } from "./typescript.js";
import { workers } from "./workers.js";

/** @type {import("../place.js").Place[]} */
export const places = [
  ...bundlers,
  ...commonJs,
  ...libraries,
  ...links,
  ...workers,
  ...servers,
  ...hydrations,
  ...frameworks,
  ...runtimes,
  ...testRunners,
  ...typescript,
];
