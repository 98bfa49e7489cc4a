/**
 * One upload that is watched: its answer, and its line in the list.
 *
 * @import { BatchUploadDetails, PartnerCenterError } from "./partner-center-batch-status/index.js"
 * @import { BatchUploadStatusOptions } from "./partner-center-batch-status/element/index.js"
 * @import { UploadAddress } from "./remembered.js"
 */
import { language } from "./language.js";
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
  #remove;
  #onChange;
  #onEnd;
  /** Whether it was seen to go on. */
  #isGoingOn = false;
  /** That the watch has ended with. @type {PartnerCenterError | undefined} */
  #error;
  /** That the next attempt waits after. @type {PartnerCenterError | undefined} */
  #retried;

  /** For the title of the tab. @type {string | undefined} */
  inShort;
  /** The line in the list. */
  item;

  /** @param {UploadAddress} address @param {{ onChoose: () => void, onRemove: () => void, onChange: () => void, onEnd: (sentence: string) => void }} actions */
  constructor(address, { onChoose, onRemove, onChange, onEnd }) {
    const { customerId, trackingId, baseUrl } = address;
    this.#onChange = onChange;
    this.#onEnd = onEnd;
    this.status.customerId = customerId;
    this.status.trackingId = trackingId;
    this.status.baseUrl = baseUrl;
    this.status.addEventListener("change", () => this.#tell());
    this.status.addEventListener("error", ({ detail }) => this.#tell(detail));

    this.#choose = button("", "watched-choose", onChoose);
    this.#choose.append(element("code", {}, trackingId), " ", this.#state);
    this.#remove = button("", "copy", onRemove);
    this.#remove.append(icon("remove"));
    this.item = element("li", {}, this.#choose, this.#remove);
    this.speak();
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

  /** Whether a token that comes in would help: there is none, or it was refused. */
  get wantsToken() {
    return !this.hasToken || this.#error?.code === "unauthorized";
  }

  /** Asks from the beginning. @param {string} token @param {BatchUploadStatusOptions} options */
  ask(token, options) {
    this.forget();
    this.status.options = {
      ...options,
      onRetry: ({ error }) => this.#retry(error),
      onPoll: () => this.#retry(undefined),
    };
    this.status.token = token;
    this.#tell();
  }

  /** Leaves nothing of the token and the answer. */
  forget() {
    this.#isGoingOn = false;
    this.status.token = undefined;
    this.#tell();
  }

  focus() {
    this.#choose.focus();
  }

  /** Says how it stands, in the language of the page. */
  speak() {
    this.#remove.title = language.page.watched.removeUpload(this.status.trackingId);
    this.#remove.ariaLabel = this.#remove.title;
    this.#render();
  }

  /** @param {PartnerCenterError} [error] that the watch has ended with */
  #tell(error) {
    this.#error = error;
    this.#retried = undefined;
    this.#render();
  }

  /** @param {PartnerCenterError | undefined} error nothing once an attempt has succeeded */
  #retry(error) {
    if (error === this.#retried) return;
    this.#retried = error;
    this.#render();
  }

  #render() {
    const { details } = this.status;
    if (!this.hasToken) this.#tellWaiting();
    else if (this.#error) this.#tellError(this.#error);
    else if (this.#retried) this.#tellRetried(this.#retried);
    else if (details) this.#tellDetails(details);
    else this.#tellAsking();
    this.#onChange();
  }

  #tellWaiting() {
    this.#show(undefined, { word: language.page.watched.needsToken, tone: "waiting" });
  }

  #tellAsking() {
    this.#show(language.page.tab.asking, { word: language.follow.asking, tone: "busy" });
  }

  /** @param {PartnerCenterError} error */
  #tellError(error) {
    const word = failureHeadline(language, error);
    this.#show(language.page.tab.failed, { word, tone: "attention" });
    this.#end(language.page.watched.failed(this.status.trackingId, word));
  }

  /** @param {PartnerCenterError} error */
  #tellRetried(error) {
    const state = { word: failureHeadline(language, error), tone: /** @type {const} */ ("waiting") };
    this.#show(language.page.tab.asking, state, " ", language.follow.tryingAgainNow);
  }

  /** @param {BatchUploadDetails} details */
  #tellDetails(details) {
    const summary = summarizeBatch(details);
    const { word, tone } = batchStatus(language, details.status);
    const failed = summary.complete && summary.failed > 0;
    const result = headline(language, summary);
    this.#show(inShort(summary), { word, tone: failed ? "attention" : tone }, " ", result);
    if (summary.complete) this.#end(language.page.watched.done(this.status.trackingId, result));
    else this.#isGoingOn = true;
  }

  /** Tells of it once, and not of what was over when it was asked for. @param {string} sentence */
  #end(sentence) {
    if (!this.#isGoingOn) return;
    this.#isGoingOn = false;
    this.#onEnd(sentence);
  }

  /** @param {string | undefined} short @param {Parameters<typeof statusBadge>[1]} state @param {string[]} more */
  #show(short, state, ...more) {
    this.inShort = short;
    this.#state.replaceChildren(statusBadge(language, state), ...more);
  }
}
