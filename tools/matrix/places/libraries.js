/** A library that contains the element or the functions, as a team makes it for several portals. */
import { html, INLINE, page } from "./page-files.js";

/** @import { Place } from "../place.js" */

const group = "Bundlers and dev servers";

/** @param {string} format */
const configFor = (format) => `export default {
  build: { lib: { entry: "main.js", name: "portal", fileName: () => "portal.js", formats: ["${format}"] } },
};
`;

/** @type {Place[]} */
export const libraries = [
  { format: "es", script: 'type="module" src="dist/portal.js"' },
  { format: "iife", script: 'src="dist/portal.js"' },
].map(({ format, script }) => ({
  group,
  name: `Vite, library mode, ${format}`,
  packages: ["vite@8"],
  files: { ...page(INLINE), "index.html": html(script), "vite.config.js": configFor(format) },
  build: "vite build",
  site: ".",
  line: INLINE,
}));
