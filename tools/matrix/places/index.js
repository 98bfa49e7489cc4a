/** All places, in the order of the table. */
import { bundlers } from "./bundlers.js";
import { runtimes } from "./runtimes.js";
import { typescript } from "./typescript.js";

/** @type {import("../place.js").Place[]} */
export const places = [...bundlers, ...runtimes, ...typescript];
