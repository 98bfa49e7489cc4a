import type { en } from "./en.js";

/**
 * Every text of the element and the page, and the formatters for numbers and times. English is the model: every language has the keys of
 * `en.ts`. A text with parameters is a function, so that each language can order them by its own grammar.
 */
export type Language = typeof en;
