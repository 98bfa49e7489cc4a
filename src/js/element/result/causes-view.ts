/**
 * The devices with an error by cause: those that failed, then those for which nobody must act, the most frequent cause first. Among thousands
 * of devices, the table alone would hide the causes.
 */
import type { BatchSummary } from "../../index.js";
import { button, element, focusedWithin, reconcileChildren } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { sanitize } from "../dom/untrusted-text.js";
import { type CopyTexts, copyTextButton } from "../files/copy-button.js";
import { linesOf } from "../files/exported-text.js";
import type { Language } from "../languages/language.js";
import { heading, type Layout } from "../layout.js";
import { causeKey, deviceError, errorLabel, errorTitle } from "../status/device-error.js";
import type { Upload } from "../status/upload.js";

type ErrorGroup = BatchSummary["errors"][number];

interface Actions {
  /** Shows the devices with a cause. Absent where no devices are listed. @param key of the cause in a view */
  onShow?: ((key: string) => void) | undefined;
  /** Saves them as a workbook. Returns what the user must know if that can't be done, or nothing. @param key of the cause in a view */
  onSave: (key: string, upload: Upload) => Promise<string>;
}

/** The limit before a button shows more. A service that words every error differently would fill the screen. */
const INITIAL_CAUSES = 10;

/** As many row numbers as fit into a line of a phone. The others unfold. */
const MAX_ROWS = 6;

export class CausesView {
  readonly #failed: CauseSection;
  readonly #harmless: CauseSection;
  /** By group, so that the focus stays on a button while the counts grow. */
  readonly #items = new Map<string, CauseItem>();
  readonly #language: Language;
  readonly #layout: Layout;
  readonly #actions: Actions;
  readonly #showAllButton = button("", "quiet", () => this.#expand());
  readonly #problem = element("p", { class: "export-problem", role: "alert" });
  #upload: Upload | undefined;
  #isExpanded = false;
  /** The groups that name every row. */
  #unfolded = new Set<string>();
  #isPrinting = false;

  readonly element: HTMLElement;

  constructor(language: Language, layout: Layout, actions: Actions) {
    this.#language = language;
    this.#layout = layout;
    this.#actions = actions;
    this.#failed = new CauseSection(layout, "causes-heading", language.causes.heading);
    this.#harmless = new CauseSection(layout, "harmless-heading", language.causes.harmlessHeading);
    this.element = element(
      "div",
      { class: "causes", part: "causes" },
      this.#failed.element,
      this.#harmless.element,
      this.#showAllButton,
      this.#problem,
    );
  }

  show(upload: Upload): void {
    this.#upload = upload;
    this.#render();
  }

  /** Whether to show every cause with all of its rows, for printing: nothing can be unfolded on paper. */
  set isPrinting(isPrinting: boolean) {
    this.#isPrinting = isPrinting;
    this.#render();
  }

  /** Takes over the state of the same view in another language. */
  restoreFrom(other: CausesView): void {
    this.#isExpanded = other.#isExpanded;
    this.#unfolded = other.#unfolded;
  }

  get #errors(): ErrorGroup[] {
    return this.#upload?.summary.errors ?? [];
  }

  async #save(key: string): Promise<void> {
    if (this.#upload === undefined) return;
    this.#problem.textContent = "";
    this.#problem.textContent = await this.#actions.onSave(key, this.#upload);
  }

  #expand(): void {
    this.#isExpanded = true;
    this.#render();
    // The button is hidden now: the focus moves to the first of the new causes.
    const firstNew = this.#errors[INITIAL_CAUSES];
    if (firstNew) this.#itemOf(firstNew).focus();
  }

  #render(): void {
    const showsAll = this.#isExpanded || this.#isPrinting;
    const groups = this.#errors.filter((group, index) => showsAll || index < INITIAL_CAUSES || this.#hasFocus(group));
    this.#failed.show(this.#itemsOf(groups.filter(({ harmless }) => !harmless)));
    this.#harmless.show(this.#itemsOf(groups.filter(({ harmless }) => harmless)));
    this.#showAllButton.textContent = this.#language.causes.showAll(this.#errors.length);
    this.#showAllButton.hidden = groups.length === this.#errors.length;
  }

  #itemsOf(groups: ErrorGroup[]): HTMLElement[] {
    return groups.map((group) => {
      const item = this.#itemOf(group);
      item.show(group.devices, this.#serialNumbers(group), {
        isUnfolded: this.#unfolded.has(groupKey(group)),
        isPrinting: this.#isPrinting,
      });
      return item.element;
    });
  }

  #serialNumbers({ devices }: ErrorGroup): string[] {
    return devices.map((index) => this.#upload?.details.devicesStatus[index]?.serialNumber ?? "").filter(Boolean);
  }

  #itemOf(group: ErrorGroup): CauseItem {
    const key = groupKey(group);
    const known = this.#items.get(key);
    if (known !== undefined) return known;
    const { onShow } = this.#actions;
    const created = new CauseItem(this.#language, this.#layout, group, {
      onShow: onShow && (() => onShow(causeKey(group))),
      onSave: () => this.#save(causeKey(group)),
      onUnfold: () => this.#toggleRows(key),
    });
    this.#items.set(key, created);
    return created;
  }

  #toggleRows(key: string): void {
    if (!this.#unfolded.delete(key)) this.#unfolded.add(key);
    this.#render();
  }

  /** The focused cause stays in the list, even if others become more frequent while the counts grow. */
  #hasFocus(group: ErrorGroup): boolean {
    const item = this.#items.get(groupKey(group));
    return item !== undefined && focusedWithin(item.element) !== undefined;
  }
}

