/** Workers of every kind, which have no DOM. */
import { html, INLINE } from "./page-files.js";

/** @import { Place } from "../place.js" */

const group = "Workers";

const WORKER = `{
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => { document.title = data; };
}
`;

const SHARED_WORKER = `{
  const worker = new SharedWorker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.port.onmessage = ({ data }) => { document.title = data; };
}
`;

/** A service worker answers a message of the page, after it has become active. */
const SERVICE_WORKER = `
navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };
await navigator.serviceWorker.register("./dist/worker.js", { scope: "./dist/" });
const registration = await navigator.serviceWorker.getRegistration("./dist/");
const worker = registration.active ?? registration.waiting ?? registration.installing;
worker.postMessage("check");
`;

const moduleScript = html('type="module" src="./main.js"');

/** @type {Place[]} */
export const workers = [
  ...[
    { name: "dedicated worker", script: WORKER },
    { name: "shared worker", script: SHARED_WORKER },
  ].flatMap(({ name, script }) => [
    {
      group,
      name: `${name}, Vite dev server`,
      packages: ["vite@8"],
      files: { "index.html": moduleScript, "main.js": script },
      serve: (/** @type {number} */ port) => `vite --port ${port} --strictPort`,
    },
    {
      group,
      name: `${name}, Vite build`,
      packages: ["vite@8"],
      files: {
        "index.html": moduleScript,
        "main.js": script,
        "vite.config.js": 'export default { worker: { format: "es" } };\n',
      },
      build: "vite build",
      site: "dist",
    },
    {
      group,
      name: `${name}, webpack`,
      packages: ["webpack@5", "webpack-cli@7"],
      files: { "index.html": html('src="dist/main.js"'), "main.js": script },
      build: "webpack --mode production --entry ./main.js",
      site: ".",
    },
  ]),
  {
    group,
    name: "service worker, esbuild",
    packages: ["esbuild@0"],
    files: {
      "index.html": moduleScript,
      "main.js": SERVICE_WORKER,
      "inline-worker.js": `${INLINE}\nimport "./worker.js";\n`,
    },
    build: "esbuild inline-worker.js --bundle --outfile=dist/worker.js",
    site: ".",
    line: INLINE,
  },
];
