/**
 * A watched upload: its element, its item in the list, and what is known of it.
 *
 * @import { PartnerCenterError, WaitEvent } from "./partner-center-batch-status/index.js"
 * @import { BatchUploadStatusOptions } from "./partner-center-batch-status/element/index.js"
 * @import { SavedUpload, UploadAddress } from "./saved-uploads.js"
 * @import { UploadState } from "./upload-state.js"
 */
import { EndOfUpload } from "./end-of-upload.js";
import { language } from "./language.js";
import { element, sanitize, waitText } from "./partner-center-batch-status/element/parts.js";
import { isTokenEndSoon, tokenEnd } from "./token-end.js";
import { UploadItem } from "./upload-item.js";
import { aboutUpload, defaultName } from "./upload-name.js";
import { stateOf } from "./upload-state.js";

const TICK_MS = 1000;

export class WatchedUpload {
  status = element("batch-upload-status", { hidden: "" });
  #item;
  #actions;
  #end = new EndOfUpload();
  #isFromAnotherTab;
  #isPaused = false;
  #ownName;
  /** The error that ended the watch. @type {PartnerCenterError | undefined} */
  #error;
  /** The error before the retry that is waited for. @type {PartnerCenterError | undefined} */
  #retryError;
  /** What the watch waits for, unless that is its next poll as usual. @type {WaitEvent | undefined} */
  #wait;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isRemoved = false;

  /** @type {UploadState} */
  state;

  /**
   * @param {SavedUpload} upload
   * @param {boolean} isFromAnotherTab whether another tab has added it just now
   * @param {object} actions
   * @param {() => void} actions.onSelect
   * @param {() => void} actions.onRename
   * @param {() => void} actions.onRemove
   * @param {() => void} actions.onUndo called when the removal is to be undone
   * @param {() => void} actions.onChange
   * @param {(token: string) => void} actions.onRefused called when the service has refused the token
   * @param {(state: string, wasInProgress: boolean) => void} actions.onEnd called once when the upload is complete or has failed
   */
  constructor({ customerId, trackingId, baseUrl, name }, isFromAnotherTab, actions) {
    this.#actions = actions;
    this.#ownName = name;
    this.#isFromAnotherTab = isFromAnotherTab;
    this.status.customerId = customerId;
    this.status.trackingId = trackingId;
    this.status.baseUrl = baseUrl;
    // A remembered upload gets its token with the next lookup.
    this.status.token = undefined;
    this.status.addEventListener("change", () => this.#setError());
    this.status.addEventListener("error", ({ detail }) => {
      this.#setError(detail);
      const { token } = this.status;
      if (this.wasRefused && typeof token === "string") actions.onRefused(token);
    });
    this.status.addEventListener("pausechange", ({ detail }) => {
      this.#isPaused = detail;
      this.#setError();
    });
    this.#item = new UploadItem({
      ...actions,
      onRename: (ownName) => {
        this.ownName = ownName;
        actions.onRename();
      },
    });
    this.state = this.#currentState();
    this.localize();
  }

  /** The item in the list. */
  get item() {
    return this.#item.element;
  }

  /** Shows or hides the element. @param {boolean} isShown */
  set isShown(isShown) {
    this.status.hidden = !isShown;
    this.#item.isShown = isShown;
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

  /** The name that the user has given it, or nothing. */
  get ownName() {
    return this.#ownName;
  }

  set ownName(ownName) {
    this.#ownName = ownName;
    this.#render();
  }

  /** Its own name, or a default one, in one visible line: it can come from this browser's storage, which other pages of the host can write to. */
  get name() {
    return this.#ownName === ""
      ? defaultName(this.address, this.status.details?.startedTime)
      : sanitize(language, this.#ownName);
  }

  get hasToken() {
    return this.status.token !== undefined;
  }

  /** Whether a new token would help: there is none, it was refused, or it ends soon. */
  get needsNewToken() {
    if (!this.hasToken) return !this.#isFromAnotherTab;
    return this.wasRefused || this.endingTokenTime !== undefined;
  }

  get wasRefused() {
    return this.#error?.code === "unauthorized";
  }

  /** When the token ends, if that is soon and the upload still needs it. */
  get endingTokenTime() {
    const { token } = this.status;
    const end = this.state.kind === "underWay" && typeof token === "string" ? tokenEnd(token) : undefined;
    return end && isTokenEndSoon(end) ? end : undefined;
  }

  /** Whether an answer or a failure is shown. */
  get hasOutcome() {
    const hasFailed = this.#error !== undefined || this.#retryError !== undefined;
    return this.hasToken && (this.status.details !== undefined || hasFailed);
  }

  /** Whether it was removed, and that can still be undone. Its watch stops meanwhile. */
  get isRemoved() {
    return this.#isRemoved;
  }

  set isRemoved(isRemoved) {
    this.#isRemoved = isRemoved;
    if (isRemoved) {
      this.status.remove();
      this.#item.showRemoved();
    } else this.#item.showUpload();
  }

  /** Watches the upload with this token. What is known of it stays until the next answer. @param {string} token @param {BatchUploadStatusOptions} options */
  start(token, options) {
    const isContinued = this.status.details !== undefined && token !== this.status.token;
    if (!isContinued) this.forget();
    this.#isFromAnotherTab = false;
    this.#end.expect();
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
    this.#end.forget();
    this.#isPaused = false;
    this.status.token = undefined;
    this.#setError();
  }

  focus() {
    this.#item.focus();
  }

  /** Localizes the item in the list. */
  localize() {
    this.#render();
    if (this.#isRemoved) this.#item.showRemoved();
  }

  /** Updates what depends on the current time. */
  tick() {
    this.#renderItem();
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

  #render() {
    this.state = this.#currentState();
    this.#renderItem();
    this.#countDown();
    this.#actions.onChange();
    this.#notifyEnd();
  }

  #currentState() {
    return stateOf({
      hasToken: this.hasToken,
      isFromAnotherTab: this.#isFromAnotherTab,
      isPaused: this.#isPaused,
      details: this.status.details,
      error: this.#error,
      retryError: this.#retryError,
      wait: this.#wait,
    });
  }

  #renderItem() {
    const { ownName, name, state } = this;
    this.#item.render({ ownName, name, state, wait: this.#waitText(), about: this.#about() });
  }

  /** Only the text changes: the state is the same. */
  #countDown() {
    clearTimeout(this.#timer);
    this.#item.wait = this.#waitText();
    if (this.#wait?.until && this.item.isConnected) this.#timer = setTimeout(() => this.#countDown(), TICK_MS);
  }

  #waitText() {
    return this.#wait && this.hasToken ? waitText(language, this.#wait) : "";
  }

  /** What its name does not say already. */
  #about() {
    const { customerId, details } = this.status;
    return aboutUpload({
      customerId: this.#ownName === "" ? undefined : customerId,
      started: details?.startedTime,
      tokenEnd: this.endingTokenTime,
    });
  }

  #notifyEnd() {
    const end = this.#end.noticeIn(this.state, this.status.details !== undefined);
    if (end) this.#actions.onEnd(end.text, end.wasInProgress);
  }
}