function groupKey({ errorCode, errorDescription }: ErrorGroup): string {
  return JSON.stringify([errorCode, errorDescription]);
}

/** A heading with its causes, hidden while it has none. */
class CauseSection {
  readonly #list = element("ul", { class: "card" });
  readonly element: HTMLElement;

  constructor(layout: Layout, headingId: string, text: string) {
    this.element = element(
      "section",
      { "aria-labelledby": headingId },
      heading(layout, 3, { id: headingId }, text),
      this.#list,
    );
  }

  show(items: HTMLElement[]): void {
    reconcileChildren(this.#list, items);
    this.element.hidden = items.length === 0;
  }
}

interface RowsShown {
  isUnfolded: boolean;
  /** Nothing can be unfolded on paper, so every row is named there. */
  isPrinting: boolean;
}

interface ItemActions {
  onShow: (() => void) | undefined;
  onSave: () => void;
  onUnfold: () => void;
}

class CauseItem {
  readonly #texts: Language["causes"];
  readonly #count = element("p", { class: "cause-count" });
  readonly #rows = element("p", { class: "cause-rows" });
  /** Tells the buttons of two causes apart where only their names are read. */
  readonly #label: string;
  readonly #unfold: HTMLButtonElement;
  readonly #showDevices: HTMLButtonElement | undefined;
  readonly #save: HTMLButtonElement;
  readonly #copySerial: HTMLButtonElement;
  readonly #copySerials: HTMLButtonElement;
  #serialNumbers: string[] = [];
  readonly element: HTMLElement;

  constructor(language: Language, layout: Layout, group: ErrorGroup, { onShow, onSave, onUnfold }: ItemActions) {
    const { causes, copying } = language;
    const error = deviceError(language, group);
    this.#texts = causes;
    this.#label = sanitize(language, errorLabel(error));
    this.#unfold = button("", "unfold", onUnfold);
    this.#showDevices = onShow && button("", "link", onShow);
    this.#save = button("Excel", "link", onSave);
    this.#save.prepend(icon("download"));
    this.#save.ariaLabel = `Excel: ${this.#label}`;
    const copyButton = (texts: CopyTexts, text: string) =>
      copyTextButton(language, texts, () => linesOf(this.#serialNumbers), text, "link");
    this.#copySerial = copyButton(copying.serialNumber(this.#label), copying.serialNumberButton);
    this.#copySerials = copyButton(copying.serialNumbers(this.#label), copying.serialNumbersButton);
    const copyButtons = [this.#copySerial, this.#copySerials];
    const actions = [this.#showDevices, this.#save, ...copyButtons].filter((each) => each !== undefined);
    this.element = element(
      "li",
      { class: error.harmless ? "cause harmless" : "cause", part: "cause" },
      this.#count,
      heading(layout, 4, { class: "cause-title" }, errorTitle(language, error)),
      element(
        "p",
        { class: "cause-text" },
        ...(error.isSaidByTitle ? [] : [element("span", { class: "cause-meaning" }, error.meaning), " "]),
        element("strong", {}, error.harmless ? causes.harmless : causes.whatToDo),
        " ",
        error.action,
      ),
      this.#rows,
      element("p", { class: "cause-actions" }, ...actions.flatMap((each) => [each, " "])),
    );
  }

  /** @param devices their positions, counted from 0 */
  show(devices: number[], serialNumbers: string[], { isUnfolded, isPrinting }: RowsShown): void {
    const rows = devices.slice(0, isUnfolded || isPrinting ? devices.length : MAX_ROWS).map((index) => index + 1);
    const text = this.#texts.rows(rows, devices.length - rows.length);
    this.#serialNumbers = serialNumbers;
    this.#count.textContent = this.#texts.devices(devices.length);
    this.#unfold.replaceChildren(text, " ", icon(isUnfolded ? "fold" : "unfold"));
    this.#unfold.ariaExpanded = String(isUnfolded);
    reconcile(this.#rows, devices.length > MAX_ROWS ? this.#unfold : text);
    this.#copySerial.hidden = serialNumbers.length !== 1;
    this.#copySerials.hidden = serialNumbers.length < 2;
    if (this.#showDevices === undefined) return;
    const label = this.#texts.showDevices(devices.length);
    this.#showDevices.textContent = label;
    this.#showDevices.ariaLabel = `${label}: ${this.#label}`;
  }

  focus(): void {
    (this.#showDevices ?? this.#save).focus();
  }
}

/** Leaves alone what is there already, so that a button keeps the focus and a text can be selected. */
function reconcile(target: HTMLElement, content: HTMLElement | string): void {
  const isThere = typeof content === "string" ? target.textContent === content : target.firstChild === content;
  if (!isThere) target.replaceChildren(content);
}
