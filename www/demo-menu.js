/**
 * What only a simulated Partner Center offers: a form that is filled in, and a menu of scenarios.
 *
 * @import { Ids } from "./fragment.js"
 * @import { Demo, Scenario } from "./settings.js"
 * @import { LookupForm } from "./lookup-form.js"
 */
import { elementById } from "./element-by-id.js";
import { language } from "./language.js";
import { isSameUpload } from "./saved-uploads.js";

export class DemoMenu {
  #menu = elementById("scenario", HTMLSelectElement);
  #scenarios;

  /** @param {Demo} demo @param {LookupForm} form */
  constructor({ customerId, trackingId, token, scenarios }, form) {
    this.#scenarios = scenarios;
    form.fill({ customerId, trackingId, token });
    this.#menu.addEventListener("change", () => {
      const scenario = scenarios[Number(this.#menu.value)];
      if (!scenario) return;
      form.fill({ customerId: scenario.customerId, trackingId: scenario.trackingId, token });
      form.submit();
    });
    this.localize();
    this.show({ customerId, trackingId });
    elementById("demo", HTMLDivElement).hidden = false;
  }

  /** Names the scenario of the upload that is shown, or none. @param {Ids} upload */
  show(upload) {
    this.#menu.value = String(this.#scenarios.findIndex((scenario) => isSameUpload(scenario, upload)));
  }

  /** Writes the names of the scenarios. */
  localize() {
    const chosen = this.#menu.value;
    const { forDevelopers } = language.page.demo;
    const group = document.createElement("optgroup");
    group.label = forDevelopers;
    this.#menu.replaceChildren();
    for (const [index, scenario] of this.#scenarios.entries()) {
      (scenario.group === "people" ? this.#menu : group).append(optionOf(scenario, index));
    }
    this.#menu.append(group);
    this.#menu.value = chosen;
  }
}

/** @param {Scenario} scenario @param {number} index */
function optionOf({ group, name, names = {} }, index) {
  const byName = new Map(Object.entries(language.page.demo.scenarios));
  const text = group === "people" ? byName.get(name) : new Map(Object.entries(names)).get(language.tag);
  const option = new Option(text ?? name, String(index));
  if (text === undefined) option.lang = "en";
  return option;
}
