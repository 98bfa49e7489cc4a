/** Runs the table of faults in every engine and words what came of it. */
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { engines, openPage } from "../engines/index.js";
import { faults, usualOptions } from "./faults.js";
import { startFaultServer } from "./server.js";
import { startSite } from "./site.js";

/**
 * @typedef {import("../engines/index.js").Engine} Engine
 * @typedef {import("./faults.js").Fault} Fault
 * @typedef {import("./faults.js").Want} Want
 *
 * @typedef {object} Measured
 * @property {Fault} fault
 * @property {import("./page.js").Result} result as the caller saw it
 * @property {import("./server.js").AskedFor[]} requests as the server saw them, without preflights
 */

/** The table in the repository. */
export const OUTCOMES_FILE = fileURLToPath(new URL("OUTCOMES.md", import.meta.url));

/**
 * All engines at once: most of the time is spent waiting.
 *
 * @returns {Promise<Record<Engine, Measured[]>>}
 */
export async function measureOutcomes() {
  const site = await startSite();
  try {
    const measured = await Promise.all(engines.map(async (engine) => [engine, await measureIn(engine, site.url)]));
    return Object.fromEntries(measured);
  } finally {
    await site.close();
  }
}

/** @param {Engine} engine @param {string} url @returns {Promise<Measured[]>} */
async function measureIn(engine, url) {
  const server = await startFaultServer(faults);
  const page = await openPage(engine, url);
  try {
    const cases = faults.map((fault) => ({
      name: fault.name,
      baseUrl: server.baseUrl(fault.name),
      trackingId: randomUUID(),
      providesTokens: fault.providesTokens === true,
      options: { ...usualOptions, ...fault.options },
    }));
    const results = await page.evaluate(async (given) => {
      const path = "/tests/faults/page.js";
      const { callAll } = /** @type {typeof import("./page.js")} */ (await import(path));
      return callAll(given);
    }, cases);
    return faults.map((fault, i) => {
      const requests = server.requests(fault.name, cases[i]?.trackingId ?? "");
      const result = /** @type {import("./page.js").Result} */ (results[fault.name]);
      return { fault, result, requests: requests.filter(({ method }) => method === "GET") };
    });
  } finally {
    await page.close();
    await server.close();
  }
}

/**
 * What is wanted of a fault in an engine.
 *
 * @param {Fault} fault
 * @param {Engine} engine
 * @returns {Want & { requests: number }}
 */
export function wantIn(fault, engine) {
  const want = { ...fault.want, ...fault.differs?.[engine]?.want };
  return { requests: want.attempts, ...want };
}

/**
 * How often the package asked. The error tells; a good answer does not, but every retry was announced.
 *
 * @param {Measured} measured
 */
export function attemptsOf({ result }) {
  return result.attempts ?? result.waitsMs.length + 1;
}

/**
 * The table as markdown.
 *
 * @param {Record<Engine, Measured[]>} measured
 */
export function renderOutcomes(measured) {
  const head = ["Fault", "Row", "Demanded", ...engines];
  const rows = faults.map((fault, i) => [
    fault.name,
    fault.rows.join(", "),
    cell(fault.want.outcome, fault.want.attempts, fault.want.requests ?? fault.want.attempts),
    ...engines.map((engine) => {
      const one = /** @type {Measured} */ (measured[engine][i]);
      return cell(one.result.outcome, attemptsOf(one), one.requests.length);
    }),
  ]);
  const table = [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  const reasons = faults.flatMap((fault) =>
    Object.entries(fault.differs ?? {}).map(([engine, { because }]) => `- ${fault.name}, ${engine}: ${because}.`),
  );
  return `${INTRODUCTION}\n${table.join("\n")}\n\n## Where an engine differs\n\n${reasons.join("\n")}\n`;
}

const INTRODUCTION = `# What becomes of every fault

\`getBatchUploadStatus\` against a server that breaks in every way that a network allows, in three engines. A cell names the
outcome (\`ok\`, or the code of the \`PartnerCenterError\`) and the number of attempts. Row is the number of the fault in faults.md, the
list that the package was designed against. \`node tests/faults/write-outcomes.js\` writes this file anew; a test fails when it isn't true.
`;

/** @param {string} outcome @param {number} attempts @param {number} requests */
function cell(outcome, attempts, requests) {
  const onTheWire = requests === attempts ? "" : ` (${requests} requests)`;
  return `${outcome} ×${attempts}${onTheWire}`;
}
