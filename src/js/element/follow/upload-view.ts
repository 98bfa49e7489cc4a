/**
 * The view of one batch upload: follows it until it is complete, and shows its details and its failures.
 */
import {
  type BatchSummary,
  type BatchUploadDetails,
  PartnerCenterError,
  type PollEvent,
  type RetryEvent,
  summarizeBatch,
} from "../../index.js";
import type { View } from "../devices/view.js";
import type { Announcer } from "../dom/announcer.js";
import { element, focusedWithin, keepScrollPosition, rebuildKeepingFocus } from "../dom/dom.js";
import { sanitize } from "../dom/untrusted-text.js";
import { type Failure, failureHeadline, failureView } from "../failures/failure-view.js";
import type { Ids } from "../failures/support-bundle.js";
import { guardSelection } from "../files/clipboard.js";
import type { Language } from "../languages/language.js";
import { ResultView } from "../result/result-view.js";
import { headline } from "../status/headline.js";
import { batchStatus } from "../status/status.js";
import { FollowBar } from "./follow-bar.js";

/** Stops a watch, and receives its events. */
export interface WatchHooks {
  signal: AbortSignal;
  onRetry: (event: RetryEvent) => void;
  onPoll: (event: PollEvent) => void;
}

/** How the view watches the upload, and whom it notifies. */
export interface UploadViewOptions {
  /** The language to ask Partner Center for. */
  locale: () => string;
  watch: (hooks: WatchHooks) => AsyncIterable<BatchUploadDetails>;
  onChange: (details: BatchUploadDetails) => void;
  onError: (error: PartnerCenterError) => void;
  onView: (view: View) => void;
}

export class UploadView {
  readonly #ids: Ids;
  readonly #options: UploadViewOptions;
  readonly #announcer: Announcer;
  #language: Language;
  #result: ResultView;
  readonly #followBar: FollowBar;
  readonly #skeleton = skeleton();
  readonly #notice = element("div", { class: "notice" }, this.#skeleton);
  readonly #resultContainer = element("div", { class: "result-place" });
  #watchAbort = new AbortController();
  #isPaused = false;
  #details: BatchUploadDetails | undefined;
  /** The failure that is shown. */
  #failure: Failure | undefined;
  /** The language that Partner Center was last asked for. */
  #locale = "";

  readonly element: HTMLElement;

  constructor(language: Language, ids: Ids, view: View, announcer: Announcer, options: UploadViewOptions) {
    this.#language = language;
    this.#ids = ids;
    this.#options = options;
    this.#announcer = announcer;
    this.#result = new ResultView(language, ids, view);
    this.#followBar = new FollowBar(language, {
      onPause: () => this.#pause(),
      onResume: () => this.#resume(),
      onRefresh: () => this.follow(),
      onTick: () => this.#result.tick(),
    });
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

  set view(view: View) {
    this.#result.view = view;
  }

  /** Shows the same in another language. A watch that goes on is restarted, so that Partner Center uses the new language too. */
  set language(language: Language) {
    const before = this.#result;
    this.#language = language;
    this.#followBar.language = language;
    rebuildKeepingFocus(this.element, () => {
      this.#result = new ResultView(language, this.#ids, before.view);
      this.#result.restoreFrom(before);
      if (this.#details) this.#showResult(this.#details, summarizeBatch(this.#details));
      if (this.#failure) this.#notice.replaceChildren(failureView(language, this.#failure, this.#ids));
    });
    if (this.#followBar.isBusy && this.#options.locale() !== this.#locale) this.follow();
  }

  /** Watches until the batch is complete, a failure is final or the watch is stopped. While paused, it asks only once. */
  async follow(): Promise<void> {
    this.#watchAbort.abort();
    this.#watchAbort = new AbortController();
    const { signal } = this.#watchAbort;

    this.#locale = this.#options.locale();
    this.#followBar.asking();
    this.#announcer.announce(this.#language.follow.asking);
    setTimeout(() => this.#language.format.prepare());
    const hooks: WatchHooks = {
      signal,
      onRetry: (event) => this.#showRetry(event),
      onPoll: ({ waitMs }) => this.#showNextPoll(waitMs),
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
      this.#showFailure(error);
      this.#followBar.failed();
      if (PartnerCenterError.isInstance(error)) this.#options.onError(error);
    }
  }

  /** Stops the watch. What is shown stays. */
  stop(): void {
    this.#watchAbort.abort();
    this.#followBar.stop();
  }

  /** Whether to show everything for printing, and not only what fits on a screen. */
  set isPrinting(isPrinting: boolean) {
    this.#result.isPrinting = isPrinting;
  }

  /** @param isFirst whether the user waits for these details: then they are announced at once */
  #showDetails(details: BatchUploadDetails, isFirst: boolean): void {
    this.#setNotice();
    this.#details = details;
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
    else this.#followBar.following();
    this.#options.onChange(details);
  }

  #showResult(details: BatchUploadDetails, summary: BatchSummary): void {
    keepScrollPosition(this.element, () => this.#result.show(details, summary));
    if (!this.#result.element.isConnected) this.#resultContainer.replaceChildren(this.#result.element);
  }

  /** The poll succeeded, so an earlier failure is not shown any more. */
  #showNextPoll(waitMs: number): void {
    this.#setNotice();
    if (!this.#isPaused) this.#followBar.waiting(waitMs);
  }

  /** Shows the failure while the next attempt is waited for, because the wait can be a minute. */
  #showRetry({ waitMs, error }: RetryEvent): void {
    const shown = this.#failure?.error;
    if (!PartnerCenterError.isInstance(shown) || shown.code !== error.code) this.#showFailure(error);
    this.#followBar.retrying(waitMs);
  }

  #showFailure(error: unknown): void {
    const language = this.#language;
    const failure = { error, time: new Date(), locale: this.#locale };
    this.#setNotice(failureView(language, failure, this.#ids));
    this.#failure = failure;
    this.#announcer.announce(language.announcement.sentence(failureHeadline(language, error)));
  }

  #setNotice(...content: HTMLElement[]): void {
    const hadFocus = focusedWithin(this.#notice);
    this.#failure = undefined;
    keepScrollPosition(this.element, () => this.#notice.replaceChildren(...content));
    if (hadFocus) this.#followBar.focus();
  }

  #pause(): void {
    this.#isPaused = true;
    this.#watchAbort.abort();
    if (this.#skeleton.isConnected) this.#setNotice();
    this.#followBar.paused();
    this.#announcer.announce(this.#language.follow.paused);
  }

  #resume(): void {
    this.#isPaused = false;
    this.follow();
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
