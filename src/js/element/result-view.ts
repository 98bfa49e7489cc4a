/**
 * What became of a batch: at a glance, by cause, and device by device. It is updated in place while the batch is followed,
 * so that focus, selection and scroll position stay where they are.
 */
import { type BatchSummary, type BatchUploadDetails, summarizeBatch } from "../index.js";
import { CausesView } from "./causes.js";
import { type CopyTexts, copyButton } from "./copy-button.js";
import { DevicesView } from "./devices-view.js";
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { caution, headline, progress } from "./headline.js";
import { icon } from "./icons.js";
import type { Language } from "./languages/language.js";
import { batchStatus, OUTCOME_NAMES, OUTCOME_TONES, statusBadge, type Tone } from "./status.js";
import { batchBundle, type Ids } from "./support-bundle.js";
import type { View } from "./view.js";

export class ResultView {
  readonly #language: Language;
  readonly #badge = element("p", { class: "badge" });
  readonly #headline = element("h2");
  readonly #meaning = element("p", { class: "meaning" });
  readonly #progress = element("div", { class: "progress" });
  readonly #counts = element("dl", { class: "counts" });
  readonly #times = element("dl", { class: "times" });
  readonly #duration = element("p");
  readonly #causesPlace = element("div");
  readonly #causes: CausesView;
  readonly #devicesPlace = element("div");
  readonly #devices: DevicesView;
  readonly #ids: Ids;
  #bundle = "";
  #startedTime: Date | undefined;

  readonly element: HTMLElement;

