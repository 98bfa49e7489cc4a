/** Bundlers, for a portal whose own modules are compiled to CommonJS before they are bundled. */
import { html, page } from "./page-files.js";

/** @import { Place } from "../place.js" */

const group = "Bundlers and dev servers";

/** What TypeScript makes of the portal's modules. */
const COMPILE =
  "tsc --ignoreConfig --allowJs --noCheck --module commonjs --moduleResolution bundler --target es2022 --rootDir . --outDir commonjs main.js";

const files = {
  ...page(),
  "index.html": html('src="dist/main.js"'),
  "commonjs/package.json": '{ "type": "commonjs" }',
};

/** @type {Place[]} */
export const commonJs = [
  {
    group,
    name: "webpack, a portal compiled to CommonJS",
    packages: ["webpack@5", "webpack-cli@7", "typescript@6"],
    files,
    build: `${COMPILE} && webpack --mode production --entry ./commonjs/main.js`,
    site: ".",
    inTests: true,
  },
  {
    group,
    name: "Rollup with node-resolve and commonjs, a portal compiled to CommonJS",
    packages: ["rollup@4", "@rollup/plugin-node-resolve@16", "@rollup/plugin-commonjs@29", "typescript@6"],
    files,
    build: `${COMPILE} && rollup commonjs/main.js --plugin node-resolve --plugin commonjs --file dist/main.js --format iife`,
    site: ".",
  },
];
