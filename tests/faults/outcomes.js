/** Runs the table of faults in every engine and formats the outcomes. */
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { engines, openPage } from "../engines/index.js";
import { installEngines } from "../engines/install.js";
import { defaultOptions, faults } from "./faults.js";
import { startFaultServer } from "./server.js";
import { startSite } from "./site.js";

/**
 * @typedef {import("../engines/types.js").Engine} Engine
 * @typedef {import("./faults.js").Fault} Fault
 * @typedef {import("./faults.js").Expected} Expected
 *
 * @typedef {object} Measured
 * @property {Fault} fault
 * @property {import("./page.js").Result} result as the caller sees it
 * @property {import("./server.js").ReceivedRequest[]} requests as the server sees them, without preflights
 */

/** The file with the outcomes. */
export const OUTCOMES_FILE = fileURLToPath(new URL("OUTCOMES.md", import.meta.url));

/**
 * Measures all engines at the same time, because most of the time is spent waiting.
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
      options: { ...defaultOptions, ...fault.options },
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
 * Returns the expected outcome of a fault in an engine.
 *
 * @param {Fault} fault
 * @param {Engine} engine
 * @returns {Expected & { requests: number }}
 */
export function expectedIn(fault, engine) {
  const expected = { ...fault.expected, ...fault.differs?.[engine]?.expected };
  return { requests: expected.attempts, ...expected };
}

/**
 * Returns the number of attempts. An error has it; for a success it follows from the calls of `onRetry`.
 *
 * @param {Measured} measured
 */
export function attemptsOf({ result }) {
  return result.attempts ?? result.waitsMs.length + 1;
}

/**
 * Formats the outcomes as a Markdown table, with a footnote where an engine differs.
 *
 * @param {Record<Engine, Measured[]>} measured
 */
export function renderOutcomes(measured) {
  /** @type {string[]} */
  const reasons = [];
  const rows = faults.map((fault, i) => {
    const { outcome, attempts, requests = attempts } = fault.expected;
    const cells = engines.map((engine) => {
      const one = /** @type {Measured} */ (measured[engine][i]);
      const reason = fault.differs?.[engine]?.reason;
      return cell(one.result.outcome, attemptsOf(one), one.requests.length) + (reason ? footnote(reasons, reason) : "");
    });
    return [fault.name, cell(outcome, attempts, requests), ...cells];
  });
  const notes = reasons.map((reason, i) => `[^${i + 1}]: ${reason}.`);
  return `${INTRODUCTION}\n${table(["Fault", "Expected", ...engines], rows)}\n\n${notes.join("\n")}\n`;
}

const INTRODUCTION = `# The outcome of every fault

The outcome of \`getBatchUploadStatus\` for each fault of a network or a server, in three engines. A cell has the outcome (\`ok\`, or the
code of the \`PartnerCenterError\`), the number of attempts, and the number of requests that reached the server if it differs. A footnote
explains why an engine differs from the expected outcome. \`node tests/faults/write-outcomes.js\` writes this file, and a test checks it.
`;

/** Formats a table with padded columns. @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) => `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("\n");
}

/** @param {string} outcome @param {number} attempts @param {number} requests */
function cell(outcome, attempts, requests) {
  const differentCount = requests === attempts ? "" : ` (${requests} requests)`;
  return `${outcome} ×${attempts}${differentCount}`;
}

/** @param {string[]} reasons the footnotes so far @param {string} reason */
function footnote(reasons, reason) {
  if (!reasons.includes(reason)) reasons.push(reason);
  return `[^${reasons.indexOf(reason) + 1}]`;
}
