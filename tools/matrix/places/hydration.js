/** The tag in markup that a server has rendered, and that the framework takes over in the browser. */
import { ITS_LINE } from "./frameworks.js";
import { html } from "./page-files.js";

/** @import { Place } from "../place.js" */

/** Puts the markup of the server into the page that was built. */
const RENDER = `import { readFile, writeFile } from "node:fs/promises";
import { markup } from "./app.js";

const page = await readFile("dist/index.html", "utf8");
await writeFile("dist/index.html", page.replace('<div id="root">', () => '<div id="root">' + markup));
`;

/** A framework that renders the tag anew, instead of taking over that of the server, fails. */
const SERVER_ELEMENT = `import { onChange } from "./element-check.js";

const ofServer = globalThis.document?.querySelector("batch-upload-status");

export function listener(event) {
  if (event.target === ofServer) onChange(event);
  else document.title = "The check failed: the element is not that of the server.";
}
`;

/** @param {string} framework @param {string[]} packages @param {Record<string, string>} files @returns {Place} */
function hydration(framework, packages, files) {
  return {
    group: "Server-side rendering",
    name: `${framework}: the tag, hydrated`,
    packages: [...packages, "vite@8"],
    files: {
      "index.html": html('type="module" src="./main.js"'),
      "render.js": RENDER,
      "server-element.js": SERVER_ELEMENT,
      ...files,
    },
    build: "vite build && vite build --ssr render.js --outDir server && node server/render.js",
    site: "dist",
    line: ITS_LINE,
  };
}

const REACT = {
  "tag.js": `import "partner-center-batch-status/react";
import { createElement, useEffect, useRef } from "react";
import { attributes, token } from "./element-check.js";
import { listener } from "./server-element.js";

export function Tag() {
  const ref = useRef(null);
  useEffect(() => {
    ref.current.token = token;
    ref.current.addEventListener("change", listener);
  }, []);
  return createElement("batch-upload-status", { ...attributes, ref });
}
`,
  "app.js": `import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { Tag } from "./tag.js";

export const markup = renderToString(createElement(Tag));
`,
  "main.js": `import { createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { Tag } from "./tag.js";

hydrateRoot(document.getElementById("root"), createElement(Tag));
`,
};

const VUE = {
  "vite.config.js": `import vue from "@vitejs/plugin-vue";

const isCustomElement = (tag) => tag === "batch-upload-status";
export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
`,
  "Tag.vue": `<script setup>
import "partner-center-batch-status/vue";
import { attributes, token } from "./element-check.js";
import { listener } from "./server-element.js";
</script>
<template><batch-upload-status v-bind="attributes" :token.prop="token" @change="listener" /></template>
`,
  "app.js": `import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import Tag from "./Tag.vue";

export const markup = await renderToString(createSSRApp(Tag));
`,
  "main.js": `import { createSSRApp } from "vue";
import Tag from "./Tag.vue";

createSSRApp(Tag).mount("#root");
`,
};

/** @type {Place[]} */
export const hydrations = [
  hydration("React", ["react@19", "react-dom@19"], REACT),
  hydration("React 18", ["react@18", "react-dom@18"], REACT),
  hydration("Vue", ["vue@3", "@vitejs/plugin-vue@6"], VUE),
];
