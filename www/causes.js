/**
 * The failed devices by cause, most frequent first: with thousands of devices the table alone would hide them.
 *
 * @import { BatchSummary } from "./partner-center-batch-status/index.js"
 */
import { deviceError, errorTitle } from "./device-error.js";
import { element } from "./dom.js";
import { counted, formatNumber } from "./format.js";

/** As many row numbers as somebody looks up one by one. */
const MOST_ROWS = 12;

/** @param {BatchSummary["errors"]} errors */
export function causesView(errors) {
  return element(
    "section",
    { class: "causes", "aria-labelledby": "causes-heading" },
    element("h3", { id: "causes-heading" }, "Why devices failed"),
    element("ul", { class: "card" }, ...errors.map(cause)),
  );
}

/** @param {BatchSummary["errors"][number]} group */
function cause({ devices, ...group }) {
  const error = deviceError(group);
  return element(
    "li",
    { class: error.harmless ? "cause harmless" : "cause" },
    element("p", { class: "cause-count" }, counted(devices.length, "device")),
    element("p", { class: "cause-title" }, errorTitle(error)),
    element("p", { class: "cause-meaning" }, error.meaning),
    element(
      "p",
      { class: "cause-action" },
      element("strong", {}, error.harmless ? "Harmless. " : "What to do: "),
      error.action,
    ),
    element("p", { class: "cause-rows" }, rows(devices)),
  );
}

/** @param {number[]} devices their places, counted from 0 */
function rows(devices) {
  const shown = devices.slice(0, MOST_ROWS).map((place) => formatNumber(place + 1));
  const more = devices.length - shown.length;
  const list = shown.join(", ") + (more > 0 ? ` and ${formatNumber(more)} more` : "");
  return `${devices.length === 1 ? "Row" : "Rows"} ${list}`;
}
