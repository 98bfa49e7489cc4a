/**
 * The scenarios of the simulated service, and the values of the page's demo.
 *
 * @import { Scenario } from "../../src/js/testing/scenarios.js"
 *
 * @typedef {Omit<Scenario, "label"> & { name: string, label?: string }} NamedScenario those without a label are not in the demo menu, which
 *   stays short
 */
import { DEMO_CUSTOMER_ID, everyday, failures, unusable, unusual } from "../../src/js/testing/scenarios.js";
import { reports } from "./reports.js";
import { TURKISH_LABELS } from "./turkish-labels.js";

export { DEMO_CUSTOMER_ID };

/** Works only with the simulator, which accepts any token. */
export const DEMO_TOKEN = "demo-token.that-opens.nothing";

/** One of each kind for the demo menu. @type {Record<string, string>} */
const REPORT_LABELS = {
  "app-only-by-reason-phrase": "403: why is in the reason phrase",
  "role-in-plain-text": "403: why is in plain text",
  "mfa-of-a-sibling-api": "403: no MFA, with names in capitals",
  "no-such-route": "404: the gateway knows no such route",
  "success-with-an-error-inside": "200 with an error inside",
  "names-in-capitals": "Names of fields in capitals",
  "a-date-without-a-time": "A date without a time",
};

/** What public reports show. @type {NamedScenario[]} */
const reported = reports.map(({ name, answer }, index) => ({
  name: `report: ${name}`,
  trackingId: `4e900000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  ...(REPORT_LABELS[name] && { label: REPORT_LABELS[name] }),
  response: () => answer,
}));

export const scenarios = [...named(everyday), ...named(failures), ...named(unusable), ...named(unusual), ...reported];

/** What people see first in the demo menu. Their names are texts of the page, in its language. */
const FOR_PEOPLE = ["running-job", "mixed-outcomes", "all-finished", "ten-thousand-devices", "no-relationship"];

/** The values for the form and the demo menu of the page that `npm start` serves. */
export function demo() {
  return {
    customerId: DEMO_CUSTOMER_ID,
    trackingId: scenarioNamed("running-job").trackingId,
    token: DEMO_TOKEN,
    scenarios: [
      ...FOR_PEOPLE.map(scenarioNamed).map(({ name, trackingId }) => ({ group: "people", name, trackingId })),
      ...scenarios
        .filter(({ name, label }) => label !== undefined && !FOR_PEOPLE.includes(name))
        .map(({ label = "", trackingId }) => ({
          group: "developers",
          name: label,
          names: { tr: TURKISH_LABELS[label] },
          trackingId,
        })),
    ].map((scenario) => ({ ...scenario, customerId: DEMO_CUSTOMER_ID })),
  };
}

/** @param {string} name */
export function scenarioNamed(name) {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario "${name}".`);
  return scenario;
}

/** @param {Record<string, Scenario>} byName @returns {NamedScenario[]} */
function named(byName) {
  return Object.entries(byName).map(([name, scenario]) => ({ name, ...scenario }));
}
