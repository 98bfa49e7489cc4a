/**
 * A watched upload: its element, and its item in the list.
 *
 * @import { BatchUploadDetails, PartnerCenterError, WaitEvent } from "./partner-center-batch-status/index.js"
 * @import { BatchUploadStatusOptions } from "./partner-center-batch-status/element/index.js"
 * @import { UploadAddress } from "./saved-uploads.js"
 */
import { language } from "./language.js";
import {
  batchStatus,
  button,
  element,
  failureHeadline,
  hasTimeRunOut,
  headline,
  icon,
  sanitize,
  statusBadge,
  untrustedText,
  waitText,
} from "./partner-center-batch-status/element/parts.js";
import { summarizeBatch } from "./partner-center-batch-status/index.js";
import { shortState } from "./tab-title.js";

const TICK_MS = 1000;

export class WatchedUpload {
  status = element("batch-upload-status", { hidden: "" });
  #state = element("span", { class: "watched-state" });
  #selectButton;
  #removeButton;
  #onChange;
  #onEnd;
  /** Whether the upload was seen in progress. */
  #wasInProgress = false;
  /** The error that ended the watch. @type {PartnerCenterError | undefined} */
  #error;
  /** The error before the retry that is waited for. @type {PartnerCenterError | undefined} */
  #retryError;
  /** What the watch waits for, unless that is its next poll as usual. @type {WaitEvent | undefined} */
  #wait;
  #waitText = element("span");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** The state in short, for the title of the tab. @type {string | undefined} */
  shortState;
  /** The item in the list. */
  item;

  /**
   * @param {UploadAddress} address
   * @param {{ onSelect: () => void, onRemove: () => void, onChange: () => void, onEnd: (sentence: string) => void }} actions
   */
  constructor(address, { onSelect, onRemove, onChange, onEnd }) {
    const { customerId, trackingId, baseUrl } = address;
    this.#onChange = onChange;
    this.#onEnd = onEnd;
    this.status.customerId = customerId;
    this.status.trackingId = trackingId;
    this.status.baseUrl = baseUrl;
    // A remembered upload gets its token with the next lookup.
    this.status.token = undefined;
    this.status.addEventListener("change", () => this.#setError());
    this.status.addEventListener("error", ({ detail }) => this.#setError(detail));

    this.#selectButton = button("", "watched-choose", onSelect);
    this.#selectButton.append(element("code", {}, untrustedText(language, trackingId)), " ", this.#state);
    this.#removeButton = button("", "copy", onRemove);
    this.#removeButton.append(icon("remove"));
    this.item = element("li", {}, this.#selectButton, this.#removeButton);
    this.localize();
  }

  /** Shows or hides the element. @param {boolean} isShown */
  set isShown(isShown) {
    this.status.hidden = !isShown;
    this.#selectButton.setAttribute("aria-current", String(isShown));
  }

  /** @returns {UploadAddress} */
  get address() {
    const { customerId, trackingId, baseUrl } = this.status;
    return { customerId, trackingId, baseUrl };
  }

  /** The tracking id for attributes and announcements. It can come from this browser's storage, which other pages of the host can write to. */
  get #shownId() {
    return sanitize(language, this.status.trackingId);
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

  /** Whether a new token would help: there is none, or it was refused. */
  get needsNewToken() {
    return !this.hasToken || this.#error?.code === "unauthorized";
  }

  /** Starts the watch from the beginning. @param {string} token @param {BatchUploadStatusOptions} options */
  start(token, options) {
    this.forget();
    this.status.options = {
      ...options,
      onWait: (wait) => this.#setWait(wait),
      onPoll: () => this.#setRetryError(undefined),
    };
    this.status.token = token;
    this.#setError();
  }

  /** Removes the token and the details. */
  forget() {
    this.#wasInProgress = false;
    this.status.token = undefined;
    this.#setError();
  }

  focus() {
    this.#selectButton.focus();
  }

  /** Localizes the item in the list. */
  localize() {
    this.#removeButton.title = language.page.watched.removeUpload(this.#shownId);
    this.#removeButton.ariaLabel = this.#removeButton.title;
    this.#render();
  }

  /** @param {PartnerCenterError} [error] the error that ended the watch */
  #setError(error) {
    this.#error = error;
    this.#retryError = undefined;
    this.#wait = undefined;
    this.#render();
  }

  /** @param {PartnerCenterError | undefined} error `undefined` after an attempt that succeeded */
  #setRetryError(error) {
    if (error === this.#retryError) return;
    this.#retryError = error;
    this.#render();
  }

  /** @param {WaitEvent} wait */
  #setWait(wait) {
    this.#wait = wait.reason === "poll" ? undefined : wait;
    this.#retryError = wait.error ?? this.#retryError;
    this.#render();
  }

  /** Counts down. Only the text changes: the state is the same. */
  #renderWaitText() {
    clearTimeout(this.#timer);
    this.#waitText.textContent = this.#wait ? waitText(language, this.#wait) : "";
    if (this.#wait?.until && this.item.isConnected) this.#timer = setTimeout(() => this.#renderWaitText(), TICK_MS);
  }

  #render() {
    const { details } = this.status;
    if (!this.hasToken) this.#renderWaiting();
    else if (this.#error) this.#renderError(this.#error);
    else if (this.#retryError) this.#renderRetry(this.#retryError);
    else if (details) this.#renderDetails(details);
    else this.#renderAsking();
    this.#renderWaitText();
    this.#onChange();
  }

  #renderWaiting() {
    this.#setState(undefined, { word: language.page.watched.needsToken, tone: "waiting" });
  }

  #renderAsking() {
    // A wait before the first answer that no failure makes necessary: nobody knows how long it is.
    if (this.#wait) {
      this.#setState(language.page.tab.asking, { word: waitText(language, this.#wait), tone: "waiting" });
      return;
    }
    this.#setState(language.page.tab.asking, { word: language.follow.asking, tone: "busy" });
  }

  /** @param {PartnerCenterError} error */
  #renderError(error) {
    const word = failureHeadline(language, error);
    if (hasTimeRunOut(error)) this.#setState(undefined, { word, tone: "waiting" });
    else this.#setState(language.page.tab.failed, { word, tone: "attention" });
    this.#notifyEnd(language.page.watched.failed(this.#shownId, word));
  }

  /** @param {PartnerCenterError} error */
  #renderRetry(error) {
    const state = { word: failureHeadline(language, error), tone: /** @type {const} */ ("waiting") };
    this.#setState(language.page.tab.asking, state, " ", this.#waitText);
  }

  /** @param {BatchUploadDetails} details */
  #renderDetails(details) {
    const summary = summarizeBatch(details);
    const status = batchStatus(language, details.status, summary);
    const result = headline(language, summary);
    const wait = this.#wait ? [" ", this.#waitText] : [];
    this.#setState(shortState(summary), status, " ", result, ...wait);
    if (summary.complete) this.#notifyEnd(language.page.watched.done(this.#shownId, result));
    else this.#wasInProgress = true;
  }

  /** Notifies once of the end, unless the upload was complete from the start. @param {string} sentence */
  #notifyEnd(sentence) {
    if (!this.#wasInProgress) return;
    this.#wasInProgress = false;
    this.#onEnd(sentence);
  }

  /** @param {string | undefined} short @param {Parameters<typeof statusBadge>[1]} state @param {(string | Node)[]} more */
  #setState(short, state, ...more) {
    this.shortState = short;
    this.#state.replaceChildren(statusBadge(language, state), ...more);
  }
}
