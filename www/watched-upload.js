/**
 * One upload that is watched: its answer, and its line in the list.
 *
 * @import { BatchUploadDetails, PartnerCenterError } from "./partner-center-batch-status/index.js"
 * @import { BatchUploadStatusOptions } from "./partner-center-batch-status/element/index.js"
 * @import { UploadAddress } from "./remembered.js"
 */
import {
  batchStatus,
  button,
  element,
  failureHeadline,
  headline,
  icon,
  statusBadge,
} from "./partner-center-batch-status/element/parts.js";
import { summarizeBatch } from "./partner-center-batch-status/index.js";
import { inShort } from "./tab-title.js";

export class WatchedUpload {
  status = element("batch-upload-status", { hidden: "" });
  #state = element("span", { class: "watched-state" });
  #choose;
  #onChange;
  /** Its token was refused: another one may do. */
  #isRefused = false;

  /** For the title of the tab. @type {string | undefined} */
  inShort;
  /** The line in the list. */
  item;

  /** @param {UploadAddress} address @param {{ onChoose: () => void, onRemove: () => void, onChange: () => void }} actions */
  constructor(address, { onChoose, onRemove, onChange }) {
    const { customerId, trackingId, baseUrl } = address;
    this.#onChange = onChange;
    this.status.customerId = customerId;
    this.status.trackingId = trackingId;
    this.status.baseUrl = baseUrl;
    this.status.addEventListener("change", ({ detail }) => this.#showDetails(detail));
    this.status.addEventListener("error", ({ detail }) => this.#showError(detail));

    this.#choose = button("", "watched-choose", onChoose);
    this.#choose.append(element("code", {}, trackingId), " ", this.#state);
    const remove = button("", "copy", onRemove);
    remove.append(icon("remove"));
    remove.title = `Remove upload ${trackingId} from the list`;
    remove.ariaLabel = remove.title;
    this.item = element("li", {}, this.#choose, remove);
    this.forget();
  }

  /** Whether it is the one that is shown. @param {boolean} isShown */
  set isShown(isShown) {
    this.status.hidden = !isShown;
    this.#choose.setAttribute("aria-current", String(isShown));
  }

  /** @returns {UploadAddress} */
  get address() {
    const { customerId, trackingId, baseUrl } = this.status;
    return { customerId, trackingId, baseUrl };
  }

  get baseUrl() {
    return this.status.baseUrl;
  }

  set baseUrl(baseUrl) {
    this.status.baseUrl = baseUrl;
  }

  get hasToken() {
    return this.status.token !== undefined;
  }

  /** Whether a token that comes in would help. */
  get wantsToken() {
    return !this.hasToken || this.#isRefused;
  }

  /** Asks from the beginning. @param {string} token @param {BatchUploadStatusOptions} options */
  ask(token, options) {
    this.forget();
    this.status.options = options;
    this.status.token = token;
    this.#show("Asking…", statusBadge({ word: "Asking Partner Center…", tone: "busy" }));
  }

  /** Leaves nothing of the token and the answer. */
  forget() {
    this.#isRefused = false;
    this.status.token = undefined;
    this.#show(undefined, statusBadge({ word: "Waits for a token", tone: "waiting" }));
  }

  focus() {
    this.#choose.focus();
  }

  /** @param {BatchUploadDetails} details */
  #showDetails(details) {
    const summary = summarizeBatch(details);
    const { word, tone } = batchStatus(details.status);
    const failed = summary.complete && summary.failed > 0;
    this.#isRefused = false;
    this.#show(inShort(summary), statusBadge({ word, tone: failed ? "attention" : tone }), " ", headline(summary));
  }

  /** @param {PartnerCenterError} error */
  #showError(error) {
    this.#isRefused = error.code === "unauthorized";
    this.#show("Request failed", statusBadge({ word: failureHeadline(error), tone: "attention" }));
  }

  /** @param {string | undefined} short @param {(Node | string)[]} state */
  #show(short, ...state) {
    this.inShort = short;
    this.#state.replaceChildren(...state);
    this.#onChange();
  }
}
