/**
 * Taking devices away: as a file, on the clipboard, on paper.
 */
import type { BatchSummary, BatchUploadDetails } from "../index.js";
import { copyButton } from "./copy-button.js";
import { devicesAsCsv, devicesAsJson, devicesForPasting } from "./device-files.js";
import type { ListedDevice } from "./device-list.js";
import { button, element } from "./dom.js";
import { formatNumber } from "./format.js";
import { icon } from "./icons.js";
import { saveFile } from "./save-file.js";

/** Which devices. */
export type Scope = "listed" | "all" | "failed";

export class TakeAway {
  readonly #trackingId: string;
  readonly #devicesIn: (scope: Scope) => ListedDevice[];
  readonly #scopes: Record<Scope, HTMLOptionElement> = {
    listed: element("option", { value: "listed" }),
    all: element("option", { value: "all" }),
    failed: element("option", { value: "failed" }),
  };
  readonly #scope = element("select", { "aria-label": "Devices to take away" }, ...Object.values(this.#scopes));
  #details: BatchUploadDetails | undefined;

  readonly element = element(
    "div",
    { class: "take-away", role: "group", "aria-label": "Take away" },
    this.#scope,
    downloadButton("CSV", () => this.#save("csv", "text/csv", devicesAsCsv(this.#devices()))),
    downloadButton("JSON", () => this.#saveJson()),
    copyButton("devices for a spreadsheet", () => devicesForPasting(this.#devices()), "Copy"),
    printButton(),
  );

  constructor(trackingId: string, devicesIn: (scope: Scope) => ListedDevice[]) {
    this.#trackingId = trackingId;
    this.#devicesIn = devicesIn;
  }

  /** @param listed how many devices the table lists */
  show(details: BatchUploadDetails, { total, failed }: BatchSummary, listed: number): void {
    this.#details = details;
    this.#scopes.listed.textContent = `Listed below: ${formatNumber(listed)}`;
    this.#scopes.all.textContent = `All: ${formatNumber(total)}`;
    this.#scopes.failed.textContent = `Failed: ${formatNumber(failed)}`;
  }

  #devices(): ListedDevice[] {
    return this.#devicesIn(this.#chosen());
  }

  #chosen(): Scope {
    return this.#scope.value as Scope;
  }

  #saveJson(): void {
    if (this.#details) this.#save("json", "application/json", devicesAsJson(this.#details, this.#devices()));
  }

  #save(ending: string, type: string, text: string): void {
    const day = new Date().toISOString().slice(0, "yyyy-mm-dd".length);
    saveFile(`devices-${this.#trackingId}-${this.#chosen()}-${day}.${ending}`, type, text);
  }
}

function downloadButton(format: string, onClick: () => void): HTMLButtonElement {
  const created = button(format, "quiet", onClick);
  created.prepend(icon("download"));
  created.setAttribute("aria-label", `Download ${format}`);
  return created;
}

function printButton(): HTMLButtonElement {
  const created = button("Print", "quiet", () => print());
  created.prepend(icon("print"));
  return created;
}
