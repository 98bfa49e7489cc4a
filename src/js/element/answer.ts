/**
 * One batch upload: asked about, followed until it is complete, and shown, its failures too.
 */
import { type BatchUploadDetails, PartnerCenterError, type RetryEvent, summarizeBatch } from "../index.js";
import type { Announcer } from "./announcer.js";
import { element } from "./dom.js";
import { failureHeadline, failureView } from "./failure-view.js";
import { FollowBar } from "./follow-bar.js";
import { headline } from "./headline.js";
import { ResultView } from "./result-view.js";
import { batchStatus } from "./status.js";
import type { Ids } from "./support-bundle.js";
import type { View } from "./view.js";

/** What the answer asks with, and whom it tells. */
export interface Asking {
  watch: (signal: AbortSignal, onRetry: (event: RetryEvent) => void) => AsyncIterable<BatchUploadDetails>;
  onChange: (details: BatchUploadDetails) => void;
  onError: (error: PartnerCenterError) => void;
  onView: (view: View) => void;
}

export class Answer {
  readonly #ids: Ids;
  readonly #asking: Asking;
  readonly #announcer: Announcer;
  readonly #result: ResultView;
  readonly #bar = new FollowBar({ onStop: () => this.#stopByHand(), onAsk: () => this.follow() });
  readonly #notice = element("div", { class: "notice" }, skeleton());
  readonly #resultPlace = element("div", { class: "result-place" });
  #following = new AbortController();
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

  /** Asks until the batch is complete, a failure is final or somebody stops it. */
  async follow(): Promise<void> {
    this.#following.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;

    this.#bar.asking();
    this.#announcer.say("Asking Partner Center.");
    try {
      for await (const details of this.#asking.watch(signal, (event) => this.#showRetry(event))) {
        if (signal.aborted) return;
        this.#showDetails(details);
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
  }

  /** Shows every device that is wanted, for paper. */
  unfold(): void {
    this.#result.unfold();
  }

  /** Back to the first devices. */
  fold(): void {
    this.#result.fold();
  }

  #showDetails(details: BatchUploadDetails): void {
    this.#result.show(details);
    this.#notice.replaceChildren();
    const isFirst = this.#details === undefined;
    if (isFirst) this.#resultPlace.replaceChildren(this.#result.element);
    this.#details = details;

    const summary = summarizeBatch(details);
    const sentence = `${batchStatus(details.status).word}. ${headline(summary)}.`;
    if (isFirst || summary.complete) this.#announcer.say(sentence);
    else this.#announcer.mention(sentence);
    if (summary.complete) this.#bar.complete();
    else this.#bar.following();
    this.#asking.onChange(details);
  }

  /** The failure is shown while the next attempt is waited for: the wait can be a minute. */
  #showRetry({ waitMs, error }: RetryEvent): void {
    if (error.code !== this.#notice.firstElementChild?.getAttribute("data-code")) this.#showFailure(error);
    this.#bar.retrying(waitMs);
  }

  #showFailure(error: unknown): void {
    this.#notice.replaceChildren(failureView(error, this.#ids));
    this.#announcer.say(`${failureHeadline(error)}.`);
  }

  #stopByHand(): void {
    this.stop();
    this.#bar.stopped();
    if (this.#details === undefined) this.#notice.replaceChildren();
    this.#announcer.say("Stopped.");
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
