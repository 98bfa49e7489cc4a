/**
 * The element: its attributes and properties, and when it starts and stops its watch.
 */
import type { BatchUploadDetails, PartnerCenterError, Token, WatchBatchUploadStatusOptions } from "../index.js";
import { readOptions } from "../options.js";
import { watch } from "../watch-batch-upload-status.js";
import { DEFAULT_VIEW, readView, type View, type ViewInit } from "./devices/view.js";
import { Announcer } from "./dom/announcer.js";
import { element } from "./dom/dom.js";
import { type Pace, UploadView, type WatchHooks } from "./follow/upload-view.js";
import { chooseLanguage } from "./languages/choose.js";
import { declaredLanguage, observeLanguage } from "./languages/declared-language.js";
import { DEFAULT_LAYOUT, readHeadingLevel, readSections, sectionsHint } from "./layout.js";
import { styleSheets } from "./styles.js";

/** The options of the element's requests: those of `watchBatchUploadStatus`, except the ones that the element sets itself. */
export type BatchUploadStatusOptions = Omit<WatchBatchUploadStatusOptions, "baseUrl" | "signal">;

/** The events of the element. They do not bubble. */
export interface BatchUploadStatusEvents {
  /** The first details, and all that differ from the ones before. */
  change: CustomEvent<BatchUploadDetails>;
  /**
   * The batch is complete: once for each upload, right after its `change`, also if it was complete already. A listener of `change` that asks for
   * another upload ends that.
   */
  complete: CustomEvent<BatchUploadDetails>;
  /** The watch has ended with a failure. */
  error: CustomEvent<PartnerCenterError>;
  /** The user has searched, filtered or sorted. */
  viewchange: CustomEvent<View>;
  /** The user has paused the watch (`detail` is `true`), or resumed it. */
  pausechange: CustomEvent<boolean>;
}

/** No value: the same as a property or an option that was never set, or an attribute that is not there. */
type Nothing = null | undefined;

/** What can be set on the element, by code and by the templates of frameworks. */
export interface BatchUploadStatusProperties {
  /** The GUID of the customer's tenant. */
  customerId?: string | Nothing;
  /** The tracking id of the upload, or the value of the `Location` header in the response to the upload. */
  trackingId?: string | Nothing;
  /** The base address of the requests, if it is not Partner Center itself. */
  baseUrl?: string | Nothing;
  /** A bearer token, or better a function that returns one. */
  token?: Token | Nothing;
  /** The options of the next watch. */
  options?: BatchUploadStatusOptions | Nothing;
  /** Which devices are shown, and in which order. */
  view?: ViewInit | Nothing;
  /** The sections to show, with spaces between: `bar`, `verdict`, `message`, `causes`, `about` and `devices`. */
  sections?: string | Nothing;
  /** The level of the headline, from 1 to 6. */
  headingLevel?: number | `${number}` | Nothing;
}

/** The attributes of the element. They are those properties that are texts. */
export interface BatchUploadStatusAttributes {
  /** The property `customerId`. */
  "customer-id"?: string | Nothing;
  /** The property `trackingId`. */
  "tracking-id"?: string | Nothing;
  /** The property `baseUrl`. */
  "base-url"?: string | Nothing;
  /** The property `sections`. */
  sections?: string | Nothing;
  /** The property `headingLevel`. */
  "heading-level"?: number | string | Nothing;
}

