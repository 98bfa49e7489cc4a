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
import { DEFAULT_VIEW, readView, type View, type ViewInit } from "./devices/view.js";
import { Announcer } from "./dom/announcer.js";
import { element } from "./dom/dom.js";
import { UploadView, type WatchHooks } from "./follow/upload-view.js";
import { chooseLanguage } from "./languages/choose.js";
import { declaredLanguage, observeLanguage } from "./languages/declared-language.js";
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

interface TypedEvents {
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
const BaseElement = (globalThis.HTMLElement ?? class {}) as unknown as new () => TypedEvents & HTMLElement;

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
export class BatchUploadStatusElement extends BaseElement {
  /** The attributes that ask anew when they change. */
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  readonly #liveRegion = element("p", { class: "visually-hidden", role: "status" });
  readonly #announcer = new Announcer(this.#liveRegion);
  readonly #container = element("div");
  #token: Token | undefined;
  #options: BatchUploadStatusOptions = {};
  #language = chooseLanguage();
  readonly #languageObserver = new MutationObserver(() => this.#updateLanguage());
  #view = DEFAULT_VIEW;
  #uploadView: UploadView | undefined;
  #isStartScheduled = false;

  /** Called by the browser. */
  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = styleSheets();
    root.append(this.#liveRegion, this.#container);
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
    if (token === undefined) this.#clear();
    // Whoever renders anew may give another function each time.
    else if (before === undefined || (typeof token === "string" && token !== before)) this.#scheduleStart();
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
    if (this.#uploadView) this.#uploadView.view = this.#view;
  }

  /** The last answer. */
  get details(): BatchUploadDetails | undefined {
    return this.#uploadView?.details;
  }

  /** Speaks a sentence of the page around it: in the one live region, for two would talk at once. */
  announce(sentence: string): void {
    this.#announcer.announce(sentence);
  }

  /** Called by the browser. */
  connectedCallback(): void {
    for (const name of PROPERTIES) this.#upgradeProperty(name);
    observeLanguage(this, this.#languageObserver);
    this.#updateLanguage();
    addEventListener("beforeprint", this.#beforePrint);
    addEventListener("afterprint", this.#afterPrint);
    this.#scheduleStart();
  }

  /** Called by the browser. */
  disconnectedCallback(): void {
    removeEventListener("beforeprint", this.#beforePrint);
    removeEventListener("afterprint", this.#afterPrint);
    this.#languageObserver.disconnect();
    this.#uploadView?.stop();
  }

  /** Called by the browser. */
  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    this.#clear();
    this.#scheduleStart();
  }

  /** What is not shown is not printed. */
  readonly #beforePrint = (): void => this.#setPrinting(this.checkVisibility());
  readonly #afterPrint = (): void => this.#setPrinting(false);

  #setPrinting(isPrinting: boolean): void {
    if (this.#uploadView) this.#uploadView.isPrinting = isPrinting;
  }

  /** What was set before the element was defined hides the property of the class. */
  #upgradeProperty(name: (typeof PROPERTIES)[number]): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<Record<typeof name, unknown>>)[name];
    Object.assign(this, { [name]: value });
  }

  #updateLanguage(): void {
    const language = chooseLanguage(declaredLanguage(this));
    for (const part of [this.#liveRegion, this.#container]) {
      part.lang = language.tag;
      part.dir = language.direction;
    }
    if (language === this.#language) return;
    this.#language = language;
    this.#announcer.announce("");
    if (this.#uploadView) this.#uploadView.language = language;
  }

  #locale(): string {
    return this.#options.locale ?? this.#language.locale;
  }

  /** Once for all that is set in one go. */
  #scheduleStart(): void {
    if (this.#isStartScheduled) return;
    this.#isStartScheduled = true;
    queueMicrotask(() => {
      this.#isStartScheduled = false;
      this.#start();
    });
  }

  #start(): void {
    if (!this.isConnected || this.customerId === "" || this.trackingId === "" || this.#token === undefined) return;
    this.#uploadView ??= this.#createUploadView();
    this.#container.replaceChildren(this.#uploadView.element);
    this.#uploadView.follow();
  }

  #createUploadView(): UploadView {
    const { customerId, trackingId } = this;
    return new UploadView(this.#language, { customerId, trackingId }, this.#view, this.#announcer, {
      locale: () => this.#locale(),
      watch: (hooks) => this.#watch(hooks),
      onChange: (details) => this.#dispatch("change", details),
      onError: (error) => this.#dispatch("error", error),
      onView: (view) => {
        this.#view = view;
        this.#dispatch("viewchange", view);
      },
    });
  }

  #watch({ signal, onRetry, onPoll }: WatchHooks): AsyncIterable<BatchUploadDetails> {
    const options = this.#options;
    return watchBatchUploadStatus(this.customerId, this.trackingId, this.#requestToken(), {
      ...options,
      locale: this.#locale(),
      ...(this.baseUrl !== "" && { baseUrl: this.baseUrl }),
      signal,
      onRetry: (event) => {
        onRetry(event);
        options.onRetry?.(event);
      },
      onPoll: (event) => {
        onPoll(event);
        options.onPoll?.(event);
      },
    });
  }

  /** A text stays a text: that it is refused is final, where a function is asked once more. */
  #requestToken(): Token {
    if (typeof this.#token !== "function") return this.#token ?? "";
    return async () => (typeof this.#token === "function" ? this.#token() : (this.#token ?? ""));
  }

  #clear(): void {
    this.#uploadView?.stop();
    this.#uploadView = undefined;
    this.#container.replaceChildren();
  }

  #dispatch<Name extends keyof BatchUploadStatusEvents>(
    name: Name,
    detail: BatchUploadStatusEvents[Name]["detail"],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
