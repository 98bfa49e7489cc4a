/** Runs the table of faults in every engine and words what came of it. */
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { engines, openPage } from "../engines/index.js";
import { installEngines } from "../engines/install.js";
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
  await installEngines();
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
 * The table as markdown, with a footnote wherever an engine differs.
 *
 * @param {Record<Engine, Measured[]>} measured
 */
export function renderOutcomes(measured) {
  /** @type {string[]} */
  const reasons = [];
  const rows = faults.map((fault, i) => {
    const { outcome, attempts, requests = attempts } = fault.want;
    const cells = engines.map((engine) => {
      const one = /** @type {Measured} */ (measured[engine][i]);
      const reason = fault.differs?.[engine]?.because;
      return cell(one.result.outcome, attemptsOf(one), one.requests.length) + (reason ? footnote(reasons, reason) : "");
    });
    return [fault.name, fault.rows.join(", "), cell(outcome, attempts, requests), ...cells];
  });
  const notes = reasons.map((reason, i) => `[^${i + 1}]: ${reason}.`);
  return `${INTRODUCTION}\n${table(["Fault", "Row", "Demanded", ...engines], rows)}\n\n${notes.join("\n")}\n`;
}

const INTRODUCTION = `# What becomes of every fault

\`getBatchUploadStatus\` against a server that breaks in every way that a wire allows, in three engines. A cell names the outcome
(\`ok\`, or the code of the \`PartnerCenterError\`) and the number of attempts, and where it is another, the number of requests that
reached the server. Row is the number of the fault in faults.md, the list that the package was designed against. A footnote tells why an
engine differs from what is demanded. \`node tests/faults/write-outcomes.js\` writes this file; a test fails when it isn't true any more.
`;

/** Columns of one width, as the formatter wants them. @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) => `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("\n");
}

/** @param {string} outcome @param {number} attempts @param {number} requests */
function cell(outcome, attempts, requests) {
  const onTheWire = requests === attempts ? "" : ` (${requests} requests)`;
  return `${outcome} ×${attempts}${onTheWire}`;
}

/** @param {string[]} reasons those that have a number already @param {string} reason */
function footnote(reasons, reason) {
  if (!reasons.includes(reason)) reasons.push(reason);
  return `[^${reasons.indexOf(reason) + 1}]`;
}
