/**
 * Taking devices away: as a file, on the clipboard, on paper.
 */
import type { BatchSummary, BatchUploadDetails } from "../../index.js";
import { copyButton } from "../dom/copy-button.js";
import { button, element } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { saveFile } from "../files/save-file.js";
import { WORKBOOK } from "../files/workbook.js";
import type { Language } from "../languages/language.js";
import { devicesAsCsv, devicesAsJson, devicesAsWorkbook, devicesForPasting } from "./device-files.js";
import type { ListedDevice } from "./listed-device.js";

/** Which devices. */
export type Scope = "listed" | "all" | "failed";

export class TakeAway {
  readonly #language: Language;
  readonly #trackingId: string;
  readonly #devicesIn: (scope: Scope) => ListedDevice[];
  readonly #scopes: Record<Scope, HTMLOptionElement> = {
    listed: element("option", { value: "listed" }),
    all: element("option", { value: "all" }),
    failed: element("option", { value: "failed" }),
  };
  readonly #scope: HTMLSelectElement;
  #details: BatchUploadDetails | undefined;

  readonly element: HTMLElement;

  constructor(language: Language, trackingId: string, devicesIn: (scope: Scope) => ListedDevice[]) {
    const { takeAway, copying } = language;
    this.#language = language;
    this.#trackingId = trackingId;
    this.#devicesIn = devicesIn;
    this.#scope = element("select", { "aria-label": takeAway.which }, ...Object.values(this.#scopes));
    this.element = element(
      "div",
      { class: "take-away", role: "group", "aria-label": takeAway.label },
      this.#scope,
      downloadButton(language, "Excel", () =>
        this.#save("xlsx", WORKBOOK, devicesAsWorkbook(language, this.#devices())),
      ),
      downloadButton(language, "CSV", () => this.#save("csv", "text/csv", devicesAsCsv(language, this.#devices()))),
      downloadButton(language, "JSON", () => this.#saveJson()),
      copyButton(language, copying.devices, () => devicesForPasting(language, this.#devices()), takeAway.copyButton),
      printButton(language),
    );
  }

  /** @param listed how many devices the table lists */
  show(details: BatchUploadDetails, { total, failed }: BatchSummary, listed: number): void {
    const { takeAway } = this.#language;
    this.#details = details;
    this.#scopes.listed.textContent = takeAway.listed(listed);
    this.#scopes.all.textContent = takeAway.all(total);
    this.#scopes.failed.textContent = takeAway.failed(failed);
  }

  /** Goes on where one in another language was. */
  continueFrom(other: TakeAway): void {
    this.#scope.value = other.#scope.value;
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

  #save(ending: string, type: string, content: BlobPart): void {
    const day = new Date().toISOString().slice(0, "yyyy-mm-dd".length);
    saveFile(`devices-${this.#trackingId}-${this.#chosen()}-${day}.${ending}`, type, content);
  }
}

function downloadButton({ takeAway }: Language, type: string, onClick: () => void): HTMLButtonElement {
  const created = button(type, "quiet file", onClick);
  created.prepend(icon("download"));
  created.setAttribute("aria-label", takeAway.download(type));
  return created;
}

function printButton({ takeAway }: Language): HTMLButtonElement {
  const created = button(takeAway.print, "quiet", () => print());
  created.prepend(icon("print"));
  return created;
}
