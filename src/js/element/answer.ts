/**
 * One batch upload: asked about, followed until it is complete, and shown, its failures too.
 */
import {
  type BatchUploadDetails,
  PartnerCenterError,
  type PollEvent,
  type RetryEvent,
  summarizeBatch,
} from "../index.js";
import type { Announcer } from "./announcer.js";
import { element, focusedWithin } from "./dom.js";
import { failureHeadline, failureView } from "./failure-view.js";
import { FollowBar } from "./follow-bar.js";
import { headline } from "./headline.js";
import { ResultView } from "./result-view.js";
import { batchStatus } from "./status.js";
import type { Ids } from "./support-bundle.js";
import type { View } from "./view.js";

/** How a watch is stopped, and what it tells beside the details. */
export interface Watching {
  signal: AbortSignal;
  onRetry: (event: RetryEvent) => void;
  onPoll: (event: PollEvent) => void;
}

/** What the answer asks with, and whom it tells. */
export interface Asking {
  watch: (watching: Watching) => AsyncIterable<BatchUploadDetails>;
  onChange: (details: BatchUploadDetails) => void;
  onError: (error: PartnerCenterError) => void;
  onView: (view: View) => void;
}

export class Answer {
  readonly #ids: Ids;
  readonly #asking: Asking;
  readonly #announcer: Announcer;
  readonly #result: ResultView;
  readonly #bar = new FollowBar({
    onPause: () => this.#pause(),
    onResume: () => this.#resume(),
    onRefresh: () => this.follow(),
  });
  readonly #skeleton = skeleton();
  readonly #notice = element("div", { class: "notice" }, this.#skeleton);
  readonly #resultPlace = element("div", { class: "result-place" });
  #following = new AbortController();
  #isPaused = false;
  #details: BatchUploadDetails | undefined;

  readonly element = element("div", { class: "answer" }, this.#bar.element, this.#notice, this.#resultPlace);

  constructor(ids: Ids, view: View, announcer: Announcer, asking: Asking) {
    this.#ids = ids;
    this.#asking = asking;
    this.#announcer = announcer;
    this.#result = new ResultView(ids, view);
    this.element.addEventListener("copied", (event) => announcer.say(`${sentenceOf(event)}.`));
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

  /** Asks until the batch is complete, a failure is final or somebody stops it; just once while it is paused. */
  async follow(): Promise<void> {
    this.#following.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;

    this.#bar.asking();
    this.#announcer.say("Asking Partner Center.");
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

  /** Shows every device that is wanted, for paper. */
  unfold(): void {
    this.#result.unfold();
  }

  /** Back to the first devices. */
  fold(): void {
    this.#result.fold();
  }

  /** @param isAwaited whether somebody waits for it: then it is spoken of at once */
  #showDetails(details: BatchUploadDetails, isAwaited: boolean): void {
    this.#result.show(details);
    this.#notify();
    if (this.#details === undefined) this.#resultPlace.replaceChildren(this.#result.element);
    this.#details = details;

    const summary = summarizeBatch(details);
    const sentence = `${batchStatus(details.status).word}. ${headline(summary)}.`;
    if (isAwaited || summary.complete) this.#announcer.say(sentence);
    else this.#announcer.mention(sentence);
    this.#bar.answered();
    if (summary.complete) this.#bar.complete();
    else if (this.#isPaused) this.#bar.paused();
    else this.#bar.following();
    this.#asking.onChange(details);
  }

  /** Whatever failed before, this look did not. */
  #showWait(waitMs: number): void {
    this.#notify();
    if (!this.#isPaused) this.#bar.waiting(waitMs);
  }

  /** The failure is shown while the next attempt is waited for: the wait can be a minute. */
  #showRetry({ waitMs, error }: RetryEvent): void {
    if (error.code !== this.#notice.firstElementChild?.getAttribute("data-code")) this.#showFailure(error);
    this.#bar.retrying(waitMs);
  }

  #showFailure(error: unknown): void {
    this.#notify(failureView(error, this.#ids));
    this.#announcer.say(`${failureHeadline(error)}.`);
  }

  #notify(...content: HTMLElement[]): void {
    const hadFocus = focusedWithin(this.#notice);
    this.#notice.replaceChildren(...content);
    if (hadFocus) this.#bar.focus();
  }

  #pause(): void {
    this.#isPaused = true;
    this.#following.abort();
    if (this.#skeleton.isConnected) this.#notify();
    this.#bar.paused();
    this.#announcer.say("Paused.");
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
