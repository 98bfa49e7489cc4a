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

  /** Writes the names of the scenarios. Those for developers exist in English alone. */
  localize() {
    const chosen = this.#menu.value;
    const { forDevelopers } = language.page.demo;
    const group = document.createElement("optgroup");
    group.label = forDevelopers;
    const options = this.#scenarios.map((scenario, index) => optionOf(scenario, index));
    group.append(...options.filter(({ lang }) => lang !== ""));
    this.#menu.replaceChildren(...options.filter(({ lang }) => lang === ""), group);
    this.#menu.value = chosen;
  }
}

/** @param {Scenario} scenario @param {number} index */
function optionOf({ group, name }, index) {
  const names = new Map(Object.entries(language.page.demo.scenarios));
  const option = new Option((group === "people" && names.get(name)) || name, String(index));
  if (group !== "people") option.lang = "en";
  return option;
}
