/** Versions and settings of TypeScript. */

const group = "TypeScript";

const VERSIONS = ["typescript@5.0", "typescript@5.4", "typescript@5", "typescript@6", "typescript@7"];

const STRICT = {
  target: "ES2022",
  noEmit: true,
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
};

const FUNCTIONS = `import { getBatchUploadStatus, PartnerCenterError } from "partner-center-batch-status";

export async function statusOf(trackingId: string): Promise<Date | undefined> {
  const { completedTime } = await getBatchUploadStatus("47021739-3426-40bf-9601-61b4b6d7c793", trackingId, "token");
  return completedTime;
}
export const codeOf = (error: unknown): "not-found" | undefined =>
  error instanceof PartnerCenterError && error.code === "not-found" ? error.code : undefined;

// @ts-expect-error the token is missing
getBatchUploadStatus("47021739-3426-40bf-9601-61b4b6d7c793", "47021739-3426-40bf-9601-61b4b6d7c793");
`;

const ELEMENT = `import type { BatchUploadStatusElement } from "partner-center-batch-status/element";

export const element: BatchUploadStatusElement = document.createElement("batch-upload-status");
element.token = () => "token";
// @ts-expect-error a token is a string
element.token = 5;
`;

const TAG = `import "partner-center-batch-status/react";

export const tag = <batch-upload-status token={() => "token"} onchange={({ detail }) => detail.startedTime} />;
// @ts-expect-error a token is a string
export const refused = <batch-upload-status token={5} />;
`;

/** What bundlers and Cloudflare's runtime make of the file differs. */
const WASM = `import { init } from "partner-center-batch-status";
import wasm from "partner-center-batch-status/partner-center-batch-status.wasm";

export const ready = init(wasm);
`;

/** A program can have files of both formats, and the element of one is that of the other. */
const BOTH_ELEMENTS = `${ELEMENT}
import { element as ofCommonJs } from "./element.cjs";

export const same: BatchUploadStatusElement = ofCommonJs;
`;

const EVERY_RESOLUTION = ["bundler", "node16", "nodenext"];

/** @type {import("../place.js").Place[]} */
export const typescript = [
  ...VERSIONS.map((version) => ({
    group,
    name: "`bundler`, `node16`, `nodenext`, `skipLibCheck: false`; the element needs the library `DOM`, the functions that, `WebWorker` or `@types/node`",
    packages: [version, "@types/node@20"],
    files: {
      "functions.ts": FUNCTIONS,
      "element.ts": ELEMENT,
      "wasm.ts": WASM,
      ...Object.fromEntries(EVERY_RESOLUTION.flatMap((resolution) => tsconfigsFor(resolution))),
    },
    build: EVERY_RESOLUTION.flatMap((name) => [
      `tsc --project ${name}.json`,
      `tsc --project ${name}-without-dom.json`,
      `tsc --project ${name}-in-worker.json`,
    ]).join(" && "),
    inTests: version === "typescript@7",
  })),
  ...["typescript@5.0", "typescript@5.4", "typescript@5"].map((version) => ({
    group,
    name: "`moduleResolution: node10`, also with `module: commonjs`",
    packages: [version, "@types/react@19"],
    files: {
      "functions.ts": FUNCTIONS,
      "element.ts": ELEMENT,
      "tag.tsx": TAG,
      ...Object.fromEntries(
        ["ES2022", "commonjs"].map((module) => [
          `${module}.json`,
          tsconfig(["functions.ts", "element.ts", "tag.tsx"], {
            ...STRICT,
            module,
            moduleResolution: "node10",
            jsx: "react-jsx",
            lib: ["ES2022", "DOM"],
            types: [],
          }),
        ]),
      ),
    },
    build: "tsc --project ES2022.json && tsc --project commonjs.json",
  })),
  ...VERSIONS.map((version) => ({
    group,
    name: "`import` in CommonJS (`.cts`), `node16`, `nodenext`",
    packages: [version, "@types/node@20"],
    files: {
      "functions.cts": FUNCTIONS,
      "wasm.cts": WASM,
      "element.cts": ELEMENT,
      "element.mts": BOTH_ELEMENTS,
      ...Object.fromEntries(
        ["node16", "nodenext"].map((module) => [
          `${module}.json`,
          tsconfig(["functions.cts", "wasm.cts", "element.mts"], {
            ...STRICT,
            module,
            lib: ["ES2022", "DOM", "DOM.Iterable"],
            types: ["node"],
          }),
        ]),
      ),
    },
    build: "tsc --project node16.json && tsc --project nodenext.json",
  })),
];

/** @param {string} moduleResolution @returns {[file: string, text: string][]} */
function tsconfigsFor(moduleResolution) {
  const module = moduleResolution === "bundler" ? "ES2022" : moduleResolution;
  const options = { ...STRICT, module, moduleResolution };
  return [
    [
      `${moduleResolution}.json`,
      tsconfig(["functions.ts", "element.ts", "wasm.ts"], {
        ...options,
        lib: ["ES2022", "DOM", "DOM.Iterable"],
        types: [],
      }),
    ],
    [
      `${moduleResolution}-without-dom.json`,
      tsconfig(["functions.ts"], { ...options, lib: ["ES2022"], types: ["node"] }),
    ],
    [
      `${moduleResolution}-in-worker.json`,
      tsconfig(["functions.ts"], { ...options, lib: ["ES2022", "WebWorker"], types: [] }),
    ],
  ];
}

/** @param {string[]} files @param {object} compilerOptions */
function tsconfig(files, compilerOptions) {
  return JSON.stringify({ compilerOptions, files }, null, 2);
}
