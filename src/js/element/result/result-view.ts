/**
 * The result of a batch: an overview, the causes and the devices. It is updated in place while the batch is followed, so that focus,
 * selection and scroll position do not change.
 */
import type { BatchSummary, BatchUploadDetails } from "../../index.js";
import { saveDevices } from "../devices/device-files.js";
import { DevicesView } from "../devices/devices-view.js";
import { selectCause } from "../devices/selection.js";
import type { View } from "../devices/view.js";
import { element } from "../dom/dom.js";
import { untrustedText } from "../dom/untrusted-text.js";
import { batchBundle, type Ids } from "../failures/support-bundle.js";
import { type CopyTexts, copyTextButton, copyValueButton } from "../files/copy-button.js";
import type { Language } from "../languages/language.js";
import { heading, type Layout, type Section } from "../layout.js";
import { MessageButton } from "../message/message-button.js";
import { doneOf, headline, progress } from "../status/headline.js";
import { outcomeBar } from "../status/outcome-bar.js";
import { batchStatus, statusBadge } from "../status/status.js";
import { CausesView } from "./causes-view.js";
import { OutcomeCounts } from "./outcome-counts.js";

/** How far the clocks of two machines differ. Within that, a time in the future is shown as now. */
const CLOCK_SKEW_MS = 5 * 60_000;

interface BatchTimes {
  startedTime: Date | undefined;
  completedTime: Date | undefined;
  isComplete: boolean;
}

export class ResultView {
  readonly #language: Language;
  readonly #badge = element("p", { class: "badge" });
  readonly #headline: HTMLElement;
  readonly #meaning = element("p", { class: "meaning" });
  readonly #progress = element("div", { class: "progress" });
  readonly #counts: OutcomeCounts;
  readonly #timesList = element("dl", { class: "times" });
  readonly #startedAgo = element("span", { class: "ago" });
  readonly #completedAgo = element("span", { class: "ago" });
  readonly #duration = element("p");
  /** Which upload it is and when it was printed, on paper alone. */
  readonly #printed = element("p", { class: "printed" });
  readonly #causesContainer = element("div");
  readonly #causes: CausesView;
  readonly #devicesContainer = element("div");
  readonly #devices: DevicesView;
  readonly #ids: Ids;
  readonly #message: MessageButton;
  #bundle = (): string => "";
  #batchTimes: BatchTimes = { startedTime: undefined, completedTime: undefined, isComplete: false };

  readonly element: HTMLElement;

