/**
 * The form: the upload to look up, the token, and the base address. The rules for its fields are in index.html.
 *
 * @import { UploadAddress } from "./saved-uploads.js"
 */
import { DoubleClickGuard } from "./double-click-guard.js";
import { elementById } from "./element-by-id.js";
import { FormField } from "./form-field.js";
import { FormFold } from "./form-fold.js";
import { FormReader } from "./form-reader.js";
import { language } from "./language.js";
import { PressGuard } from "./press-guard.js";
import { hasSeveralIds, hasToken, isOtherAnswer, isToken, readPaste, tokenIn } from "./read-paste.js";
import { isSameUpload } from "./saved-uploads.js";
import { TokenDestination } from "./token-destination.js";
import { TokenNote } from "./token-note.js";
import { defaultName } from "./upload-name.js";

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export class LookupForm {
  #form = elementById("lookup", HTMLFormElement);
  #customer = elementById("customer", HTMLInputElement);
  #tracking = elementById("tracking", HTMLInputElement);
  #token = elementById("token", HTMLInputElement);
  #baseUrl = elementById("base-url", HTMLInputElement);
  #destination;
  #fold;
  /** Whether the user has opened the folded form, or typed since the last request. */
  #isChanging = false;
  /** The parts that the user has opened since the last request, to read or to fill them in. @type {Set<HTMLDetailsElement>} */
  #openParts = new Set();
  /** The upload that was asked for, or whose answer is shown. @type {UploadAddress | undefined} */
  #shown;
  /** Whether there is an answer, for which the form folds once nobody uses it. */
  #hasAnswer = false;
  #asksForToken = false;
  #submitButton = elementById("submit", HTMLButtonElement);
  #forgetButton = elementById("forget", HTMLButtonElement);
  #submitGuard = new DoubleClickGuard(this.#submitButton);
  #pressGuard = new PressGuard(this.#form);
  #reader;
  #refusedToken = "";
  #onNewToken;
  #tokenOfAnswer;
  #onFold;
  #notice = elementById("notice", HTMLParagraphElement);
  /** What the notice says, in the language of the page. */
  #noticeText = () => "";
  #tokenField = new FormField(this.#token, () => language.page.form.token, problemOfToken);
  /** After the field, whose error it depends on. */
  #tokenNote = new TokenNote(this.#token);
  #fields = [
    new FormField(this.#tracking, () => language.page.form.tracking, problemOfId),
    new FormField(this.#customer, () => language.page.form.customer, problemOfId),
    this.#tokenField,
    new FormField(this.#baseUrl, () => language.page.form.baseUrl, problemOfBaseUrl),
  ];

  /**
   * @param {string} hostBaseUrl the base address in the settings of the host
   * @param {object} actions
   * @param {(address: UploadAddress) => void} actions.onSubmit called when every field is valid
   * @param {(token: string, baseUrl: string) => boolean} actions.onNewToken called when another token was entered; returns whether it was wanted
   * @param {() => string} actions.tokenOfAnswer returns the token that brought the answer
   * @param {() => void} actions.onFold called when the form has become one line
   */
  constructor(hostBaseUrl, { onSubmit, onNewToken, tokenOfAnswer, onFold }) {
    this.#onFold = onFold;
    this.#onNewToken = onNewToken;
    this.#tokenOfAnswer = tokenOfAnswer;
    this.#destination = new TokenDestination(this.#baseUrl, hostBaseUrl);
    const inputs = { tracking: this.#tracking, customer: this.#customer, token: this.#token, baseUrl: this.#baseUrl };
    for (const input of Object.values(inputs)) {
      input.addEventListener("input", () => {
        this.#isChanging = true;
        this.#submitGuard.reset();
        this.#setNotice();
      });
    }
    this.#reader = new FormReader(inputs, {
      onOtherIds: () => {
        this.#isChanging = true;
        this.#fold.open();
      },
      onOtherAnswer: () => this.#tokenField.showProblem("other"),
      onFilled: ({ notice, hasToken, isTyped }) => {
        if (notice && isTyped) for (const field of this.#fields) field.clearError();
        if (notice || !isTyped) this.#setNotice(notice);
        if (hasToken) this.#useToken();
      },
    });
    this.#form.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.#discard();
      // A key that is held would send, open what has folded, and send again.
      if (event.key === "Enter" && event.repeat) event.preventDefault();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const notice = this.#noticeText;
      if (!this.#check()) {
        if (this.#noticeText === notice) this.#setNotice();
        return;
      }
      onSubmit(this.#values());
      // What the page wanted until now was about the last answer.
      this.#pressGuard.cancel();
      // What it says is over. Its line stays until the answer, so that the button does not move away from the click.
      this.#notice.classList.add("over");
      // From now on: the answer that is still there was that of another request.
      this.#shown = this.#values();
      this.#hasAnswer = false;
      this.#isChanging = false;
      this.#openParts.clear();
    });
    for (const part of this.#form.querySelectorAll("details")) {
      part.addEventListener("toggle", () => this.#noteUse(part));
    }
    this.#fold = new FormFold(this.#form, this.#token, () => {
      this.#isChanging = true;
      this.focus();
    });
    this.fill({ baseUrl: hostBaseUrl });
  }

  /** The token. It is kept only in its field: emptying the field forgets it. */
  get token() {
    return tokenIn(this.#token.value);
  }

  /** @param {Partial<UploadAddress & { token: string }>} values */
  fill({ customerId, trackingId, baseUrl, token }) {
    this.#pressGuard.cancel();
    this.#shown = undefined;
    this.#hasAnswer = false;
    if (customerId !== undefined) this.#customer.value = customerId;
    if (trackingId !== undefined) this.#tracking.value = trackingId;
    // The token for one base address is never sent to another.
    if (baseUrl !== undefined && baseUrl !== this.#baseUrl.value) this.forgetToken();
    if (baseUrl !== undefined) this.#baseUrl.value = baseUrl;
    if (token !== undefined) this.#token.value = token;
    this.#destination.update();
    this.#reader.readIds();
    for (const field of this.#fields) field.clearError();
    if (this.token !== "") this.showTokenRefused(this.#refusedToken);
    this.#tokenNote.update();
    this.#setNotice();
    this.#submitGuard.reset();
    this.#isChanging = false;
    this.#openParts.clear();
  }

  get isFolded() {
    return this.#fold.isFolded;
  }

  /** Whether the field of the token stays in the folded form. */
  get asksForToken() {
    return this.#asksForToken;
  }

  /**
   * Folds to one line that says which upload is shown, unless the user is changing or reading something.
   *
   * @param {UploadAddress} shown the upload that is shown
   * @param {{ asksForToken: boolean }} options whether the field of the token stays
   */
  fold(shown, { asksForToken }) {
    this.#pressGuard.whenReleased("fold", () => this.#foldNow(shown, asksForToken));
  }

  /** @param {UploadAddress} shown @param {boolean} asksForToken */
  #foldNow(shown, asksForToken) {
    this.#shown = shown;
    this.#hasAnswer = true;
    this.#asksForToken = asksForToken;
    const isInUse = this.#isChanging || this.#openParts.size > 0;
    const wasFolded = this.isFolded;
    if (!isInUse) this.#fold.fold(shown, asksForToken);
    this.#setNotice(isInUse ? this.#noticeText : undefined);
    if (this.isFolded && !wasFolded) this.#onFold();
  }

  /** @param {HTMLDetailsElement} part that was opened or closed */
  #noteUse(part) {
    if (part.open) this.#openParts.add(part);
    else this.#openParts.delete(part);
    if (this.#shown && this.#hasAnswer) this.fold(this.#shown, { asksForToken: this.#asksForToken });
  }

  /** Once there is no answer any more. */
  unfold() {
    this.#pressGuard.cancel();
    // A notice that disappeared now could move the button away from a click: leaving the field of the token can begin a request.
    this.#shown = undefined;
    this.#hasAnswer = false;
    this.#asksForToken = false;
    this.#fold.reset();
  }

  /** Discards what was changed since the request, and folds again if there is an answer. */
  #discard() {
    const shown = this.#shown;
    if (shown === undefined || (this.isFolded && !this.#isChanging)) return;
    const hasAnswer = this.#hasAnswer;
    this.fill({ ...shown, token: this.#tokenOfAnswer() });
    this.#shown = shown;
    if (hasAnswer) this.fold(shown, { asksForToken: this.#asksForToken });
  }

  /**
   * Says at the field that the service has refused this token, if it is still there.
   *
   * @param {string} token
   * @param {() => void} [onShown] called afterwards
   */
  showTokenRefused(token, onShown = () => {}) {
    this.#pressGuard.whenReleased("refusal", () => {
      if (token === this.token) {
        this.#refusedToken = token;
        this.#tokenField.showProblem("refused");
        this.#tokenNote.update();
      }
      onShown();
    });
  }

  /** The service has refused this token before, and takes it now. @param {string} token */
  showTokenAccepted(token) {
    if (token !== this.#refusedToken) return;
    this.#pressGuard.whenReleased("refusal", () => {
      this.#refusedToken = "";
      if (token === this.token) this.#tokenField.clearError();
      this.#tokenNote.update();
    });
  }

  forgetToken() {
    this.#pressGuard.cancel();
    this.#token.value = "";
    this.#tokenField.clearError();
    this.#refusedToken = "";
    this.#shown = undefined;
    this.#setNotice();
    this.#tokenNote.update();
  }

  /** Where it begins, in CSS pixels from the top of the screen. */
  get top() {
    return this.#form.getBoundingClientRect().top;
  }

  scrollIntoView() {
    this.#form.scrollIntoView({ block: "nearest" });
  }

  focus() {
    (this.isFolded ? this.#fold : this.#tracking).focus();
  }

  /** Asks for the one thing that a link and the list do not contain, or for the button that sends it. */
  askForToken() {
    if (this.token !== "") return this.#submitButton.focus();
    this.focusToken();
    this.#setNotice(() => language.page.form.onlyTokenMissing);
  }

  focusToken() {
    this.#token.focus();
  }

  submit() {
    this.#form.requestSubmit();
  }

  /** Localizes the error messages. */
  localize() {
    for (const field of this.#fields) field.localize();
    this.#tokenNote.update();
    const isOver = this.#notice.classList.contains("over");
    this.#setNotice(this.#noticeText);
    this.#notice.classList.toggle("over", isOver);
    this.#destination.update();
  }

  #values() {
    return { customerId: this.#customer.value, trackingId: this.#tracking.value, baseUrl: this.#baseUrl.value };
  }

  /** Validates every field, and moves the focus to the first invalid one. */
  #check() {
    this.#reader.readAll();
    const [first] = this.#fields.filter((field) => !field.check());
    first?.focus();
    return first === undefined;
  }

  /** Gives a new token to the uploads that wait for one, unless a button is pressed that says what becomes of it. */
  #useToken() {
    const { token } = this;
    const { pressed } = this.#pressGuard;
    if (pressed === this.#submitButton || pressed === this.#forgetButton) {
      this.#pressGuard.whenReleased("token", () => this.#useToken());
      return;
    }
    if (token === this.#refusedToken && token !== "") this.#tokenField.showProblem("refused");
    if (!isToken(token) || token === this.#refusedToken) return;
    if (!this.#onNewToken(token, this.#baseUrl.value)) return;
    // For another upload than the one that waited, there is still the button to press.
    this.#isChanging = this.#otherUpload !== undefined;
  }

  /** The upload whose answer is shown while the form names another one. */
  get #otherUpload() {
    const shown = this.#hasAnswer ? this.#shown : undefined;
    const { customerId, trackingId } = this.#values();
    const isSame = shown && isSameUpload(shown, { customerId: customerId.trim(), trackingId: trackingId.trim() });
    return isSame ? undefined : shown;
  }

  /** Says below the fields where their values come from, or what is missing, and whether the answer is that of another upload. */
  #setNotice(text = () => "") {
    this.#noticeText = text;
    this.#notice.classList.remove("over");
    const shown = this.#otherUpload;
    const other = shown ? language.page.form.answerIsOf(defaultName(shown, undefined)) : "";
    const notice = [text(), other].filter(Boolean).join(" ");
    if (this.#notice.textContent !== notice) this.#notice.textContent = notice;
  }
}

/** @param {string} text @returns {"several" | "malformed" | undefined} */
function problemOfId(text) {
  if (GUID.test(text)) return undefined;
  return hasSeveralIds(text) ? "several" : "malformed";
}

/** @param {string} text @returns {"id" | "other" | "several" | "malformed" | undefined} */
function problemOfToken(text) {
  if (isToken(text)) return undefined;
  if (readPaste(text).id !== undefined) return "id";
  if (isOtherAnswer(text)) return "other";
  return hasSeveralIds(text) && !hasToken(text) ? "several" : "malformed";
}

/**
 * The rule of the package (src/request/base_url.rs), restated but for the letters of a host: the form checks it before anything is sent.
 *
 * @param {string} text
 * @returns {"malformed" | "call" | undefined}
 */
function problemOfBaseUrl(text) {
  const { protocol, hostname, origin, pathname } = new URL(text);
  if (CALL.test(text)) return "call";
  const isLocal = protocol === "http:" && /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol !== "https:" && !isLocal) return "malformed";
  // Nothing that a browser would read differently, and neither a user name nor a query.
  const plain = text.toLowerCase().replace(/:(443|80)(?=\/|$)/, "");
  const isPlain = withoutSlash(plain) === withoutSlash(`${origin}${pathname}`.toLowerCase());
  return isPlain && !/%|\/\//.test(pathname) ? undefined : "malformed";
}

const CALL = /\/customers\/[^/]+\/\w+|\/customers\/?$/i;

/** @param {string} address */
function withoutSlash(address) {
  return address.replace(/\/$/, "");
}
