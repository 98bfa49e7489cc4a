/**
 * What became of a batch: at a glance, by cause, and device by device. It is updated in place while the batch is followed,
 * so that focus, selection and scroll position stay where they are.
 */
import { type BatchSummary, type BatchUploadDetails, summarizeBatch } from "../index.js";
import { CausesView } from "./causes.js";
import { copyButton } from "./copy-button.js";
import { DevicesView } from "./devices-view.js";
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { formatDuration, formatLocal, formatNumber, formatUtc } from "./format.js";
import { caution, headline, progress } from "./headline.js";
import { icon } from "./icons.js";
import { batchStatus, OUTCOME_NAMES, OUTCOMES, statusBadge, type Tone } from "./status.js";
import { batchBundle, type Ids } from "./support-bundle.js";
import type { View } from "./view.js";

export class ResultView {
  readonly #badge = element("p", { class: "badge" });
  readonly #headline = element("h2");
  readonly #meaning = element("p", { class: "meaning" });
  readonly #progress = element("div", { class: "progress" });
  readonly #counts = element("dl", { class: "counts" });
  readonly #times = element("dl", { class: "times" });
  readonly #causesPlace = element("div");
  readonly #causes = new CausesView((key) => this.#devices.lookAtCause(key));
  readonly #devicesPlace = element("div");
  readonly #devices: DevicesView;
  readonly #ids: Ids;
  #bundle = "";

  readonly element: HTMLElement;

  /** @param view which devices are shown at first */
  constructor(ids: Ids, view: View) {
    const { customerId, trackingId } = ids;
    this.#ids = ids;
    this.#devices = new DevicesView(trackingId, view);
    this.element = element(
      "div",
      { class: "result" },
      element(
        "section",
        { class: "glance card", "aria-label": "The batch at a glance" },
        element("div", { class: "verdict" }, this.#badge, this.#headline, this.#meaning),
        this.#progress,
        this.#counts,
        this.#times,
        element(
          "dl",
          { class: "ids" },
          idItem("Tracking id", trackingId),
          idItem("Customer id", customerId),
          item(
            "For Microsoft’s support",
            copyButton("support bundle", () => this.#bundle, "Copy support bundle"),
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

  /** Shows every device that is wanted, for paper. */
  unfold(): void {
    this.#devices.unfold();
  }

  /** Back to the first devices. */
  fold(): void {
    this.#devices.fold();
  }

  show(details: BatchUploadDetails): void {
    const summary = summarizeBatch(details);
    const { word, meaning, tone } = batchStatus(details.status);
    const failed = summary.complete && summary.failed > 0;

    this.#bundle = batchBundle(this.#ids, details, summary);
    this.#badge.replaceChildren(statusBadge({ word, tone: failed ? "attention" : tone }));
    this.#headline.textContent = headline(summary);
    this.#meaning.textContent = caution(summary, details.status) ?? meaning;
    this.#progress.replaceChildren(...progressBar(summary));
    this.#counts.replaceChildren(...counts(summary));
    this.#times.replaceChildren(...times(details, summary));
    this.#causes.show(summary.errors);
    this.#devices.show(details, summary);
    place(this.#causesPlace, summary.errors.length > 0 ? this.#causes.element : undefined);
    place(this.#devicesPlace, summary.total > 0 ? this.#devices.element : noDevices(summary));
  }
}

/** What is there already is left alone. */
function place(where: HTMLElement, content: HTMLElement | undefined): void {
  if (content !== undefined && content === where.firstChild) return;
  where.replaceChildren(...(content ? [content] : []));
}

function noDevices({ complete }: BatchSummary): HTMLElement {
  return element(
    "p",
    { class: "blank" },
    complete
      ? "Partner Center lists no devices for this batch. Check whether the upload held any."
      : "Partner Center lists the devices once it has begun with them.",
  );
}

function progressBar(summary: BatchSummary): HTMLElement[] {
  if (summary.total === 0) return [];
  const { succeeded, failed, pending, unknown, total } = summary;
  const done = succeeded + failed;
  const bar = element("div", {
    class: "bar",
    role: "progressbar",
    "aria-label": "Devices done",
    "aria-valuemin": "0",
    "aria-valuemax": String(total),
    "aria-valuenow": String(done),
    "aria-valuetext": progress(summary),
  });
  for (const [tone, count] of Object.entries({ good: succeeded, bad: failed, unclear: unknown, waiting: pending })) {
    if (count === 0) continue;
    const part = element("span", { class: tone });
    part.style.flexGrow = String(count);
    bar.append(part);
  }
  const percent = `${Math.floor((100 * done) / total)} %`;
  return [bar, element("p", { class: "progress-text" }, progress(summary), element("span", {}, percent))];
}

function counts(summary: BatchSummary): HTMLElement[] {
  const perOutcome = OUTCOME_NAMES.map((name) => countItem(OUTCOMES[name].word, summary[name], OUTCOMES[name].tone));
  return [countItem("Devices", summary.total), ...perOutcome];
}

function countItem(label: string, count: number, tone?: Tone): HTMLElement {
  const name = element("dt", {}, ...(tone ? [icon(tone)] : []), label);
  const style = count === 0 ? "count none" : `count ${tone ?? ""}`;
  return element("div", { class: style }, name, element("dd", {}, formatNumber(count)));
}

function times({ startedTime, completedTime }: BatchUploadDetails, { complete }: BatchSummary): HTMLElement[] {
  const absent = complete ? "Not given" : "Not yet";
  const end = completedTime ?? new Date();
  const duration = startedTime && formatDuration(end.getTime() - startedTime.getTime());
  return [
    timeItem("Started", startedTime, absent),
    timeItem("Completed", completedTime, absent),
    item(completedTime ? "Duration" : "Elapsed", element("p", {}, duration ?? "–")),
  ];
}

function timeItem(label: string, time: Date | undefined, absent: string): HTMLElement {
  if (time === undefined) return item(label, element("p", {}, absent));
  return item(
    label,
    element("p", {}, element("time", { datetime: time.toISOString() }, formatUtc(time))),
    element("p", { class: "local" }, `${formatLocal(time)}, your time`),
  );
}

function idItem(label: string, id: string): HTMLElement {
  return item(label, element("code", {}, foreignText(id)), copyButton(label.toLowerCase(), id));
}

function item(label: string, ...content: Node[]): HTMLElement {
  return element("div", {}, element("dt", {}, label), element("dd", {}, ...content));
}
