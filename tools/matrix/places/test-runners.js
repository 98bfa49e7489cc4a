/** Test runners in their environments. */

/** @import { Place } from "../place.js" */

const group = "Test runners";

/** A test of the functions, and of the element where there is a DOM. @param {{ imports?: string, dom: boolean, others?: string }} options */
function tests({ imports = "", dom, others = "" }) {
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
${dom ? element : ""}${others}
afterAll(() => console.log(PASSED));
`;
}

const VITEST = 'import { afterAll, expect, test } from "vitest";\n';
/** What Jest needs in its two modes, which share a project. */
const JEST = ["29", "30"].map((version) => [`jest@${version}`, "@babel/preset-env@7"]);
const JEST_JSDOM = ["29", "30"].map((version) => [
  `jest@${version}`,
  `jest-environment-jsdom@${version}`,
  "jest-fixed-jsdom@0",
  "@babel/preset-env@7",
]);

/** In its default mode Jest loads CommonJS, and what a package exports can be replaced. @param {{ dom: boolean }} options */
function jestFiles({ dom }) {
  const imports = 'import * as functions from "partner-center-batch-status";\n';
  const others = `
test("a function can be replaced", async () => {
  jest.spyOn(functions, "getBatchUploadStatus").mockResolvedValue("replaced");
  expect(await functions.getBatchUploadStatus()).toBe("replaced");
});
`;
  return {
    "check.test.js": tests({ imports, dom, others }),
    "babel.config.json": JSON.stringify({ presets: [["@babel/preset-env", { targets: { node: "current" } }]] }),
  };
}

const JEST_ESM = "node --experimental-vm-modules node_modules/jest/bin/jest.js";

/** Jest in its ES module mode, which transforms nothing. @param {{ dom: boolean }} options */
function jestEsmFiles({ dom }) {
  return { "check.test.js": tests({ dom }), "jest.config.js": "export default { transform: {} };\n" };
}

const FIXED_JSDOM = '`testEnvironment: "jest-fixed-jsdom"`';

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
  ...JEST.map((packages) => ({ group, name: "Jest, node", packages, files: jestFiles({ dom: false }), run: "jest" })),
  ...JEST_JSDOM.map((packages) => ({
    group,
    name: "Jest, jsdom",
    packages,
    files: jestFiles({ dom: true }),
    run: "jest --env jest-fixed-jsdom",
    line: FIXED_JSDOM,
    inTests: packages.includes("jest@30"),
  })),
  ...JEST.map((packages) => ({
    group,
    name: "Jest in its ES module mode, node",
    packages,
    files: jestEsmFiles({ dom: false }),
    run: JEST_ESM,
    line: "`--experimental-vm-modules`, `transform: {}`",
  })),
  ...JEST_JSDOM.map((packages) => ({
    group,
    name: "Jest in its ES module mode, jsdom",
    packages,
    files: jestEsmFiles({ dom: true }),
    run: `${JEST_ESM} --env jest-fixed-jsdom`,
    line: `\`--experimental-vm-modules\`, \`transform: {}\`, ${FIXED_JSDOM}`,
    inTests: packages.includes("jest@30"),
  })),
];
