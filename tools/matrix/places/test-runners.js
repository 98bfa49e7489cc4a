/** Test runners in their environments. */

/** @import { Place } from "../place.js" */

const group = "Test runners";

/** A test of the functions, and of the element where there is a DOM. @param {{ imports?: string, dom: boolean }} options */
function tests({ imports = "", dom }) {
  const element = `
test("the element", async () => {
  const { checkElement } = await import("./element-check.js");
  expect(await checkElement()).toBe(PASSED);
}, TIMEOUT_MS);
`;
  return `${imports}import { check } from "./check.js";
import { PASSED } from "./verdict.js";

const TIMEOUT_MS = 30_000;

test("the functions", async () => {
  expect(await check()).toBe(PASSED);
}, TIMEOUT_MS);
${dom ? element : ""}
afterAll(() => console.log(PASSED));
`;
}

const VITEST = 'import { afterAll, expect, test } from "vitest";\n';
const JEST_ESM = "node --experimental-vm-modules node_modules/jest/bin/jest.js";

/** @param {object} options */
function jestConfig(options) {
  return `export default ${JSON.stringify({ transform: {}, ...options })};\n`;
}

/** A project of CommonJS, as Jest expects one: the project around it is of ES modules. */
const COMMON_JS = {
  "portal/package.json": "{}",
  "portal/check.test.js": `test("the functions", () => {
  expect(require("partner-center-batch-status")).toHaveProperty("getBatchUploadStatus");
  console.log("The check passed.");
});
`,
};

/** @type {Place[]} */
export const testRunners = [
  {
    group,
    name: "Vitest, node",
    packages: ["vitest@5", "vite@8", "node@24"],
    installScripts: ["node"],
    files: { "check.test.js": tests({ imports: VITEST, dom: false }) },
    run: "vitest run",
  },
  ...["jsdom", "happy-dom"].map((environment) => ({
    group,
    name: `Vitest, ${environment}`,
    packages: ["vitest@5", "vite@8", `${environment}@${environment === "jsdom" ? 31 : 21}`, "node@24"],
    installScripts: ["node"],
    files: { "check.test.js": tests({ imports: VITEST, dom: true }) },
    run: `vitest run --environment ${environment}`,
    inTests: environment === "happy-dom",
  })),
  ...["jest@29", "jest@30"].map((jest) => ({
    group,
    name: "Jest in its default mode",
    packages: [jest],
    files: COMMON_JS,
    run: "jest --rootDir portal",
    unsupported: "it runs ES modules in its ES module mode alone; `jest.mock(name, factory)` takes their place",
  })),
  ...["jest@29", "jest@30"].map((jest) => ({
    group,
    name: "Jest in its ES module mode, node",
    packages: [jest],
    files: { "check.test.js": tests({ dom: false }), "jest.config.js": jestConfig({}) },
    run: JEST_ESM,
    line: "`--experimental-vm-modules`, `transform: {}`",
  })),
  ...[
    { jest: "jest@29", environment: "jest-environment-jsdom@29" },
    { jest: "jest@30", environment: "jest-environment-jsdom@30" },
  ].map(({ jest, environment }) => ({
    group,
    name: "Jest in its ES module mode, jsdom",
    packages: [jest, environment, "jest-fixed-jsdom@0"],
    files: {
      "check.test.js": tests({ dom: true }),
      "jest.config.js": jestConfig({ testEnvironment: "jest-fixed-jsdom" }),
    },
    run: JEST_ESM,
    line: '`--experimental-vm-modules`, `transform: {}`, `testEnvironment: "jest-fixed-jsdom"`',
    inTests: jest === "jest@30",
  })),
];
