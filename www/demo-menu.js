/**
 * What only a simulated Partner Center offers: a form that is filled in, and a menu of scenarios.
 *
 * @import { Demo } from "./settings.js"
 * @import { LookupForm } from "./lookup-form.js"
 */
import { elementById } from "./element-by-id.js";

/** @param {Demo} demo @param {LookupForm} form */
export function showDemoMenu({ customerId, trackingId, token, scenarios }, form) {
  form.fill({ customerId, trackingId, token });
  const menu = elementById("scenario", HTMLSelectElement);
  menu.append(...scenarios.map(({ label }, index) => new Option(label, String(index))));
  menu.addEventListener("change", () => {
    const scenario = scenarios[menu.selectedIndex];
    if (scenario) form.fill({ customerId: scenario.customerId, trackingId: scenario.trackingId, token });
  });
  elementById("demo", HTMLDivElement).hidden = false;
}
