import type { en } from "./en.js";

/**
 * Every text of the element and the page, and how numbers and times are written. English is the model: what `en.ts` has, each
 * language has. A text with parts is a function, so that each language puts them where its grammar wants them.
 */
export type Language = typeof en;