interface TypedEvents {
  /** Listens to an event of the element, with its type. */
  addEventListener<Name extends keyof BatchUploadStatusEvents>(
    name: Name,
    listener: (event: BatchUploadStatusEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Ends what `addEventListener` began, with the same function. */
  removeEventListener<Name extends keyof BatchUploadStatusEvents>(
    name: Name,
    listener: (event: BatchUploadStatusEvents[Name]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "batch-upload-status": BatchUploadStatusElement;
  }
}

type AttributeName = keyof BatchUploadStatusAttributes;
type PropertyName = keyof BatchUploadStatusProperties;

const LAYOUT_ATTRIBUTES: readonly string[] = ["sections", "heading-level"] satisfies AttributeName[];
const ATTRIBUTES: readonly string[] = ["customer-id", "tracking-id", "base-url", ...LAYOUT_ATTRIBUTES];
const PROPERTIES: readonly PropertyName[] = [
  "customerId",
  "trackingId",
  "baseUrl",
  "token",
  "options",
  "view",
  "sections",
  "headingLevel",
];

/** How long an element may lack a token or an id until the console tells so: a framework may set it after a while. */
const HINT_MS = 1_000;
const TOKEN_HINT =
  "<batch-upload-status> is empty because it has no token. Set its property `token` in JavaScript (element.token = …): an attribute does not count, and some frameworks set attributes alone.";
const IDS: readonly string[] = ["customer-id", "tracking-id"] satisfies AttributeName[];
const idHint = (missing: readonly string[]): string =>
  `<batch-upload-status> is empty because it has no ${missing.join(" and no ")}. Set the attributes \`customer-id\` and \`tracking-id\`, or the properties \`customerId\` and \`trackingId\` in JavaScript: HTML takes \`customerId\` for another attribute.`;

/** There is no HTMLElement on a server, where importing this module must not fail. */
const BaseElement = (globalThis.HTMLElement ?? class {}) as unknown as new () => TypedEvents & HTMLElement;

/**
 * `<batch-upload-status customer-id="…" tracking-id="…">` shows the status of a device batch upload, and follows it until it is complete.
 *
 * It starts once it is in the document and has both ids and a token. It starts again when an id or the base address changes, and stops when
 * it is removed; a move within the document does neither.
 *
 * It uses the language of the nearest `lang` attribute around it, or the browser's if there is none. When the language changes, it shows
 * the same details in the new language. Requests for a batch that is not complete use the new language too; a complete batch is not
 * requested again.
 *
 * For every property and every option, `null` and `undefined` are the same as no value. Without a token or an id the element stops and is
 * empty.
 *
 * Its appearance follows `color-scheme` and the custom properties below. Around its cards it uses the portal's text colour.
 *
 * @customElement batch-upload-status
 * @fires {CustomEvent<BatchUploadDetails>} change - The first details, and all that differ from the ones before. It does not bubble.
 * @fires {CustomEvent<BatchUploadDetails>} complete - The batch is complete: once for each upload, also if it was complete already. It does not bubble.
 * @fires {CustomEvent<PartnerCenterError>} error - The watch has ended with a failure. It does not bubble.
 * @fires {CustomEvent<View>} viewchange - The user has searched, filtered or sorted. It does not bubble.
 * @fires {CustomEvent<boolean>} pausechange - The user has paused the watch (`detail` is `true`), or resumed it. It does not bubble.
 * @attr {string} lang - The language, `en` or `tr`. Default: that of the page around the element, then of the browser.
 * @csspart bar - The line above: when it was updated, what is waited for, the buttons Pause and Refresh.
 * @csspart verdict - The card with the headline, the bar and the counts.
 * @csspart headline - The result in one sentence.
 * @csspart causes - The errors of the devices, each with its reason and what to do.
 * @csspart cause - One of them.
 * @csspart about - Times and ids.
 * @csspart devices - The list of devices with its filters and exports.
 * @csspart filters - The search and the filters of the list.
 * @csspart table - The table of devices.
 * @csspart failure - The card that tells why a call failed.
 * @cssprop --batch-font-size - The length that all texts and spaces follow; text is 15/16 of it. Default: 16px. With 1rem they follow the root of the page.
 * @cssprop --batch-font - The font.
 * @cssprop --batch-font-mono - The font of ids, serial numbers and codes.
 * @cssprop --batch-radius - The radius of the corners.
 * @cssprop --batch-card - The surface of cards.
 * @cssprop --batch-inset - The surface of what is set into a card.
 * @cssprop --batch-line - Lines between rows.
 * @cssprop --batch-edge - The edges of controls.
 * @cssprop --batch-ink - Text.
 * @cssprop --batch-ink-soft - Text of less weight.
 * @cssprop --batch-focus - The ring around what has the focus.
 * @cssprop --batch-good - What succeeded.
 * @cssprop --batch-bad - What failed.
 * @cssprop --batch-busy - What is in progress.
 * @cssprop --batch-waiting - What waits.
 * @cssprop --batch-unclear - What is unknown.
 * @cssprop --batch-sticky-top - The height of a header of the page that stays in sight: the head of the table, and what is scrolled to, stay below it.
 */
export class BatchUploadStatusElement extends BaseElement {
  /** The attributes that the element follows. */
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  readonly #root = this.attachShadow({ mode: "open" });
  readonly #liveRegion = element("p", { class: "visually-hidden", role: "status" });
  readonly #announcer = new Announcer(this.#liveRegion);
  readonly #container = element("div");
  #token: Token | undefined;
  #options: BatchUploadStatusOptions = {};
  #language = chooseLanguage();
  readonly #languageObserver = new MutationObserver(() => this.#updateLanguage());
  #view = DEFAULT_VIEW;
  #layout = DEFAULT_LAYOUT;
  #uploadView: UploadView | undefined;
  #isStartScheduled = false;
  /** Whether nobody has set `token` yet, not even to `undefined`. */
  #isTokenMissing = true;
  /** The upload whose completion was told last. */
  #completeUpload = "";
  /** Of the upload that was watched last. */
  #pace: Pace & { upload: string } = { upload: "", last: Number.NEGATIVE_INFINITY };
  /** The ids that nobody has set yet, not even to `undefined`. */
  readonly #missingIds = new Set(IDS);

  /** Called by the browser. */
  constructor() {
    super();
    this.#root.append(this.#liveRegion, this.#container);
    this.#style();
  }

  /**
   * The GUID of the customer's tenant.
   *
   * @attr customer-id
   */
  get customerId(): string {
    return this.getAttribute("customer-id") ?? "";
  }

  set customerId(id: BatchUploadStatusProperties["customerId"]) {
    this.#setAttribute("customer-id", id);
  }

  /**
   * The tracking id of the upload, or the value of the `Location` header in the response to the upload.
   *
   * @attr tracking-id
   */
  get trackingId(): string {
    return this.getAttribute("tracking-id") ?? "";
  }

  set trackingId(id: BatchUploadStatusProperties["trackingId"]) {
    this.#setAttribute("tracking-id", id);
  }

  /**
   * The base address of the requests, if it is not Partner Center itself. A path such as `/partner-center` is one of the page's own origin.
   *
   * @attr base-url
   */
  get baseUrl(): string {
    return this.getAttribute("base-url") ?? "";
  }

  set baseUrl(url: BatchUploadStatusProperties["baseUrl"]) {
    this.#setAttribute("base-url", url);
  }

  /**
   * A bearer token, or better a function that returns one. It is never an attribute. A different string restarts the watch, and so does a
   * function in place of a string. A different function is called from the next request on. Without a token the element is empty.
   */
  get token(): Token | undefined {
    return this.#token;
  }

  set token(token: BatchUploadStatusProperties["token"]) {
    const before = this.#token;
    this.#isTokenMissing = false;
    this.#token = token ?? undefined;
    if (this.#token === undefined) this.#clear();
    // A framework may pass a new function each time it renders.
    else if (typeof before !== "function" || typeof token !== "function") {
      if (token !== before) this.#scheduleStart();
    }
  }

  /** The options of the next watch. Default of `locale`: the language of the element. */
  get options(): BatchUploadStatusOptions {
    return this.#options;
  }

  set options(options: BatchUploadStatusProperties["options"]) {
    this.#options = options ?? {};
  }

  /** Which devices are shown, and in which order. */
  get view(): View {
    return this.#view;
  }

  set view(view: BatchUploadStatusProperties["view"]) {
    this.#view = readView(view);
    if (this.#uploadView) this.#uploadView.view = this.#view;
  }

  /**
   * The sections to show, with spaces between: `bar`, `verdict`, `message`, `causes`, `about` and `devices`. Default: all of them. A failure is always
   * shown.
   *
   * @attr sections
   */
  get sections(): string {
    return this.getAttribute("sections") ?? "";
  }

  set sections(names: BatchUploadStatusProperties["sections"]) {
    this.#setAttribute("sections", names);
  }

  /**
   * The level of the headline, from 1 to 6. The headings below it follow. Default: 2.
   *
   * @attr heading-level
   */
  get headingLevel(): number {
    return readHeadingLevel(this.getAttribute("heading-level") ?? "");
  }

  set headingLevel(level: BatchUploadStatusProperties["headingLevel"]) {
    this.#setAttribute("heading-level", level);
  }

  /** The last details. */
  get details(): BatchUploadDetails | undefined {
    return this.#uploadView?.details;
  }

  /** Announces a sentence of the page in the live region of the element. Two live regions would interrupt each other. */
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
    this.#style();
    if (this.#uploadView?.isStopped === false) this.#uploadView.restore();
    else this.#scheduleStart();
  }

  /** Called by the browser. */
  disconnectedCallback(): void {
    removeEventListener("beforeprint", this.#beforePrint);
    removeEventListener("afterprint", this.#afterPrint);
    this.#languageObserver.disconnect();
    // The element may only move. A listener that moves it would begin a watch with each answer.
    queueMicrotask(() => {
      if (!this.isConnected) this.#uploadView?.stop();
    });
  }

  /** Called by the browser. */
  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    this.#missingIds.delete(name);
    if ((before ?? "") === (after ?? "")) return;
    if (LAYOUT_ATTRIBUTES.includes(name)) {
      if (name === "sections") this.#warnOfUnknownSections();
      this.#updateLayout();
      return;
    }
    this.#clear();
    this.#scheduleStart();
  }

  /** A document has style sheets of its own, and a move to another one loses them. */
  #style(): void {
    this.#root.adoptedStyleSheets = styleSheets(this.ownerDocument);
  }

  #setAttribute(name: AttributeName, value: string | number | Nothing): void {
    this.#missingIds.delete(name);
    // Without a check, the DOM would write the words "null" and "undefined".
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }

  /** An element that is not visible is not printed. */
  readonly #beforePrint = (): void => this.#setPrinting(this.checkVisibility());
  readonly #afterPrint = (): void => this.#setPrinting(false);

  #setPrinting(isPrinting: boolean): void {
    if (this.#uploadView) this.#uploadView.isPrinting = isPrinting;
  }

  /** A property that was set before the element was defined shadows the property of the class. */
  #upgradeProperty(name: PropertyName): void {
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

  #warnOfUnknownSections(): void {
    const { unknown } = readSections(this.sections);
    if (unknown.length > 0) console.warn(sectionsHint(unknown));
  }

  #updateLayout(): void {
    const { sections } = readSections(this.sections);
    this.#layout = { sections, headingLevel: this.headingLevel };
    if (this.#uploadView) this.#uploadView.layout = this.#layout;
  }

  /** The language to ask Partner Center for. Options that can't be read end the watch, which tells about them. */
  #locale(): string {
    try {
      return readOptions(this.#options).values.locale ?? this.#language.locale;
    } catch {
      return this.#language.locale;
    }
  }

  /** Starts only once when several properties are set together. */
  #scheduleStart(): void {
    if (this.#isStartScheduled) return;
    this.#isStartScheduled = true;
    queueMicrotask(() => {
      this.#isStartScheduled = false;
      this.#start();
    });
  }

  #start(): void {
    if (!this.#hasUpload() || this.#token === undefined) {
      setTimeout(() => this.#warnOfWhatIsMissing(), HINT_MS);
      return;
    }
    this.#uploadView ??= this.#createUploadView();
    // To insert it again would take the focus away, and its dialog behind the page.
    if (!this.#container.contains(this.#uploadView.element)) this.#container.append(this.#uploadView.element);
    this.#uploadView.start();
  }

  #hasUpload(): boolean {
    return this.isConnected && this.customerId !== "" && this.trackingId !== "";
  }

  /** Warns once. Frameworks that set attributes alone drop the token without a word, and HTML drops the ids that are written as properties. */
  #warnOfWhatIsMissing(): void {
    if (this.#hasUpload() && this.#isTokenMissing) {
      this.#isTokenMissing = false;
      console.warn(TOKEN_HINT);
    } else if (this.isConnected && this.#token !== undefined && this.#missingIds.size > 0) {
      console.warn(idHint([...this.#missingIds]));
      this.#missingIds.clear();
    }
  }

  #createUploadView(): UploadView {
    const { customerId, trackingId, baseUrl } = this;
    const upload = [customerId, trackingId, baseUrl].join(" ");
    if (this.#pace.upload !== upload) this.#pace = { upload, last: Number.NEGATIVE_INFINITY };
    const ids = { customerId, trackingId };
    return new UploadView(this.#language, this.#layout, ids, this.#view, this.#announcer, this.#pace, {
      locale: () => this.#locale(),
      watch: (hooks) => this.#watch(hooks),
      onChange: (details) => this.#dispatch("change", details),
      onComplete: (details) => this.#tellComplete(upload, details),
      onError: (error) => this.#dispatch("error", error),
      onView: (view) => {
        this.#view = view;
        this.#dispatch("viewchange", view);
      },
      onPause: (isPaused) => this.#dispatch("pausechange", isPaused),
    });
  }

  /** Once for each upload, also if the token was missing for a while. */
  #tellComplete(upload: string, details: BatchUploadDetails): void {
    if (upload === this.#completeUpload) return;
    this.#completeUpload = upload;
    this.#dispatch("complete", details);
  }

  /** The options are read as those of `watchBatchUploadStatus` are, and bad ones are refused in the same words. */
  #watch({ signal, onWait, onRequest, onPoll }: WatchHooks): AsyncIterable<BatchUploadDetails> {
    const { customerId, trackingId, baseUrl } = this;
    return watch(customerId, trackingId, this.#requestToken(), () => {
      const options = readOptions(this.#options);
      options.values.locale ??= this.#language.locale;
      if (baseUrl !== "") options.values.baseUrl = withOrigin(baseUrl);
      return {
        ...options,
        signal,
        fetch: (...request) => {
          onRequest();
          return (options.fetch ?? fetch)(...request);
        },
        onWait: (event) => {
          onWait(event);
          options.onWait?.(event);
        },
        onPoll: (event) => {
          onPoll();
          options.onPoll?.(event);
        },
      };
    });
  }

  /** A string stays a string: when it is refused, that is final. A function is called once more. */
  #requestToken(): Token {
    if (typeof this.#token !== "function") return this.#token ?? "";
    return async () => (typeof this.#token === "function" ? this.#token() : (this.#token ?? ""));
  }

  #clear(): void {
    const wasPaused = this.#uploadView?.isPaused;
    this.#uploadView?.stop();
    this.#uploadView = undefined;
    this.#container.replaceChildren();
    this.#announcer.announce("");
    // The next watch is not paused.
    if (wasPaused) this.#dispatch("pausechange", false);
  }

  #dispatch<Name extends keyof BatchUploadStatusEvents>(
    name: Name,
    detail: BatchUploadStatusEvents[Name]["detail"],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** As everywhere in HTML, a path is one of the page's own origin. The WebAssembly refuses all that is no whole address. */
function withOrigin(baseUrl: string): string {
  return /^\/(?!\/)/.test(baseUrl) ? location.origin + baseUrl : baseUrl;
}