  /** @param view which devices are shown at first */
  constructor(language: Language, layout: Layout, ids: Ids, view: View) {
    const { overview, copying } = language;
    const { customerId, trackingId } = ids;
    const { sections } = layout;
    const listsDevices = sections.has("devices");
    this.#language = language;
    this.#headline = heading(layout, 2, { part: "headline" });
    this.#ids = ids;
    this.#counts = new OutcomeCounts(
      language,
      listsDevices ? (outcome) => this.#devices.showOutcome(outcome) : undefined,
    );
    this.#causes = new CausesView(language, layout, {
      onShow: listsDevices ? (key) => this.#devices.showCause(key) : undefined,
      onSave: (key, upload) => saveDevices("xlsx", language, upload, selectCause(language, upload, key)),
    });
    this.#message = new MessageButton(language, layout);
    this.#devices = new DevicesView(language, layout, view);
    const parts: Record<Exclude<Section, "bar">, HTMLElement> = {
      verdict: element(
        "section",
        { class: "overview card", part: "verdict", "aria-label": overview.label },
        element("div", { class: "verdict" }, this.#headline, this.#badge, this.#meaning),
        this.#progress,
        element(
          "div",
          { class: "glance" },
          this.#counts.element,
          ...(sections.has("message") ? [this.#message.element] : []),
        ),
      ),
      message: this.#message.element,
      causes: this.#causesContainer,
      about: element(
        "section",
        { class: "about", part: "about", "aria-label": overview.about },
        this.#timesList,
        element(
          "dl",
          { class: "ids" },
          idItem(language, overview.trackingId, trackingId, copying.trackingId),
          idItem(language, overview.customerId, customerId, copying.customerId),
          item(
            overview.forSupport,
            copyTextButton(language, copying.supportBundle, () => this.#bundle(), copying.supportBundle.copy, "link"),
          ),
        ),
      ),
      devices: this.#devicesContainer,
    };
    // The verdict has the button in it.
    const isApart = (section: Section) => section !== "message" || !sections.has("verdict");
    const shown = (Object.keys(parts) as (keyof typeof parts)[]).filter(
      (section) => sections.has(section) && isApart(section),
    );
    this.element = element("div", { class: "result" }, this.#printed, ...shown.map((section) => parts[section]));
  }

  /** Which devices are shown. */
  get view(): View {
    return this.#devices.view;
  }

  set view(view: View) {
    this.#devices.view = view;
  }

  /** Whether to show every cause and every device that is chosen for export, for printing. */
  set isPrinting(isPrinting: boolean) {
    const { overview, format } = this.#language;
    this.#printed.textContent = isPrinting
      ? overview.printed(this.#ids.customerId, this.#ids.trackingId, format.local(new Date()))
      : "";
    this.#causes.isPrinting = isPrinting;
    this.#devices.isPrinting = isPrinting;
  }

  /** Takes over the state of the same view in another language. */
  restoreFrom(other: ResultView): void {
    this.#causes.restoreFrom(other.#causes);
    this.#devices.restoreFrom(other.#devices);
  }

  /** Updates the times that depend on the current time. */
  tick(): void {
    const { format } = this.#language;
    const { startedTime, completedTime, isComplete } = this.#batchTimes;
    const now = new Date();
    const ago = (time: Date) => {
      const distance = time.getTime() - now.getTime();
      return format.relative(distance <= CLOCK_SKEW_MS ? Math.min(0, distance) : distance);
    };
    // The service may not send when a complete batch was completed.
    const end = completedTime ?? (isComplete ? undefined : now);
    setText(this.#startedAgo, startedTime ? ago(startedTime) : "");
    setText(this.#completedAgo, completedTime ? ago(completedTime) : "");
    const length = startedTime && end ? end.getTime() - startedTime.getTime() : Number.NaN;
    const least = completedTime ? 0 : -CLOCK_SKEW_MS;
    setText(this.#duration, length >= least ? format.duration(length) : "–");
  }

  show(details: BatchUploadDetails, summary: BatchSummary, answeredAt: Date): void {
    const language = this.#language;
    const { meaning, ...status } = batchStatus(language, details.status, summary);

    const upload = { ...this.#ids, details, summary, answeredAt };
    this.#bundle = () => batchBundle(this.#ids, details, summary);
    this.#badge.replaceChildren(statusBadge(language, status));
    this.#headline.textContent = headline(language, summary);
    this.#meaning.textContent = [meaning, noDevices(language, summary)].filter(Boolean).join(" ");
    this.#progress.replaceChildren(...progressBar(language, summary));
    this.#counts.show(summary);
    this.#timesList.replaceChildren(...this.#times(details, summary.complete));
    this.#message.show(upload);
    this.#causes.show(upload);
    this.#devices.show(upload);
    setContent(this.#causesContainer, summary.errors.length > 0 ? this.#causes.element : undefined);
    setContent(this.#devicesContainer, summary.total > 0 ? this.#devices.element : undefined);
  }

  #times({ startedTime, completedTime }: BatchUploadDetails, isComplete: boolean): HTMLElement[] {
    const { overview } = this.#language;
    const placeholder = isComplete ? overview.notGiven : overview.notYet;
    const isOver = isComplete || completedTime !== undefined;
    this.#batchTimes = { startedTime, completedTime, isComplete };
    this.tick();
    return [
      timeItem(this.#language, overview.started, startedTime, placeholder, this.#startedAgo),
      timeItem(this.#language, overview.completed, completedTime, placeholder, this.#completedAgo),
      item(isOver ? overview.duration : overview.elapsed, this.#duration),
    ];
  }
}

/** Leaves an unchanged text alone, so that it can be selected. */
function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Leaves content alone that is there already. */
function setContent(target: HTMLElement, content: HTMLElement | undefined): void {
  if (content !== undefined && content === target.firstChild) return;
  target.replaceChildren(...(content ? [content] : []));
}

/** What it means that there are none, and what to do. */
function noDevices({ overview }: Language, { complete, total }: BatchSummary): string {
  if (total > 0) return "";
  return complete ? overview.noDevices : overview.noDevicesYet;
}

function progressBar(language: Language, summary: BatchSummary): HTMLElement[] {
  if (summary.total === 0) return [];
  const done = doneOf(summary);
  const bar = outcomeBar(summary);
  const attributes = {
    role: "progressbar",
    "aria-label": language.overview.devicesDone,
    "aria-valuemin": "0",
    "aria-valuemax": String(summary.total),
    "aria-valuenow": String(done),
    "aria-valuetext": progress(language, summary),
  };
  for (const [name, value] of Object.entries(attributes)) bar.setAttribute(name, value);
  // The headline counts the devices, so the bar needs no words.
  const percent = element("span", { class: "percent" }, language.format.percent(done, summary.total));
  return summary.complete ? [bar] : [bar, percent];
}

function timeItem(
  { format }: Language,
  label: string,
  time: Date | undefined,
  placeholder: string,
  ago: HTMLElement,
): HTMLElement {
  if (time === undefined) return item(label, element("p", {}, placeholder));
  const local = element("time", { datetime: time.toISOString() }, format.local(time));
  // For a reader in UTC, both would be the same.
  const utc = time.getTimezoneOffset() === 0 ? [] : [element("span", { class: "utc" }, format.utc(time)), " "];
  return item(label, element("p", {}, local), element("p", { class: "local" }, ...utc, ago));
}

function idItem(language: Language, label: string, id: string, texts: CopyTexts): HTMLElement {
  return item(label, element("code", {}, untrustedText(language, id)), copyValueButton(language, texts, id));
}

function item(label: string, ...content: Node[]): HTMLElement {
  return element("div", {}, element("dt", {}, label), element("dd", {}, ...content));
}