  /** @param view which devices are shown at first */
  constructor(language: Language, ids: Ids, view: View) {
    const { glance, copying } = language;
    const { customerId, trackingId } = ids;
    this.#language = language;
    this.#ids = ids;
    this.#causes = new CausesView(language, (key) => this.#devices.lookAtCause(key));
    this.#devices = new DevicesView(language, trackingId, view);
    this.element = element(
      "div",
      { class: "result" },
      element(
        "section",
        { class: "glance card", "aria-label": glance.label },
        element("div", { class: "verdict" }, this.#badge, this.#headline, this.#meaning),
        this.#progress,
        this.#counts,
        this.#times,
        element(
          "dl",
          { class: "ids" },
          idItem(language, glance.trackingId, trackingId, copying.trackingId),
          idItem(language, glance.customerId, customerId, copying.customerId),
          item(
            glance.forSupport,
            copyButton(language, copying.supportBundle, () => this.#bundle, copying.supportBundle.copy),
          ),
        ),
      ),
      this.#causesPlace,
      this.#devicesPlace,
    );
  }

  /** Which devices are shown. */
  get view(): View {
    return this.#devices.view;
  }

  set view(view: View) {
    this.#devices.view = view;
  }

  /** Paper gets every cause, and every device that is wanted. */
  set isForPaper(isForPaper: boolean) {
    this.#causes.isForPaper = isForPaper;
    this.#devices.isForPaper = isForPaper;
  }

  /** Goes on where one in another language was. */
  continueFrom(other: ResultView): void {
    this.#causes.continueFrom(other.#causes);
    this.#devices.continueFrom(other.#devices);
  }

  /** Time goes on while the batch does. */
  tick(): void {
    this.#showDuration(new Date());
  }

  show(details: BatchUploadDetails): void {
    const language = this.#language;
    const summary = summarizeBatch(details);
    const { word, meaning, tone } = batchStatus(language, details.status);
    const failed = summary.complete && summary.failed > 0;

    this.#bundle = batchBundle(this.#ids, details, summary);
    this.#badge.replaceChildren(statusBadge(language, { word, tone: failed ? "attention" : tone }));
    this.#headline.textContent = headline(language, summary);
    this.#meaning.textContent = caution(language, summary, details.status) ?? meaning;
    this.#progress.replaceChildren(...progressBar(language, summary));
    this.#counts.replaceChildren(...counts(language, summary));
    this.#startedTime = details.startedTime;
    this.#times.replaceChildren(...times(language, details, summary, this.#duration));
    this.#showDuration(details.completedTime ?? (summary.complete ? undefined : new Date()));
    this.#causes.show(summary.errors);
    this.#devices.show(details, summary);
    place(this.#causesPlace, summary.errors.length > 0 ? this.#causes.element : undefined);
    place(this.#devicesPlace, summary.total > 0 ? this.#devices.element : noDevices(language, summary));
  }

  /** @param end nothing where the service does not say when the batch was complete */
  #showDuration(end: Date | undefined): void {
    const start = this.#startedTime;
    const text = start && end ? this.#language.format.duration(end.getTime() - start.getTime()) : "–";
    // A text that stays can be selected.
    if (this.#duration.textContent !== text) this.#duration.textContent = text;
  }
}

/** What is there already is left alone. */
function place(where: HTMLElement, content: HTMLElement | undefined): void {
  if (content !== undefined && content === where.firstChild) return;
  where.replaceChildren(...(content ? [content] : []));
}

function noDevices({ glance }: Language, { complete }: BatchSummary): HTMLElement {
  return element("p", { class: "blank" }, complete ? glance.noDevices : glance.noDevicesYet);
}

function progressBar(language: Language, summary: BatchSummary): HTMLElement[] {
  if (summary.total === 0) return [];
  const { succeeded, failed, pending, unknown, total } = summary;
  const done = succeeded + failed;
  const bar = element("div", {
    class: "bar",
    role: "progressbar",
    "aria-label": language.glance.devicesDone,
    "aria-valuemin": "0",
    "aria-valuemax": String(total),
    "aria-valuenow": String(done),
    "aria-valuetext": progress(language, summary),
  });
  for (const [tone, count] of Object.entries({ good: succeeded, bad: failed, unclear: unknown, waiting: pending })) {
    if (count === 0) continue;
    const part = element("span", { class: tone });
    part.style.flexGrow = String(count);
    bar.append(part);
  }
  const percent = language.format.percent(done, total);
  return [bar, element("p", { class: "progress-text" }, progress(language, summary), element("span", {}, percent))];
}

function counts(language: Language, summary: BatchSummary): HTMLElement[] {
  const perOutcome = OUTCOME_NAMES.map((name) =>
    countItem(language, language.outcomes[name], summary[name], OUTCOME_TONES[name]),
  );
  return [countItem(language, language.glance.devices, summary.total), ...perOutcome];
}

function countItem({ format }: Language, label: string, count: number, tone?: Tone): HTMLElement {
  const name = element("dt", {}, ...(tone ? [icon(tone)] : []), label);
  const style = count === 0 ? "count none" : `count ${tone ?? ""}`;
  return element("div", { class: style }, name, element("dd", {}, format.number(count)));
}

function times(
  language: Language,
  { startedTime, completedTime }: BatchUploadDetails,
  { complete }: BatchSummary,
  duration: HTMLElement,
): HTMLElement[] {
  const { glance } = language;
  const absent = complete ? glance.notGiven : glance.notYet;
  return [
    timeItem(language, glance.started, startedTime, absent),
    timeItem(language, glance.completed, completedTime, absent),
    item(complete || completedTime ? glance.duration : glance.elapsed, duration),
  ];
}

function timeItem({ glance, format }: Language, label: string, time: Date | undefined, absent: string): HTMLElement {
  if (time === undefined) return item(label, element("p", {}, absent));
  return item(
    label,
    element("p", {}, element("time", { datetime: time.toISOString() }, format.utc(time))),
    element("p", { class: "local" }, glance.yourTime(format.local(time))),
  );
}

function idItem(language: Language, label: string, id: string, texts: CopyTexts): HTMLElement {
  return item(label, element("code", {}, foreignText(language, id)), copyButton(language, texts, id));
}

function item(label: string, ...content: Node[]): HTMLElement {
  return element("div", {}, element("dt", {}, label), element("dd", {}, ...content));
}
