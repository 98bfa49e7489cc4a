/**
 * The watch of an upload: its token, how far it is, and what is known of the upload.
 *
 * @import { PartnerCenterError, WaitEvent } from "./partner-center-batch-status/index.js"
 * @import { BatchUploadStatusOptions } from "./partner-center-batch-status/element/index.js"
 * @import { Answer, UploadState } from "./upload-state.js"
 */
import { EndOfUpload } from "./end-of-upload.js";
import { language } from "./language.js";
import { waitText } from "./partner-center-batch-status/element/parts.js";
import { summarizeBatch } from "./partner-center-batch-status/index.js";
import { isTokenEndSoon, tokenEnd } from "./token-end.js";
import { stateOf } from "./upload-state.js";

export class UploadWatch {
  #status;
  #actions;
  #end = new EndOfUpload();
  #isFromAnotherTab;
  #isPaused = false;
  /** Whether the answer to the last start is still to come. */
  #isStarting = false;
  /** The last answer. It stays when the token is cleared. @type {Answer | undefined} */
  #answer;
  /** The error that ended the watch. @type {PartnerCenterError | undefined} */
  #error;
  /** The error before the retry that is waited for. @type {PartnerCenterError | undefined} */
  #retryError;
  /** What the watch waits for, unless that is its next poll as usual. @type {WaitEvent | undefined} */
  #wait;

  /** @type {UploadState} */
  state;

  /**
   * @param {HTMLElementTagNameMap["batch-upload-status"]} status the element that watches the upload
   * @param {boolean} isFromAnotherTab whether another tab has added the upload just now
   * @param {object} actions
   * @param {() => void} actions.onChange
   * @param {(token: string) => void} actions.onAccepted called when an answer has come for the token
   * @param {(token: string) => void} actions.onRefused called when the service has refused the token
   * @param {(state: string, wasInProgress: boolean) => void} actions.onEnd called once when the upload is complete or has failed
   */
  constructor(status, isFromAnotherTab, actions) {
    this.#status = status;
    this.#isFromAnotherTab = isFromAnotherTab;
    this.#actions = actions;
    // A remembered upload gets its token with the next lookup.
    status.token = undefined;
    status.addEventListener("change", ({ detail }) => {
      const { status, startedTime } = detail;
      this.#answer = { status, startedTime, summary: summarizeBatch(detail), time: new Date() };
      this.#setError();
      actions.onAccepted(this.token);
    });
    status.addEventListener("error", ({ detail }) => {
      this.#setError(detail);
      if (this.wasRefused) actions.onRefused(this.token);
    });
    status.addEventListener("pausechange", ({ detail }) => {
      this.#isPaused = detail;
      this.#setError();
    });
    this.state = this.#currentState();
  }

  /** The token that it asks with, or nothing. */
  get token() {
    const { token } = this.#status;
    return typeof token === "string" ? token : "";
  }

  get hasToken() {
    return this.token !== "";
  }

  /** Whether a new token would help: there is none, it was refused, or it ends soon. */
  get needsNewToken() {
    if (!this.hasToken) return !this.#isFromAnotherTab;
    return this.wasRefused || this.endingTokenTime !== undefined;
  }

  /** When the upload started, if an answer has told that. */
  get startedTime() {
    return this.#answer?.startedTime;
  }

  get wasRefused() {
    return this.#error?.code === "unauthorized";
  }

  /** Whether the token had no access to the upload. Another one may have. */
  get hadNoAccess() {
    return this.hasToken && this.#error?.code === "forbidden";
  }

  /** When the token ends, if that is soon and the upload still needs it. */
  get endingTokenTime() {
    const end = this.state.kind === "underWay" && this.hasToken ? tokenEnd(this.token) : undefined;
    return end && isTokenEndSoon(end) ? end : undefined;
  }

  /** Whether an answer or a failure is shown. */
  get hasOutcome() {
    const hasFailed = this.#error !== undefined || this.#retryError !== undefined;
    return this.hasToken && (this.#status.details !== undefined || hasFailed);
  }

  /** Whether it waits for a time that is known. */
  get hasCountdown() {
    return this.#wait?.until !== undefined;
  }

  /** What it waits for, or nothing. It counts down. */
  get waitText() {
    return this.#wait && this.hasToken ? waitText(language, this.#wait) : "";
  }

  /** Watches the upload with this token. What is known of it stays until the next answer. @param {string} token @param {BatchUploadStatusOptions} options */
  start(token, options) {
    // Enter in the field of a new token both leaves the field and sends the form.
    if (this.#isStarting && token === this.token) return;
    // Only another token asks again by itself.
    if (token === this.token) this.#clear();
    this.#isFromAnotherTab = false;
    this.#end.expect();
    this.#status.options = {
      ...options,
      onWait: (wait) => this.#setWait(wait),
      onPoll: () => this.#setRetryError(undefined),
    };
    this.#status.token = token;
    this.#setError();
    this.#isStarting = true;
  }

  /** Removes the token and the details. How many devices had which outcome stays in the list. */
  forget() {
    this.#clear();
    this.#setError();
  }

  #clear() {
    this.#end.forget();
    this.#isPaused = false;
    this.#status.token = undefined;
  }

  /** Updates the state, whose texts are in the language of the page. */
  update() {
    this.state = this.#currentState();
    this.#actions.onChange();
    const end = this.#end.noticeIn(this.state, this.#status.details !== undefined);
    if (end) this.#actions.onEnd(end.text, end.wasInProgress);
  }

  /** @param {PartnerCenterError} [error] the error that ended the watch */
  #setError(error) {
    this.#isStarting = false;
    this.#error = error;
    this.#retryError = undefined;
    this.#wait = undefined;
    this.update();
  }

  /** @param {PartnerCenterError | undefined} error `undefined` after an attempt that succeeded */
  #setRetryError(error) {
    if (error === this.#retryError) return;
    this.#retryError = error;
    this.update();
  }

  /** @param {WaitEvent} wait */
  #setWait(wait) {
    this.#wait = wait.reason === "poll" ? undefined : wait;
    this.#retryError = wait.error ?? this.#retryError;
    this.update();
  }

  #currentState() {
    return stateOf({
      hasToken: this.hasToken,
      isFromAnotherTab: this.#isFromAnotherTab,
      isPaused: this.#isPaused,
      answer: this.#answer,
      isAnswered: this.#status.details !== undefined,
      error: this.#error,
      retryError: this.#retryError,
      wait: this.#wait,
    });
  }
}
