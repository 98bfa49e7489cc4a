/** Bundlers and dev servers. Each has a page that runs both checks in Chromium. */
import { html, INLINE, page } from "./page-files.js";

/** @import { Place } from "../place.js" */

const group = "Bundlers and dev servers";

/** The versions of Vite that portals use. */
const VITE = ["vite@5", "vite@6", "vite@7", "vite@8"];

/** A page beside the folder `dist` that holds the script. */
const pageOfDist = { ...page(), "index.html": html('src="dist/main.js"') };

/** The documented line, in a page whose script is a file of its own. @param {string} script */
const inlinePage = (script) => ({ ...page(INLINE), "index.html": html(script) });

/** @type {Place[]} */
export const bundlers = [
  ...VITE.map((vite) => ({
    group,
    name: "Vite, dev server",
    packages: [vite],
    files: page(),
    serve: viteServer,
    inTests: vite === "vite@5",
  })),
  ...VITE.map((vite) => ({
    group,
    name: "Vite, build",
    packages: [vite],
    files: page(),
    build: "vite build",
    site: "dist",
  })),
  {
    group,
    name: "webpack, production",
    packages: ["webpack@5", "webpack-cli@7"],
    files: pageOfDist,
    build: "webpack --mode production --entry ./main.js",
    site: ".",
  },
  {
    group,
    name: "webpack, dev server",
    packages: ["webpack@5", "webpack-cli@7", "webpack-dev-server@6"],
    files: { ...page(), "public/index.html": html('src="/main.js"') },
    serve: (port) => `webpack serve --mode development --entry ./main.js --port ${port}`,
  },
  {
    group,
    name: "Rspack, production",
    packages: ["@rspack/core@2", "@rspack/cli@2"],
    files: pageOfDist,
    build: "rspack build --mode production --entry ./main.js",
    site: ".",
  },
  {
    group,
    name: "Rollup with node-resolve",
    packages: ["rollup@4", "@rollup/plugin-node-resolve@16"],
    files: inlinePage('type="module" src="dist/main.js"'),
    build: "rollup main.js --plugin node-resolve --dir dist --format es",
    site: ".",
    line: INLINE,
    inTests: true,
  },
  {
    group,
    name: "Rollup with node-resolve, iife",
    packages: ["rollup@4", "@rollup/plugin-node-resolve@16"],
    files: inlinePage('src="dist/main.js"'),
    build: "rollup main.js --plugin node-resolve --file dist/main.js --format iife",
    site: ".",
    line: INLINE,
  },
  {
    group,
    name: "esbuild, esm",
    packages: ["esbuild@0"],
    files: inlinePage('type="module" src="dist/main.js"'),
    build: "esbuild main.js --bundle --format=esm --outdir=dist",
    site: ".",
    line: INLINE,
  },
  {
    group,
    name: "esbuild, iife",
    packages: ["esbuild@0"],
    files: inlinePage('src="dist/main.js"'),
    build: "esbuild main.js --bundle --outdir=dist",
    site: ".",
    line: INLINE,
    inTests: true,
  },
  {
    group,
    name: "Parcel, build",
    packages: ["parcel@2"],
    // Parcel does not read `exports` by default.
    files: page('import "partner-center-batch-status/react";'),
    build: "parcel build index.html",
    site: "dist",
    inTests: true,
  },
  {
    group,
    name: "Parcel, dev server",
    packages: ["parcel@2"],
    files: page(),
    serve: (port) => `parcel index.html --port ${port}`,
  },
  {
    group,
    name: "Bun, build",
    packages: ["bun@1"],
    installScripts: ["bun"],
    files: page(INLINE),
    build: "bun build index.html --outdir dist",
    site: "dist",
    line: INLINE,
  },
  {
    group,
    name: "Bun, dev server",
    packages: ["bun@1"],
    installScripts: ["bun"],
    files: page(INLINE),
    serve: (port) => `bun --port=${port} index.html`,
    line: INLINE,
  },
  {
    group,
    name: "no bundler, import map",
    packages: [],
    files: {
      ...page(),
      "index.html": html('type="module" src="main.js"').replace(
        "<title>",
        `<script type="importmap">${JSON.stringify(importMap())}</script><title>`,
      ),
    },
    site: ".",
  },
];

/** @param {number} port */
function viteServer(port) {
  return `vite --port ${port} --strictPort`;
}

function importMap() {
  const dist = "./node_modules/partner-center-batch-status/dist";
  return {
    imports: {
      "partner-center-batch-status": `${dist}/index.js`,
      "partner-center-batch-status/element": `${dist}/element/index.js`,
    },
  };
}
