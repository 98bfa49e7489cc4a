/** The tag in the templates of frameworks, type-checked, built and shown. */
import { html, INLINE } from "./page-files.js";

/** @import { Place } from "../place.js" */

const group = "Frameworks: the tag, typed";

/** A page of the documentation has a table of them. */
export const ITS_LINE = "[its line](docs/element.md#frameworks)";

const VITE = ["vite@8", "typescript@6"];

/** @param {object} compilerOptions */
function tsconfig(compilerOptions) {
  const options = {
    target: "ES2022",
    lib: ["ES2022", "DOM", "DOM.Iterable"],
    module: "ESNext",
    moduleResolution: "bundler",
    types: [],
    strict: true,
    noEmit: true,
    allowJs: true,
    isolatedModules: true,
    skipLibCheck: true,
    ...compilerOptions,
  };
  return JSON.stringify({ compilerOptions: options, include: ["*.ts", "*.tsx", "*.vue", "*.svelte"] }, null, 2);
}

/** @param {string} main @param {object} [compilerOptions] @param {Record<string, string>} [files] */
function project(main, compilerOptions = {}, files = {}) {
  return {
    "index.html": html(`type="module" src="./${main}"`),
    "tsconfig.json": tsconfig(compilerOptions),
    ...files,
  };
}

const REACT = `import "partner-center-batch-status/react";
import { createRoot } from "react-dom/client";
import { attributes, onChange, token } from "./element-check.js";

const root = document.getElementById("root");
`;

const REACT_19_TAG = "<batch-upload-status {...attributes} token={token} onchange={onChange} />";

/** React 18 sets attributes alone. */
const REACT_18_APP = `function App() {
  const ref = useRef<HTMLElementTagNameMap["batch-upload-status"]>(null);
  useEffect(() => {
    if (ref.current === null) return;
    ref.current.token = token;
    ref.current.addEventListener("change", onChange);
  }, []);
  return <batch-upload-status {...attributes} ref={ref} />;
}
`;

/** @type {Place[]} */
export const frameworks = [
  {
    group,
    name: "React",
    packages: ["react@19", "react-dom@19", "@types/react@19", "@types/react-dom@19", ...VITE],
    files: project(
      "main.tsx",
      { jsx: "react-jsx" },
      { "main.tsx": `${REACT}if (root) createRoot(root).render(${REACT_19_TAG});\n` },
    ),
    build: "tsc && vite build",
    site: "dist",
    line: ITS_LINE,
  },
  {
    group,
    name: "React 18",
    packages: ["react@18", "react-dom@18", "@types/react@18", "@types/react-dom@18", ...VITE],
    files: project(
      "main.tsx",
      { jsx: "react-jsx" },
      {
        "main.tsx": `import { useEffect, useRef } from "react";
${REACT}${REACT_18_APP}if (root) createRoot(root).render(<App />);
`,
      },
    ),
    build: "tsc && vite build",
    site: "dist",
    line: ITS_LINE,
  },
  {
    group,
    name: "Preact",
    packages: ["preact@11", ...VITE],
    files: project(
      "main.tsx",
      { jsx: "react-jsx", jsxImportSource: "preact" },
      {
        "main.tsx": `import "partner-center-batch-status/preact";
import { render } from "preact";
import { attributes, onChange, token } from "./element-check.js";

render(${REACT_19_TAG}, document.body);
`,
      },
    ),
    build: "tsc && vite build",
    site: "dist",
    line: ITS_LINE,
  },
  {
    group,
    name: "Solid",
    packages: ["solid-js@1", "vite-plugin-solid@2", ...VITE],
    files: project(
      "main.tsx",
      { jsx: "preserve", jsxImportSource: "solid-js" },
      {
        "vite.config.js": 'import solid from "vite-plugin-solid";\n\nexport default { plugins: [solid()] };\n',
        "main.tsx": `import "partner-center-batch-status/solid";
import { render } from "solid-js/web";
import { attributes, onChange, token } from "./element-check.js";

render(() => <batch-upload-status {...attributes} token={token} on:change={onChange} />, document.body);
`,
      },
    ),
    build: "tsc && vite build",
    site: "dist",
    line: ITS_LINE,
  },
  {
    group,
    name: "Vue",
    packages: ["vue@3", "@vitejs/plugin-vue@6", "vue-tsc@3", ...VITE],
    files: project(
      "main.ts",
      {},
      {
        "vite.config.js": `import vue from "@vitejs/plugin-vue";

const isCustomElement = (tag) => tag === "batch-upload-status";
export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
`,
        "main.ts": `import { createApp } from "vue";
import App from "./App.vue";

createApp(App).mount("#root");
`,
        "App.vue": `<script setup lang="ts">
import "partner-center-batch-status/vue";
import { attributes, onChange, token } from "./element-check.js";
</script>
<template><batch-upload-status v-bind="attributes" :token.prop="token" @change="onChange" /></template>
`,
      },
    ),
    build: "vue-tsc && vite build",
    site: "dist",
    line: ITS_LINE,
  },
  {
    group,
    name: "Svelte",
    packages: ["svelte@5", "@sveltejs/vite-plugin-svelte@7", "svelte-check@4", ...VITE],
    files: project(
      "main.ts",
      {},
      {
        "vite.config.js": `import { svelte } from "@sveltejs/vite-plugin-svelte";

export default { plugins: [svelte()] };
`,
        "svelte.config.js": "export default {};\n",
        "main.ts": `import { mount } from "svelte";
import App from "./App.svelte";

mount(App, { target: document.body });
`,
        "App.svelte": `<script lang="ts">
  import "partner-center-batch-status/svelte";
  import { attributes, onChange, token } from "./element-check.js";
</script>
<batch-upload-status {...attributes} {token} onchangecapture={onChange}></batch-upload-status>
`,
      },
    ),
    build: "svelte-check --tsconfig ./tsconfig.json && vite build",
    site: "dist",
    line: ITS_LINE,
  },
  ...angular(),
];

