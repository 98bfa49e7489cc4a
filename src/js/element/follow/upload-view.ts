/**
 * The view of one batch upload: follows it until it is complete, and shows its details and its failures.
 */
import { reportUncaught } from "../../call-safely.js";
import {
  type BatchSummary,
  type BatchUploadDetails,
  PartnerCenterError,
  summarizeBatch,
  type WaitEvent,
} from "../../index.js";
import type { View } from "../devices/view.js";
import type { Announcer } from "../dom/announcer.js";
import { element, focusedWithin, keepScrollPosition, rebuildKeepingFocus } from "../dom/dom.js";
import { sanitize } from "../dom/untrusted-text.js";
import { type Failure, failureHeadline, failureView, hasTimeRunOut } from "../failures/failure-view.js";
import { tellOfLoadFailure } from "../failures/load-failure.js";
import type { Ids } from "../failures/support-bundle.js";
import { guardSelection } from "../files/clipboard.js";
import type { Language } from "../languages/language.js";
import type { Layout } from "../layout.js";
import { reopenMessage, restoreMessage } from "../message/message-dialog.js";
import { ResultView } from "../result/result-view.js";
import { headline } from "../status/headline.js";
import { batchStatus } from "../status/status.js";
import { FollowBar } from "./follow-bar.js";

/** The shortest time between two watches of the upload, as between two requests of a watch. */
const LEAST_INTERVAL_MS = 1_000;

/** Stops a watch, and receives its events. */
export interface WatchHooks {
  signal: AbortSignal;
  onWait: (event: WaitEvent) => void;
  /** Called before each request. */
  onRequest: () => void;
  /** Called after each poll that succeeded and does not end the watch. */
  onPoll: () => void;
}

/** When the last watch of an upload began, in milliseconds as `performance.now` counts. It outlives the view: a portal may clear the token and set another one. */
export interface Pace {
  last: number;
}

/** How the view watches the upload, and whom it notifies. */
export interface UploadViewOptions {
  /** The language to ask Partner Center for. */
  locale: () => string;
  watch: (hooks: WatchHooks) => AsyncIterable<BatchUploadDetails>;
  onChange: (details: BatchUploadDetails) => void;
  /** Called after the `onChange` of a batch that is complete. */
  onComplete: (details: BatchUploadDetails) => void;
  onError: (error: PartnerCenterError) => void;
  onView: (view: View) => void;
  onPause: (isPaused: boolean) => void;
}

export class UploadView {
  readonly #ids: Ids;
  readonly #options: UploadViewOptions;
  readonly #announcer: Announcer;
  #language: Language;
  #layout: Layout;
  #result: ResultView;
  readonly #followBar: FollowBar;
  readonly #skeleton = skeleton();
  readonly #notice = element("div", { class: "notice" }, this.#skeleton);
  readonly #resultContainer = element("div", { class: "result-place" });
  #watchAbort = new AbortController();
  #isPaused = false;
  #isStopped = false;
  #details: BatchUploadDetails | undefined;
  #answeredAt = new Date();
  /** The failure that is shown. */
  #failure: Failure | undefined;
  #isSupportOpen = false;
  readonly #pace: Pace;
  #followTimer: ReturnType<typeof setTimeout> | undefined;
  /** The language that Partner Center was last asked for. */
  #locale = "";

  readonly element: HTMLElement;

