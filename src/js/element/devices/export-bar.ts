/**
 * Exports devices: as a file, to the clipboard, on paper.
 */
import { button, element } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { copyTextButton } from "../files/copy-button.js";
import type { Language } from "../languages/language.js";
import type { Upload } from "../status/upload.js";
import { type FileType, saveDevices } from "./device-files.js";
import { devicesAsTabSeparated } from "./device-rows.js";
import type { Selection } from "./selection.js";

/** Which devices to export. */
export type ExportScope = "listed" | "all" | "failed";

export class ExportBar {
  readonly #language: Language;
  readonly #select: (scope: ExportScope) => Selection;
  readonly #scopes: Record<ExportScope, HTMLOptionElement> = {
    listed: element("option", { value: "listed" }),
    all: element("option", { value: "all" }),
    failed: element("option", { value: "failed" }),
  };
  readonly #scope: HTMLSelectElement;
  readonly #problem = element("p", { class: "export-problem", role: "alert" });
  #upload: Upload | undefined;

  readonly element: HTMLElement;

  /** @param select returns the devices of a scope */
  constructor(language: Language, select: (scope: ExportScope) => Selection) {
    const { exporting, copying } = language;
    this.#language = language;
    this.#select = select;
    this.#scope = element("select", { "aria-label": exporting.which }, ...Object.values(this.#scopes));
    this.element = element(
      "div",
      { class: "export-bar", role: "group", "aria-label": exporting.label },
      this.#scope,
      downloadButton(language, "Excel", () => this.#save("xlsx")),
      downloadButton(language, "CSV", () => this.#save("csv")),
      downloadButton(language, "JSON", () => this.#save("json")),
      copyTextButton(
        language,
        copying.devices,
        () => devicesAsTabSeparated(language, this.#select(this.scope).devices),
        exporting.copyButton,
      ),
      printButton(language),
      this.#problem,
    );
  }

  /** @param listed how many devices the table lists */
  show(upload: Upload, listed: number): void {
    const { exporting } = this.#language;
    const { total, failed } = upload.summary;
    this.#upload = upload;
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

  /** Saves the devices that are chosen, and says so if that can't be done. */
  async #save(type: FileType): Promise<void> {
    if (this.#upload === undefined) return;
    this.#problem.textContent = "";
    this.#problem.textContent = await saveDevices(type, this.#language, this.#upload, this.#select(this.scope));
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
