/** Bundlers and dev servers. Each has a page that runs both checks in Chromium. */
import { html, INLINE, page } from "./page-files.js";

const group = "Bundlers and dev servers";

/** @type {import("../place.js").Place[]} */
export const bundlers = [
  ...["vite@5", "vite@6", "vite@7", "vite@8"].flatMap((vite) => viteWith(vite)),
  {
    group,
    name: "esbuild",
    packages: ["esbuild@0"],
    files: { ...page(INLINE), "index.html": html('src="./bundle.js"') },
    build: "esbuild main.js --bundle --outfile=bundle.js",
    site: ".",
    line: INLINE,
    inTests: true,
  },
];

/** @param {string} vite @returns {import("../place.js").Place[]} */
function viteWith(vite) {
  return [
    {
      group,
      name: "Vite, dev server",
      packages: [vite],
      files: page(),
      serve: (port) => `vite --port ${port} --strictPort`,
      ...(vite === "vite@5" && { inTests: true }),
    },
    { group, name: "Vite, build", packages: [vite], files: page(), build: "vite build", site: "dist" },
  ];
}
