/**
 * Exports devices: as a file, to the clipboard, on paper.
 */
import type { BatchSummary, BatchUploadDetails } from "../../index.js";
import { button, element } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { copyTextButton } from "../files/copy-button.js";
import { saveFile } from "../files/save-file.js";
import { WORKBOOK_TYPE } from "../files/workbook.js";
import type { Language } from "../languages/language.js";
import { devicesAsCsv, devicesAsJson, devicesAsTabSeparated, devicesAsWorkbook } from "./device-files.js";
import type { ListedDevice } from "./listed-device.js";

/** Which devices to export. */
export type ExportScope = "listed" | "all" | "failed";

export class ExportBar {
  readonly #language: Language;
  readonly #trackingId: string;
  readonly #getDevices: (scope: ExportScope) => ListedDevice[];
  readonly #scopes: Record<ExportScope, HTMLOptionElement> = {
    listed: element("option", { value: "listed" }),
    all: element("option", { value: "all" }),
    failed: element("option", { value: "failed" }),
  };
  readonly #scope: HTMLSelectElement;
  #details: BatchUploadDetails | undefined;

  readonly element: HTMLElement;

  constructor(language: Language, trackingId: string, getDevices: (scope: ExportScope) => ListedDevice[]) {
    const { exporting, copying } = language;
    this.#language = language;
    this.#trackingId = trackingId;
    this.#getDevices = getDevices;
    this.#scope = element("select", { "aria-label": exporting.which }, ...Object.values(this.#scopes));
    this.element = element(
      "div",
      { class: "export-bar", role: "group", "aria-label": exporting.label },
      this.#scope,
      downloadButton(language, "Excel", () =>
        this.#save("xlsx", WORKBOOK_TYPE, devicesAsWorkbook(language, this.#devices())),
      ),
      downloadButton(language, "CSV", () => this.#save("csv", "text/csv", devicesAsCsv(language, this.#devices()))),
      downloadButton(language, "JSON", () => this.#saveJson()),
      copyTextButton(
        language,
        copying.devices,
        () => devicesAsTabSeparated(language, this.#devices()),
        exporting.copyButton,
      ),
      printButton(language),
    );
  }

  /** @param listed how many devices the table lists */
  show(details: BatchUploadDetails, { total, failed }: BatchSummary, listed: number): void {
    const { exporting } = this.#language;
    this.#details = details;
    this.#scopes.listed.textContent = exporting.listed(listed);
    this.#scopes.all.textContent = exporting.all(total);
    this.#scopes.failed.textContent = exporting.failed(failed);
  }

  /** Takes over the state of the same view in another language. */
  restoreFrom(other: ExportBar): void {
    this.#scope.value = other.#scope.value;
  }

  /** Which devices are chosen. */
  get scope(): ExportScope {
    return this.#scope.value as ExportScope;
  }

  #devices(): ListedDevice[] {
    return this.#getDevices(this.scope);
  }

  #saveJson(): void {
    if (this.#details) this.#save("json", "application/json", devicesAsJson(this.#details, this.#devices()));
  }

  #save(extension: string, type: string, content: BlobPart): void {
    const day = new Date().toISOString().slice(0, "yyyy-mm-dd".length);
    saveFile(`devices-${this.#trackingId}-${this.scope}-${day}.${extension}`, type, content);
  }
}

function downloadButton({ exporting }: Language, type: string, onClick: () => void): HTMLButtonElement {
  const created = button(type, "quiet file", onClick);
  created.prepend(icon("download"));
  created.setAttribute("aria-label", exporting.download(type));
  return created;
}

function printButton({ exporting }: Language): HTMLButtonElement {
  const created = button(exporting.print, "quiet", () => print());
  created.prepend(icon("print"));
  return created;
}
