/** Frameworks that render on a server: their pages, server components and routes. */

/** @import { Place } from "../place.js" */

const group = "Server-side rendering";

const NEXT_FILES = {
  // Next takes the outermost folder with a lock file for the root of the project: here, that of this repository.
  "next.config.js":
    "export default { turbopack: { root: import.meta.dirname }, outputFileTracingRoot: import.meta.dirname };\n",
  "app/layout.js": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.js": `"use client";
import { useEffect } from "react";
import { check } from "../check.js";
import { checkElement } from "../element-check.js";
import { failure } from "../verdict.js";

export default function Page() {
  useEffect(() => {
    check().then(checkElement).catch(failure).then((verdict) => { document.title = verdict; });
  }, []);
  return <p>Waiting</p>;
}
`,
  "app/server/page.js": `import { check } from "../../check.js";
import { failure } from "../../verdict.js";

export const dynamic = "force-dynamic";

export default async function Page() {
  return <p>{await check().catch(failure)}</p>;
}
`,
  // A page, because Next fails on any route with this runtime and webpack, an empty one too.
  "app/edge/page.js": `import { check } from "../../check.js";
import { failure } from "../../verdict.js";

export const runtime = "edge";

export default async function Page() {
  return <p>{await check().catch(failure)}</p>;
}
`,
  "app/api/route.js": `import { check } from "../../check.js";
import { failure } from "../../verdict.js";

export const dynamic = "force-dynamic";

export const GET = async () => new Response(await check().catch(failure));
`,
};

const next = {
  group,
  packages: ["next@16", "react@19", "react-dom@19"],
  files: NEXT_FILES,
  pages: ["/"],
  answers: ["/server", "/edge", "/api"],
};

/** @type {Place[]} */
export const servers = [
  ...["turbopack", "webpack"].flatMap((bundler) => [
    {
      ...next,
      name: `Next, ${bundler}: client, server and edge component, route`,
      build: `next build --${bundler}`,
      serve: (/** @type {number} */ port) => `next start --hostname localhost --port ${port}`,
    },
    {
      ...next,
      name: `Next, ${bundler}, dev server: the same`,
      serve: (/** @type {number} */ port) => `next dev --${bundler} --hostname localhost --port ${port}`,
    },
  ]),
  {
    group,
    name: "Nuxt: page, server route",
    packages: ["nuxt@4", "vue@3", "vue-router@5", "node@24"],
    installScripts: ["node"],
    files: {
      "nuxt.config.js": "export default defineNuxtConfig({ compatibilityDate: '2026-11-01' });\n",
      "app/app.vue": `<script setup>
import { check } from "../check.js";
import { failure } from "../verdict.js";

const { data } = await useAsyncData("check", () => check().catch(failure));
onMounted(async () => {
  const { checkElement } = await import("../element-check.js");
  document.title = await check().then(checkElement).catch(failure);
});
</script>
<template><p>{{ data }}</p></template>
`,
      "server/api/check.js": `import { check } from "../../check.js";
import { failure } from "../../verdict.js";

export default defineEventHandler(() => check().catch(failure));
`,
    },
    build: "nuxt build",
    serve: (port) => `HOST=localhost PORT=${port} node .output/server/index.mjs`,
    pages: ["/"],
    answers: ["/", "/api/check"],
  },
  {
    group,
    name: "SvelteKit: page, `load` on the server, route",
    packages: [
      "@sveltejs/kit@3",
      "@sveltejs/adapter-node@6",
      "svelte@5",
      "@sveltejs/vite-plugin-svelte@7",
      "vite@8",
      "node@24",
    ],
    installScripts: ["node"],
    files: {
      "vite.config.js": `import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";

export default { plugins: [sveltekit({ adapter: adapter() })] };
`,
      "src/app.html": `<!doctype html>
<html lang="en"><head>%sveltekit.head%</head><body><div>%sveltekit.body%</div></body></html>
`,
      "src/routes/+page.server.js": `import { check } from "../../check.js";
import { failure } from "../../verdict.js";

export const load = async () => ({ verdict: await check().catch(failure) });
`,
      "src/routes/+page.svelte": `<script>
  import { onMount } from "svelte";
  import { check } from "../../check.js";
  import { failure } from "../../verdict.js";
  const { data } = $props();
  onMount(async () => {
    const { checkElement } = await import("../../element-check.js");
    document.title = await check().then(checkElement).catch(failure);
  });
</script>
<p>{data.verdict}</p>
`,
      "src/routes/api/+server.js": `import { check } from "../../../check.js";
import { failure } from "../../../verdict.js";

export const GET = async () => new Response(await check().catch(failure));
`,
    },
    build: "vite build",
    serve: (port) => `HOST=localhost PORT=${port} node build`,
    pages: ["/"],
    answers: ["/", "/api"],
  },
];
