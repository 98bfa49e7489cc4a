/** Runtimes without a page. */

const group = "Runtimes";

/** @type {import("../place.js").Place[]} */
export const runtimes = [
  ...["node@20.16.0", "node@20", "node@22", "node@24", "node@26"].map((node) => ({
    group,
    name: "Node, `import`",
    packages: [node],
    installScripts: ["node"],
    run: "node print.js",
  })),
];
