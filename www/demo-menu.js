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
  for (const [index, { group, label }] of scenarios.entries()) {
    groupOf(menu, group).append(new Option(label, String(index)));
  }
  menu.addEventListener("change", () => {
    const scenario = scenarios[Number(menu.value)];
    if (scenario) form.fill({ customerId: scenario.customerId, trackingId: scenario.trackingId, token });
  });
  elementById("demo", HTMLDivElement).hidden = false;
}

/** The last group if it has this label, or else a new one. @param {HTMLSelectElement} menu @param {string} label */
function groupOf(menu, label) {
  const last = menu.lastElementChild;
  if (last instanceof HTMLOptGroupElement && last.label === label) return last;
  const group = document.createElement("optgroup");
  group.label = label;
  menu.append(group);
  return group;
}