/** @returns {Place[]} */
function angular() {
  const architect = {
    build: {
      builder: "@angular/build:application",
      options: { browser: "src/main.ts", index: "src/index.html", tsConfig: "tsconfig.json", outputPath: "dist" },
    },
    serve: { builder: "@angular/build:dev-server", options: { buildTarget: "app:build" } },
  };
  const app = { projectType: "application", root: "", sourceRoot: "src", architect };
  const compilerOptions = { module: "preserve", noEmit: false, outDir: "out", experimentalDecorators: true };
  /** Without the line, the bundle lacks the .wasm file; where `CI` is set, that of the dev server too. */
  const files = {
    "angular.json": JSON.stringify({ version: 1, cli: { analytics: false }, projects: { app } }),
    "tsconfig.json": tsconfig(compilerOptions).replace(/"include": \[[^\]]*\]/, '"files": ["src/main.ts"]'),
    "src/index.html": `<!doctype html>
<html lang="en"><head><meta charset="utf-8" /><title>Waiting</title></head><body><app-root></app-root></body></html>
`,
    "src/main.ts": `${INLINE}
import { Component, CUSTOM_ELEMENTS_SCHEMA } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { attributes, onChange, token } from "../element-check.js";

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`<batch-upload-status
    [customerId]="attributes['customer-id']" [trackingId]="attributes['tracking-id']" [baseUrl]="attributes['base-url']"
    [token]="token" (change)="onChange($event)"></batch-upload-status>\`,
})
class App {
  attributes = attributes;
  token = token;
  onChange = onChange;
}

bootstrapApplication(App);
`,
  };
  const packages = ["core", "common", "compiler", "platform-browser", "build", "cli", "compiler-cli"];
  const place = {
    group,
    packages: [...packages.map((name) => `@angular/${name}@22`), "rxjs@7", "tslib@2", "typescript@6.0", "node@24"],
    installScripts: ["node"],
  };
  return [
    {
      ...place,
      name: "Angular, `ng serve`",
      files,
      serve: (port) => `ng serve --port ${port}`,
      line: `${ITS_LINE}, and \`${INLINE}\``,
    },
    {
      ...place,
      name: "Angular, `ng build`",
      files,
      build: "ng build",
      site: "dist/browser",
      line: `${ITS_LINE}, and \`${INLINE}\``,
    },
  ];
}
