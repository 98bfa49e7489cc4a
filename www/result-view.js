/**
 * What became of a batch: at a glance, by cause, and device by device. It is updated in place while the batch is followed,
 * so that focus, selection and scroll position stay where they are.
 *
 * @import { BatchSummary, BatchUploadDetails } from "./partner-center-batch-status/index.js"
 * @import { Filter } from "./device-filter.js"
 * @import { Ids } from "./fragment.js"
 * @import { Tone } from "./status.js"
 */
import { CausesView } from "./causes.js";
import { copyButton } from "./copy-button.js";
import { DevicesView } from "./devices-view.js";
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { formatDuration, formatLocal, formatNumber, formatUtc } from "./format.js";
import { caution, headline, progress } from "./headline.js";
import { icon } from "./icons.js";
import { summarizeBatch } from "./partner-center-batch-status/index.js";
import { batchStatus, OUTCOME_NAMES, OUTCOMES, statusBadge } from "./status.js";
import { batchBundle } from "./support-bundle.js";

export class ResultView {
  #badge = element("p", { class: "badge" });
  #headline = element("h2");
  #meaning = element("p", { class: "meaning" });
  #progress = element("div", { class: "progress" });
  #counts = element("dl", { class: "counts" });
  #times = element("dl", { class: "times" });
  #causesPlace = element("div");
  #causes = new CausesView((key) => this.#devices.lookAtCause(key));
  #devicesPlace = element("div");
  #devices;
  #ids;
  #bundle = "";

  element;

  /** @param {Ids} ids @param {Filter} filter which devices are shown at first */
  constructor(ids, filter) {
    const { customerId, trackingId } = ids;
    this.#ids = ids;
    this.#devices = new DevicesView(trackingId, filter);
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
          ...idItem("Tracking id", trackingId),
          ...idItem("Customer id", customerId),
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
  get filter() {
    return this.#devices.filter;
  }

  /** @param {Filter} filter */
  set filter(filter) {
    this.#devices.filter = filter;
  }

  /** Shows every device that is wanted, for paper. */
  unfold() {
    this.#devices.unfold();
  }

  /** Back to the first devices. */
  fold() {
    this.#devices.fold();
  }

  /** @param {BatchUploadDetails} details */
  show(details) {
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

/** What is there already is left alone. @param {HTMLElement} where @param {HTMLElement | undefined} content */
function place(where, content) {
  if (content !== undefined && content === where.firstChild) return;
  where.replaceChildren(...(content ? [content] : []));
}

/** @param {BatchSummary} summary */
function noDevices({ complete }) {
  return element(
    "p",
    { class: "blank" },
    complete
      ? "Partner Center lists no devices for this batch. Check whether the upload held any."
      : "Partner Center lists the devices once it has begun with them.",
  );
}

/** @param {BatchSummary} summary */
function progressBar(summary) {
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

/** @param {BatchSummary} summary */
function counts(summary) {
  const perOutcome = OUTCOME_NAMES.map((name) => countItem(OUTCOMES[name].word, summary[name], OUTCOMES[name].tone));
  return [countItem("Devices", summary.total), ...perOutcome];
}

/** @param {string} label @param {number} count @param {Tone} [tone] */
function countItem(label, count, tone) {
  const name = element("dt", {}, ...(tone ? [icon(tone)] : []), label);
  const style = count === 0 ? "count none" : `count ${tone ?? ""}`;
  return element("div", { class: style }, name, element("dd", {}, formatNumber(count)));
}

/** @param {BatchUploadDetails} details @param {BatchSummary} summary */
function times({ startedTime, completedTime }, { complete }) {
  const absent = complete ? "Not given" : "Not yet";
  const end = completedTime ?? new Date();
  const duration = startedTime && formatDuration(end.getTime() - startedTime.getTime());
  return [
    timeItem("Started", startedTime, absent),
    timeItem("Completed", completedTime, absent),
    item(completedTime ? "Duration" : "Elapsed", element("p", {}, duration ?? "–")),
  ];
}

/** @param {string} label @param {Date | undefined} time @param {string} absent */
function timeItem(label, time, absent) {
  if (time === undefined) return item(label, element("p", {}, absent));
  return item(
    label,
    element("p", {}, element("time", { datetime: time.toISOString() }, formatUtc(time))),
    element("p", { class: "local" }, `${formatLocal(time)}, your time`),
  );
}

/** @param {string} label @param {string} id */
function idItem(label, id) {
  return [item(label, element("code", {}, foreignText(id)), copyButton(label.toLowerCase(), id))];
}

/** @param {string} label @param {Node[]} content */
function item(label, ...content) {
  return element("div", {}, element("dt", {}, label), element("dd", {}, ...content));
}
