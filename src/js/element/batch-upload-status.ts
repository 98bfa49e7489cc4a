/**
 * The element: its attributes and properties, and when it asks.
 */
import {
  type BatchUploadDetails,
  type PartnerCenterError,
  type Token,
  type WatchBatchUploadStatusOptions,
  watchBatchUploadStatus,
} from "../index.js";
import { EVERY_DEVICE, readView, type View, type ViewInit } from "./devices/view.js";
import { Announcer } from "./dom/announcer.js";
import { element } from "./dom/dom.js";
import { Answer, type Watching } from "./follow/answer.js";
import { chooseLanguage } from "./languages/choose.js";
import { declaredLanguage, observeLanguage } from "./languages/language-around.js";
import { styleSheets } from "./styles.js";

/** How the element asks: what `watchBatchUploadStatus` takes, save for what the element itself sees to. */
export type BatchUploadStatusOptions = Omit<WatchBatchUploadStatusOptions, "baseUrl" | "signal">;

/** The events of the element, none of which bubbles. */
export interface BatchUploadStatusEvents {
  /** The first answer, and each that differs from the one before. */
  change: CustomEvent<BatchUploadDetails>;
  /** The watch has ended with a failure. */
  error: CustomEvent<PartnerCenterError>;
  /** Somebody has searched, filtered or sorted. */
  viewchange: CustomEvent<View>;
}

interface WithEvents {
  addEventListener<Name extends keyof BatchUploadStatusEvents>(
    name: Name,
    listener: (event: BatchUploadStatusEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "batch-upload-status": BatchUploadStatusElement;
  }
}

const ATTRIBUTES = ["customer-id", "tracking-id", "base-url"] as const;
const PROPERTIES = ["customerId", "trackingId", "baseUrl", "token", "options", "view"] as const;

/** On a server there are no elements, and importing this module is still no error. */
const Base = (globalThis.HTMLElement ?? class {}) as unknown as new () => WithEvents & HTMLElement;

/**
 * `<batch-upload-status customer-id="…" tracking-id="…">` shows what became of a device batch upload, from the first answer to the last.
 *
 * It asks once it is in the document and has both ids and a token; another id or base address asks anew. It stops when it is removed.
 *
 * It speaks the language of the nearest `lang` around it, or that of the browser where there is none; in another one it says the same. A batch
 * that goes on is asked about in that one, a complete one is not asked about anew.
 *
 * Its looks follow `color-scheme`, and these custom properties: `--batch-font`, `--batch-font-mono`, `--batch-radius`; for surfaces
 * `--batch-card`, `--batch-inset`, `--batch-line`, `--batch-edge`; for text `--batch-ink`, `--batch-ink-soft`; `--batch-focus`; and for outcomes
 * `--batch-good`, `--batch-bad`, `--batch-busy`, `--batch-waiting`, `--batch-unclear`.
 */
export class BatchUploadStatusElement extends Base {
  /** The attributes that ask anew when they change. */
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  readonly #announcement = element("p", { class: "visually-hidden", role: "status" });
  readonly #announcer = new Announcer(this.#announcement);
  readonly #place = element("div");
  #token: Token | undefined;
  #options: BatchUploadStatusOptions = {};
  #language = chooseLanguage();
  readonly #languageAround = new MutationObserver(() => this.#speak());
  #view = EVERY_DEVICE;
  #answer: Answer | undefined;
  #isDue = false;

  /** Called by the browser. */
  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = styleSheets();
    root.append(this.#announcement, this.#place);
  }

  /** The GUID of the customer's tenant: the attribute `customer-id`. */
  get customerId(): string {
    return this.getAttribute("customer-id") ?? "";
  }

  set customerId(id: string) {
    this.setAttribute("customer-id", id);
  }

  /** The tracking id of the upload, or the `Location` value of its answer: the attribute `tracking-id`. */
  get trackingId(): string {
    return this.getAttribute("tracking-id") ?? "";
  }

  set trackingId(id: string) {
    this.setAttribute("tracking-id", id);
  }

  /** Where to ask, when that is not Partner Center itself: the attribute `base-url`. */
  get baseUrl(): string {
    return this.getAttribute("base-url") ?? "";
  }

  set baseUrl(url: string) {
    this.setAttribute("base-url", url);
  }

  /**
   * A bearer token, or better a function that gives one; never an attribute. Another text asks anew, another function is called from the next
   * request on, and without a token the element forgets its answer.
   */
  get token(): Token | undefined {
    return this.#token;
  }

