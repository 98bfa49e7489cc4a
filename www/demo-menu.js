/**
 * What only a simulated Partner Center offers: a filled form and a menu of scenarios.
 *
 * @import { Demo } from "./settings.js"
 * @import { QuestionForm } from "./question-form.js"
 */
import { byId } from "./by-id.js";

/** @param {Demo} demo @param {QuestionForm} form */
export function offerDemo({ customerId, trackingId, token, scenarios }, form) {
  form.fill({ customerId, trackingId, token });
  const menu = byId("scenario", HTMLSelectElement);
  menu.append(...scenarios.map(({ label }, index) => new Option(label, String(index))));
  menu.addEventListener("change", () => {
    const scenario = scenarios[menu.selectedIndex];
    if (scenario) form.fill({ customerId: scenario.customerId, trackingId: scenario.trackingId, token });
  });
  byId("demo", HTMLDivElement).hidden = false;
}
