/** Runtimes without a page, and bundles for them. */

/** @import { Place } from "../place.js" */

const group = "Runtimes";

/** The oldest of `engines`, the first of a line that had a gap, and the newest of each line. */
const NODE = ["node@20.16.0", "node@20", "node@22.2.0", "node@22", "node@24", "node@26"];

const node = { group, installScripts: ["node"] };

/** @type {Place[]} */
export const runtimes = [
  ...NODE.map((version) => ({ ...node, name: "Node, `import`", packages: [version], run: "node print.js" })),
  ...NODE.map((version) => ({
    ...node,
    name: "Node, `require()`",
    packages: [version, "esbuild@0"],
    build: "esbuild print.js --bundle --packages=external --platform=node --format=cjs --outfile=print.cjs",
    run: "node print.cjs",
  })),
  {
    group,
    name: "Node, bundled by esbuild",
    packages: ["esbuild@0"],
    build: "esbuild print.js --bundle --platform=node --format=esm --outfile=dist/print.js",
    run: "node dist/print.js",
    inTests: true,
  },
  {
    group,
    name: "Deno",
    packages: ["deno@2"],
    run: "deno run --allow-net print.js",
    line: "`--allow-net`",
  },
  { group, name: "Bun", packages: ["bun@1"], installScripts: ["bun"], run: "bun print.js" },
  {
    group,
    name: "Bun, bundled by itself",
    packages: ["bun@1"],
    installScripts: ["bun"],
    build: "bun build --target bun print.js --outdir dist",
    run: "bun dist/print.js",
  },
  workerd(),
];

/** @returns {Place} */
function workerd() {
  const lines = [
    'import wasm from "partner-center-batch-status/partner-center-batch-status.wasm";',
    "await init(wasm);",
  ];
  return {
    group,
    name: "workerd (Cloudflare Workers)",
    packages: ["wrangler@4", "node@24"],
    installScripts: ["node"],
    files: {
      "wrangler.json": JSON.stringify({ name: "check", main: "entry.js", compatibility_date: "2026-11-01" }),
      "entry.js": `import { init } from "partner-center-batch-status";
${lines.join("\n")}
import { check } from "./check.js";
import { failure } from "./verdict.js";

export default { fetch: async () => new Response(await check().catch(failure)) };
`,
    },
    serve: (port) => `wrangler dev --port ${port}`,
    answers: ["/"],
    line: lines.map((line) => `\`${line}\``).join(" "),
    inTests: true,
  };
}
