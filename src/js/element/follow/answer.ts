/**
 * One batch upload: asked about, followed until it is complete, and shown, its failures too.
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
import { element, focusedWithin, keepPlace, rebuild } from "../dom/dom.js";
import { type Failure, failureHeadline, failureView } from "../failures/failure-view.js";
import type { Ids } from "../failures/support-bundle.js";
import type { Language } from "../languages/language.js";
import { ResultView } from "../result/result-view.js";
import { headline } from "../status/headline.js";
import { batchStatus } from "../status/status.js";
import { FollowBar } from "./follow-bar.js";

/** How a watch is stopped, and what it tells beside the details. */
export interface Watching {
  signal: AbortSignal;
  onRetry: (event: RetryEvent) => void;
  onPoll: (event: PollEvent) => void;
}

/** What the answer asks with, and whom it tells. */
export interface Asking {
  /** In which language Partner Center is asked to speak. */
  locale: () => string;
  watch: (watching: Watching) => AsyncIterable<BatchUploadDetails>;
  onChange: (details: BatchUploadDetails) => void;
  onError: (error: PartnerCenterError) => void;
  onView: (view: View) => void;
}

export class Answer {
  readonly #ids: Ids;
  readonly #asking: Asking;
  readonly #announcer: Announcer;
  #language: Language;
  #result: ResultView;
  readonly #bar: FollowBar;
  readonly #skeleton = skeleton();
  readonly #notice = element("div", { class: "notice" }, this.#skeleton);
  readonly #resultPlace = element("div", { class: "result-place" });
  #following = new AbortController();
  #isPaused = false;
  #details: BatchUploadDetails | undefined;
  /** The one that is shown. */
  #failure: Failure | undefined;
  /** What Partner Center was asked to speak. */
  #locale = "";

  readonly element: HTMLElement;

  constructor(language: Language, ids: Ids, view: View, announcer: Announcer, asking: Asking) {
    this.#language = language;
    this.#ids = ids;
    this.#asking = asking;
    this.#announcer = announcer;
    this.#result = new ResultView(language, ids, view);
    this.#bar = new FollowBar(language, {
      onPause: () => this.#pause(),
      onResume: () => this.#resume(),
      onRefresh: () => this.follow(),
      onTick: () => this.#result.tick(),
    });
    this.element = element("div", { class: "answer" }, this.#bar.element, this.#notice, this.#resultPlace);
    this.element.addEventListener("copied", (event) =>
      announcer.say(this.#language.spoken.sentence(sentenceOf(event))),
    );
    this.element.addEventListener("view", (event) => {
      asking.onView(this.#result.view);
      announcer.say(sentenceOf(event));
    });
  }

  /** The last one that was shown. */
  get details(): BatchUploadDetails | undefined {
    return this.#details;
  }

  set view(view: View) {
    this.#result.view = view;
  }

  /** Says the same in another language. Whoever is asked again and again is asked in that one from now on. */
  set language(language: Language) {
    const before = this.#result;
    this.#language = language;
    this.#bar.language = language;
    rebuild(this.element, () => {
      this.#result = new ResultView(language, this.#ids, before.view);
      this.#result.continueFrom(before);
      if (this.#details) this.#showResult(this.#details, summarizeBatch(this.#details));
      if (this.#failure) this.#notice.replaceChildren(failureView(language, this.#failure, this.#ids));
    });
    if (this.#bar.isBusy && this.#asking.locale() !== this.#locale) this.follow();
  }

  /** Asks until the batch is complete, a failure is final or somebody stops it; just once while it is paused. */
  async follow(): Promise<void> {
    this.#following.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;

    this.#locale = this.#asking.locale();
    this.#bar.asking();
    this.#announcer.say(this.#language.follow.asking);
    setTimeout(() => this.#language.format.prepare());
    const watching: Watching = {
      signal,
      onRetry: (event) => this.#showRetry(event),
      onPoll: ({ waitMs }) => this.#showWait(waitMs),
    };
    let isFirst = true;
    try {
      for await (const details of this.#asking.watch(watching)) {
        if (signal.aborted) return;
        this.#showDetails(details, isFirst);
        isFirst = false;
        if (this.#isPaused) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#showFailure(error);
      this.#bar.failed();
      if (PartnerCenterError.isInstance(error)) this.#asking.onError(error);
    }
  }

  /** Asks no more. What is shown stays. */
  stop(): void {
    this.#following.abort();
    this.#bar.stop();
  }

  /** Paper gets all that is wanted, and not only what fits a screen. */
  set isForPaper(isForPaper: boolean) {
    this.#result.isForPaper = isForPaper;
  }

  /** @param isAwaited whether somebody waits for it: then it is spoken of at once */
  #showDetails(details: BatchUploadDetails, isAwaited: boolean): void {
    this.#notify();
    this.#details = details;
    const summary = summarizeBatch(details);
    this.#showResult(details, summary);

    const language = this.#language;
    const sentence = language.spoken.result(batchStatus(language, details.status).word, headline(language, summary));
    if (isAwaited || summary.complete) this.#announcer.say(sentence);
    else this.#announcer.mention(sentence);
    this.#bar.answered();
    if (summary.complete) this.#bar.complete();
    else if (this.#isPaused) this.#bar.paused();
    else this.#bar.following();
    this.#asking.onChange(details);
  }

  #showResult(details: BatchUploadDetails, summary: BatchSummary): void {
    keepPlace(this.element, () => this.#result.show(details, summary));
    if (!this.#result.element.isConnected) this.#resultPlace.replaceChildren(this.#result.element);
  }

  /** Whatever failed before, this look did not. */
  #showWait(waitMs: number): void {
    this.#notify();
    if (!this.#isPaused) this.#bar.waiting(waitMs);
  }

  /** The failure is shown while the next attempt is waited for: the wait can be a minute. */
  #showRetry({ waitMs, error }: RetryEvent): void {
    const shown = this.#failure?.error;
    if (!PartnerCenterError.isInstance(shown) || shown.code !== error.code) this.#showFailure(error);
    this.#bar.retrying(waitMs);
  }

  #showFailure(error: unknown): void {
    const language = this.#language;
    const failure = { error, time: new Date(), locale: this.#locale };
    this.#notify(failureView(language, failure, this.#ids));
    this.#failure = failure;
    this.#announcer.say(language.spoken.sentence(failureHeadline(language, error)));
  }

  #notify(...content: HTMLElement[]): void {
    const hadFocus = focusedWithin(this.#notice);
    this.#failure = undefined;
    keepPlace(this.element, () => this.#notice.replaceChildren(...content));
    if (hadFocus) this.#bar.focus();
  }

  #pause(): void {
    this.#isPaused = true;
    this.#following.abort();
    if (this.#skeleton.isConnected) this.#notify();
    this.#bar.paused();
    this.#announcer.say(this.#language.follow.paused);
  }

  #resume(): void {
    this.#isPaused = false;
    this.follow();
  }
}

/** What stands in the place of the first answer. */
function skeleton(): HTMLElement {
  const lines = [element("span"), element("span"), element("span")];
  return element("div", { class: "skeleton card", "aria-hidden": "true" }, ...lines);
}

function sentenceOf(event: Event): string {
  return event instanceof CustomEvent ? String(event.detail) : "";
}