  constructor(
    language: Language,
    layout: Layout,
    ids: Ids,
    view: View,
    announcer: Announcer,
    pace: Pace,
    options: UploadViewOptions,
  ) {
    this.#language = language;
    this.#layout = layout;
    this.#ids = ids;
    this.#options = options;
    this.#announcer = announcer;
    this.#pace = pace;
    this.#result = new ResultView(language, layout, ids, view);
    this.#followBar = new FollowBar(language, {
      onPause: () => this.#pause(),
      onResume: () => this.#resume(),
      onRefresh: () => this.#followSoon(),
      onTick: () => this.#result.tick(),
    });
    this.#followBar.isWanted = layout.sections.has("bar");
    this.element = element("div", { class: "answer" }, this.#followBar.element, this.#notice, this.#resultContainer);
    guardSelection(this.element);
    this.element.addEventListener("copied", (event) =>
      announcer.announce(this.#language.announcement.sentence(detailOf(event))),
    );
    this.element.addEventListener("view", (event) => {
      options.onView(this.#result.view);
      announcer.announce(detailOf(event));
    });
  }

  /** The last details that were shown. */
  get details(): BatchUploadDetails | undefined {
    return this.#details;
  }

  /** Whether the watch was stopped. One that is complete or has failed was not. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Whether the user has paused the watch. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  set view(view: View) {
    this.#result.view = view;
  }

  /**
   * Shows the same in another language. A watch that goes on is restarted, so that Partner Center uses the new language too, unless a request would
   * come too early.
   */
  set language(language: Language) {
    this.#language = language;
    this.#followBar.language = language;
    this.#rebuild();
    reopenMessage(this.element);
    const { isBusy, isHeldUp } = this.#followBar;
    if (isBusy && !isHeldUp && this.#options.locale() !== this.#locale) this.#followSoon();
  }

  /** Shows the same with other sections, or with headings of another level. */
  set layout(layout: Layout) {
    this.#layout = layout;
    this.#followBar.isWanted = layout.sections.has("bar");
    this.#rebuild();
  }

  #rebuild(): void {
    const before = this.#result;
    rebuildKeepingFocus(this.element, () => {
      this.#result = new ResultView(this.#language, this.#layout, this.#ids, before.view);
      this.#result.restoreFrom(before);
      if (this.#details) this.#showResult(this.#details, summarizeBatch(this.#details));
      if (this.#failure) this.#notice.replaceChildren(this.#failureView(this.#failure));
    });
  }

  /** Watches with a token that may be another one. What became of the last one is over. */
  start(): void {
    if (this.#failure) this.#setNotice(...(this.#details ? [] : [this.#skeleton]));
    this.#abortWatch();
    this.#followSoon();
  }

  /** Watches until the batch is complete, a failure is final or the watch is stopped. While paused, it asks only once. */
  async follow(): Promise<void> {
    this.#abortWatch();
    this.#watchAbort = new AbortController();
    const { signal } = this.#watchAbort;
    this.#pace.last = performance.now();

    this.#locale = this.#options.locale();
    this.#followBar.asking();
    this.#announcer.announce(this.#language.follow.asking);
    setTimeout(() => this.#language.format.prepare());
    const hooks: WatchHooks = {
      signal,
      onWait: (event) => this.#showWait(event),
      onRequest: () => this.#followBar.asking(),
      onPoll: () => this.#showPoll(),
    };
    let isFirst = true;
    try {
      for await (const details of this.#options.watch(hooks)) {
        if (signal.aborted) return;
        this.#showDetails(details, isFirst);
        isFirst = false;
        if (this.#isPaused) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#showFailure(error, false);
      if (hasTimeRunOut(error)) this.#followBar.stopped();
      else this.#followBar.failed();
      if (PartnerCenterError.isInstance(error)) {
        tellOfLoadFailure(error);
        this.#options.onError(error);
      }
      // A fault of this element, or a DOM that lacks something.
      else reportUncaught(error);
    }
  }

  /**
   * Watches now, or a second after the last time: a key that is held down would send twenty requests a second, and a portal that gives another token
   * after each failure as many as the network takes.
   */
  #followSoon(): void {
    const waitMs = this.#pace.last + LEAST_INTERVAL_MS - performance.now();
    clearTimeout(this.#followTimer);
    this.#isStopped = false;
    if (waitMs <= 0) {
      this.follow();
      return;
    }
    this.#followBar.asking();
    this.#followTimer = setTimeout(() => this.follow(), waitMs);
  }

  #abortWatch(): void {
    clearTimeout(this.#followTimer);
    this.#watchAbort.abort();
  }

  /** Stops the watch. What is shown stays. */
  stop(): void {
    this.#isStopped = true;
    this.#abortWatch();
    this.#followBar.stop();
  }

  /** Call it after the element has moved within the document. */
  restore(): void {
    restoreMessage(this.element);
  }

  /** Whether to show everything for printing, and not only what fits on a screen. */
  set isPrinting(isPrinting: boolean) {
    this.#result.isPrinting = isPrinting;
  }

  /** @param isFirst whether the user waits for these details: then they are announced at once */
  #showDetails(details: BatchUploadDetails, isFirst: boolean): void {
    this.#setNotice();
    this.#isSupportOpen = false;
    this.#details = details;
    this.#answeredAt = new Date();
    const summary = summarizeBatch(details);
    this.#showResult(details, summary);

    const language = this.#language;
    const sentence = language.announcement.result(
      sanitize(language, batchStatus(language, details.status, summary).word),
      headline(language, summary),
    );
    if (isFirst || summary.complete) this.#announcer.announce(sentence);
    else this.#announcer.announceThrottled(sentence);
    this.#followBar.answered();
    if (summary.complete) this.#followBar.complete();
    else if (this.#isPaused) this.#followBar.paused();
    this.#options.onChange(details);
    // A listener can have asked for another upload.
    if (summary.complete && !this.#isStopped) this.#options.onComplete(details);
  }

  #showResult(details: BatchUploadDetails, summary: BatchSummary): void {
    keepScrollPosition(this.element, () => this.#result.show(details, summary, this.#answeredAt));
    if (!this.#result.element.isConnected) this.#resultContainer.replaceChildren(this.#result.element);
  }

  /** The poll succeeded, so an earlier failure is not shown any more. */
  #showPoll(): void {
    this.#isSupportOpen = false;
    this.#setNotice();
    this.#followBar.answered();
  }

  /** Shows what is waited for, and the failure that makes it necessary: the wait can take minutes. */
  #showWait(wait: WaitEvent): void {
    const { reason, error } = wait;
    const shown = this.#failure?.error;
    const isShown = PartnerCenterError.isInstance(shown) && shown.code === error?.code;
    if (error !== undefined && !isShown) this.#showFailure(error, true);
    if (reason === "offline") this.#announcer.announce(this.#language.follow.offline);
    this.#followBar.waiting(wait);
  }

  /** @param isRetried whether the watch goes on, and tries again by itself */
  #showFailure(error: unknown, isRetried: boolean): void {
    const language = this.#language;
    const isAfterAnswer = this.#details !== undefined;
    const failure = { error, time: new Date(), locale: this.#locale, isRetried, isAfterAnswer };
    this.#setNotice(this.#failureView(failure));
    this.#failure = failure;
    this.#announcer.announce(language.announcement.sentence(failureHeadline(language, error, failure)));
  }

  /** What a user has opened in a failure stays open in the next one. */
  #failureView(failure: Failure): HTMLElement {
    const view = failureView(this.#language, this.#layout, failure, this.#ids);
    const details = view.querySelector("details");
    if (details) {
      details.open = this.#isSupportOpen;
      details.addEventListener("toggle", () => {
        this.#isSupportOpen = details.open;
      });
    }
    return view;
  }

  #setNotice(...content: HTMLElement[]): void {
    const hadFocus = focusedWithin(this.#notice);
    this.#failure = undefined;
    keepScrollPosition(this.element, () => this.#notice.replaceChildren(...content));
    if (hadFocus) this.#followBar.focus();
  }

  #pause(): void {
    this.#isPaused = true;
    this.#abortWatch();
    if (this.#skeleton.isConnected) this.#setNotice();
    this.#followBar.paused();
    this.#announcer.announce(this.#language.follow.paused);
    this.#options.onPause(true);
  }

  #resume(): void {
    this.#isPaused = false;
    this.#options.onPause(false);
    this.#followSoon();
  }
}

/** The placeholder until the first details arrive. */
function skeleton(): HTMLElement {
  const lines = [element("span"), element("span"), element("span")];
  return element("div", { class: "skeleton card", "aria-hidden": "true" }, ...lines);
}

function detailOf(event: Event): string {
  return event instanceof CustomEvent ? String(event.detail) : "";
}
