/**
 * The devices of a batch, in the order of the upload.
 *
 * @import { BatchSummary, DeviceUploadDetails } from "./partner-center-batch-status/index.js"
 */
import { deviceError, errorTitle } from "./device-error.js";
import { button, element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { counted, formatNumber } from "./format.js";
import { deviceStatus, statusBadge } from "./status.js";

/** Chromium lays out 1,000 rows in 0.1 s and 20,000 in 2.7 s: the first are there at once, the others on demand. */
const FIRST_ROWS = 200;
const MORE_ROWS = 1000;

const COLUMNS = ["Row", "Serial number", "Product key", "Device id", "Status", "Error"];

export class DeviceTable {
  #caption = element("caption");
  #body = element("tbody", { role: "rowgroup" });
  #more = button("", "quiet", () => this.#showMore());
  /** @type {DeviceUploadDetails[]} */
  #devices = [];
  /** The places of the devices that have an error. @type {Set<number>} */
  #withError = new Set();
  #limit = FIRST_ROWS;
  /** What each row shows, to leave alone what has not changed: a selection in it would be lost. @type {string[]} */
  #shown = [];

  element = element(
    "div",
    { class: "devices" },
    element("h3", {}, "Devices"),
    element(
      "div",
      { class: "card table-region", role: "region", "aria-label": "Devices", tabindex: "0" },
      // Rows become cards on a narrow screen. The roles keep the table a table where CSS makes something else of it.
      element(
        "table",
        { role: "table" },
        this.#caption,
        element(
          "thead",
          { role: "rowgroup" },
          element(
            "tr",
            { role: "row" },
            ...COLUMNS.map((column) => element("th", { scope: "col", role: "columnheader" }, column)),
          ),
        ),
        this.#body,
      ),
    ),
    this.#more,
  );

  /** @param {DeviceUploadDetails[]} devices @param {BatchSummary["errors"]} errors */
  show(devices, errors) {
    this.#devices = devices;
    this.#withError = new Set(errors.flatMap((group) => group.devices));
    this.#render();
  }

  #showMore() {
    const firstNew = this.#limit;
    this.#limit += MORE_ROWS;
    this.#render();
    // The button is gone at the end of the list; the keyboard goes on where the new rows begin.
    if (this.#more.hidden) {
      const row = this.#body.rows[firstNew];
      row?.setAttribute("tabindex", "-1");
      row?.focus({ preventScroll: true });
    }
  }

  #render() {
    const shown = this.#devices.slice(0, this.#limit);
    const total = this.#devices.length;
    shown.forEach((device, index) => {
      const content = JSON.stringify(device);
      if (this.#shown[index] === content) return;
      this.#shown[index] = content;
      const old = this.#body.rows[index];
      const row = deviceRow(device, index, this.#withError.has(index));
      if (old) old.replaceWith(row);
      else this.#body.append(row);
    });
    this.#shown.length = shown.length;
    while (this.#body.rows.length > shown.length) this.#body.lastElementChild?.remove();

    const left = total - shown.length;
    this.#caption.textContent =
      left > 0
        ? `The first ${formatNumber(shown.length)} of ${counted(total, "device")}, in the order of the upload`
        : `${counted(total, "device")}, in the order of the upload`;
    this.#more.textContent = `Show ${formatNumber(Math.min(left, MORE_ROWS))} more`;
    this.#more.hidden = left === 0;
  }
}

/** @param {DeviceUploadDetails} device @param {number} index @param {boolean} hasError */
function deviceRow(device, index, hasError) {
  const { serialNumber, productKey, deviceId, status } = device;
  return element(
    "tr",
    { role: "row" },
    cell("Row", formatNumber(index + 1)),
    element("th", { scope: "row", role: "rowheader" }, value(serialNumber)),
    cell("Product key", value(productKey)),
    cell("Device id", value(deviceId)),
    cell("Status", statusBadge(deviceStatus(status))),
    hasError ? errorCell(device) : cell("Error"),
  );
}

/** @param {DeviceUploadDetails} device */
function errorCell(device) {
  const error = deviceError(device);
  return cell(
    "Error",
    errorTitle(error),
    element("span", { class: "error-meaning" }, error.meaning, " ", error.action),
  );
}

/** @param {string} column @param {(Node | string)[]} content */
function cell(column, ...content) {
  return element("td", { role: "cell", "data-column": column }, ...content);
}

/** @param {string | undefined} text */
function value(text) {
  return text ? foreignText(text) : "–";
}