  set token(token: Token | undefined) {
    const before = this.#token;
    this.#token = token;
    if (token === undefined) this.#forget();
    // Whoever renders anew may give another function each time.
    else if (before === undefined || (typeof token === "string" && token !== before)) this.#askSoon();
  }

  /** How it asks, from the next time on: Partner Center is asked to speak the element's language, unless `locale` names another. */
  get options(): BatchUploadStatusOptions {
    return this.#options;
  }

  set options(options: BatchUploadStatusOptions) {
    this.#options = options;
  }

  /** Which devices are shown, and in which order. */
  get view(): View {
    return this.#view;
  }

  set view(view: ViewInit) {
    this.#view = readView(view);
    if (this.#answer) this.#answer.view = this.#view;
  }

  /** The last answer. */
  get details(): BatchUploadDetails | undefined {
    return this.#answer?.details;
  }

  /** Speaks a sentence of the page around it: in the one live region, for two would talk at once. */
  announce(sentence: string): void {
    this.#announcer.say(sentence);
  }

  /** Called by the browser. */
  connectedCallback(): void {
    for (const name of PROPERTIES) this.#takeOver(name);
    observeLanguage(this, this.#languageAround);
    this.#speak();
    addEventListener("beforeprint", this.#beforePrint);
    addEventListener("afterprint", this.#afterPrint);
    this.#askSoon();
  }

  /** Called by the browser. */
  disconnectedCallback(): void {
    removeEventListener("beforeprint", this.#beforePrint);
    removeEventListener("afterprint", this.#afterPrint);
    this.#languageAround.disconnect();
    this.#answer?.stop();
  }

  /** Called by the browser. */
  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    this.#forget();
    this.#askSoon();
  }

  /** What is not shown is not printed. */
  readonly #beforePrint = (): void => this.#setForPaper(this.checkVisibility());
  readonly #afterPrint = (): void => this.#setForPaper(false);

  #setForPaper(isForPaper: boolean): void {
    if (this.#answer) this.#answer.isForPaper = isForPaper;
  }

  /** What was set before the element was defined hides the property of the class. */
  #takeOver(name: (typeof PROPERTIES)[number]): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<Record<typeof name, unknown>>)[name];
    Object.assign(this, { [name]: value });
  }

  #speak(): void {
    const language = chooseLanguage(declaredLanguage(this));
    for (const part of [this.#announcement, this.#place]) {
      part.lang = language.tag;
      part.dir = language.direction;
    }
    if (language === this.#language) return;
    this.#language = language;
    this.#announcer.say("");
    if (this.#answer) this.#answer.language = language;
  }

  #locale(): string {
    return this.#options.locale ?? this.#language.locale;
  }

  /** Once for all that is set in one go. */
  #askSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#ask();
    });
  }

  #ask(): void {
    if (!this.isConnected || this.customerId === "" || this.trackingId === "" || this.#token === undefined) return;
    this.#answer ??= this.#newAnswer();
    this.#place.replaceChildren(this.#answer.element);
    this.#answer.follow();
  }

  #newAnswer(): Answer {
    const { customerId, trackingId } = this;
    return new Answer(this.#language, { customerId, trackingId }, this.#view, this.#announcer, {
      locale: () => this.#locale(),
      watch: (watching) => this.#watch(watching),
      onChange: (details) => this.#tell("change", details),
      onError: (error) => this.#tell("error", error),
      onView: (view) => {
        this.#view = view;
        this.#tell("viewchange", view);
      },
    });
  }

  #watch({ signal, onRetry, onPoll }: Watching): AsyncIterable<BatchUploadDetails> {
    const given = this.#options;
    return watchBatchUploadStatus(this.customerId, this.trackingId, this.#tokenToAskWith(), {
      ...given,
      locale: this.#locale(),
      ...(this.baseUrl !== "" && { baseUrl: this.baseUrl }),
      signal,
      onRetry: (event) => {
        onRetry(event);
        given.onRetry?.(event);
      },
      onPoll: (event) => {
        onPoll(event);
        given.onPoll?.(event);
      },
    });
  }

  /** A text stays a text: that it is refused is final, where a function is asked once more. */
  #tokenToAskWith(): Token {
    if (typeof this.#token !== "function") return this.#token ?? "";
    return async () => (typeof this.#token === "function" ? this.#token() : (this.#token ?? ""));
  }

  #forget(): void {
    this.#answer?.stop();
    this.#answer = undefined;
    this.#place.replaceChildren();
  }

  #tell<Name extends keyof BatchUploadStatusEvents>(name: Name, detail: BatchUploadStatusEvents[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
