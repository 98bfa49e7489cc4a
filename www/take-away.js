/**
 * Taking devices away: as a file, on the clipboard, on paper.
 *
 * @import { BatchSummary, BatchUploadDetails } from "./partner-center-batch-status/index.js"
 * @import { ListedDevice } from "./device-list.js"
 *
 * @typedef {"listed" | "all" | "failed"} Scope which devices
 */
import { copyButton } from "./copy-button.js";
import { devicesAsCsv, devicesAsJson, devicesForPasting } from "./device-files.js";
import { button, element } from "./dom.js";
import { formatNumber } from "./format.js";
import { icon } from "./icons.js";
import { saveFile } from "./save-file.js";

export class TakeAway {
  #trackingId;
  #devicesIn;
  /** @type {Record<Scope, HTMLOptionElement>} */
  #scopes = {
    listed: element("option", { value: "listed" }),
    all: element("option", { value: "all" }),
    failed: element("option", { value: "failed" }),
  };
  #scope = element("select", { "aria-label": "Devices to take away" }, ...Object.values(this.#scopes));
  /** @type {BatchUploadDetails | undefined} */
  #details;

  element = element(
    "div",
    { class: "take-away", role: "group", "aria-label": "Take away" },
    this.#scope,
    downloadButton("CSV", () => this.#save("csv", "text/csv", devicesAsCsv(this.#devices()))),
    downloadButton("JSON", () => this.#saveJson()),
    copyButton("devices for a spreadsheet", () => devicesForPasting(this.#devices()), "Copy"),
    printButton(),
  );

  /** @param {string} trackingId @param {(scope: Scope) => ListedDevice[]} devicesIn */
  constructor(trackingId, devicesIn) {
    this.#trackingId = trackingId;
    this.#devicesIn = devicesIn;
  }

  /** @param {BatchUploadDetails} details @param {BatchSummary} summary @param {number} listed */
  show(details, { total, failed }, listed) {
    this.#details = details;
    this.#scopes.listed.textContent = `Listed below: ${formatNumber(listed)}`;
    this.#scopes.all.textContent = `All: ${formatNumber(total)}`;
    this.#scopes.failed.textContent = `Failed: ${formatNumber(failed)}`;
  }

  #devices() {
    return this.#devicesIn(this.#chosen());
  }

  #chosen() {
    return /** @type {Scope} */ (this.#scope.value);
  }

  #saveJson() {
    if (this.#details) this.#save("json", "application/json", devicesAsJson(this.#details, this.#devices()));
  }

  /** @param {string} ending @param {string} type @param {string} text */
  #save(ending, type, text) {
    const day = new Date().toISOString().slice(0, "yyyy-mm-dd".length);
    saveFile(`devices-${this.#trackingId}-${this.#chosen()}-${day}.${ending}`, type, text);
  }
}

/** @param {string} format @param {() => void} onClick */
function downloadButton(format, onClick) {
  const created = button(format, "quiet", onClick);
  created.prepend(icon("download"));
  created.setAttribute("aria-label", `Download ${format}`);
  return created;
}

function printButton() {
  const created = button("Print", "quiet", () => print());
  created.prepend(icon("print"));
  return created;
}
