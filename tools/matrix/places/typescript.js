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

/** @type {import("../place.js").Place[]} */
export const typescript = VERSIONS.flatMap((version) => [
  ...["bundler", "node16", "nodenext"].map((moduleResolution) => ({
    group,
    name: `\`moduleResolution: ${moduleResolution}\``,
    packages: [version],
    files: {
      "functions.ts": FUNCTIONS,
      "element.ts": ELEMENT,
      "tsconfig.json": tsconfig({ ...moduleFor(moduleResolution), lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] }),
    },
    build: "tsc --project .",
  })),
  {
    group,
    name: "without the library of the DOM",
    packages: [version, "@types/node@20"],
    files: {
      "functions.ts": FUNCTIONS,
      "tsconfig.json": tsconfig({ ...moduleFor("nodenext"), lib: ["ES2022"], types: ["node"] }),
    },
    build: "tsc --project .",
    ...(version === "typescript@7" && { inTests: /** @type {const} */ (true) }),
  },
]);

/** @param {string} moduleResolution */
function moduleFor(moduleResolution) {
  return { module: moduleResolution === "bundler" ? "ES2022" : moduleResolution, moduleResolution };
}

/** @param {object} options */
function tsconfig(options) {
  return JSON.stringify({ compilerOptions: { ...STRICT, ...options }, include: ["*.ts"] }, null, 2);
}
