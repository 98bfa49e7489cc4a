/**
 * The form: the upload to look up, the token, and the base address. The rules for its fields are in index.html.
 *
 * @import { Ids } from "./fragment.js"
 * @import { UploadAddress } from "./saved-uploads.js"
 */
import { elementById } from "./element-by-id.js";
import { enterText, FormField } from "./form-field.js";
import { language } from "./language.js";
import { untrustedText } from "./partner-center-batch-status/element/parts.js";
import { hasSeveralIds, isToken, readPaste, tokenIn } from "./read-paste.js";
import { TokenNote } from "./token-note.js";

/** Longer than any host, which has at most 253 characters, so that the host is always shown as a whole. */
const MAX_ADDRESS_LENGTH = 400;

/** The longest time between the two clicks of a double click, as Windows has it. */
const DOUBLE_CLICK_MS = 500;
/** How far the pointer can move between them. */
const DOUBLE_CLICK_PX = 4;

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export class LookupForm {
  #form = elementById("lookup", HTMLFormElement);
  #customer = elementById("customer", HTMLInputElement);
  #tracking = elementById("tracking", HTMLInputElement);
  #token = elementById("token", HTMLInputElement);
  #tokenNote = new TokenNote(this.#token);
  #baseUrl = elementById("base-url", HTMLInputElement);
  #destination = elementById("destination", HTMLParagraphElement);
  #destinationAddress = elementById("destination-address", HTMLElement);
  #tokenAddress = elementById("token-address", HTMLElement);
  #changeButton = elementById("change", HTMLButtonElement);
  #whichCustomer = elementById("which-customer", HTMLElement);
  #whichTracking = elementById("which-tracking", HTMLElement);
  /** Whether the user has opened the folded form, or typed since the last request. */
  #isChanging = false;
  #submitButton = elementById("submit", HTMLButtonElement);
  /** The last click on the button, unless something else was clicked or the form was changed after it. @type {MouseEvent | undefined} */
  #submitClick;
  #hostBaseUrl;
  #refusedToken = "";
  #onNewToken;
  #notice = elementById("notice", HTMLParagraphElement);
  /** What the notice says, in the language of the page. */
  #noticeText = () => "";
  #tokenField = new FormField(this.#token, () => language.page.form.token, malformedUnless(isToken));
  #fields = [
    new FormField(this.#tracking, () => language.page.form.tracking, problemOfId),
    new FormField(this.#customer, () => language.page.form.customer, problemOfId),
    this.#tokenField,
    new FormField(this.#baseUrl, () => language.page.form.baseUrl),
  ];

  /**
   * @param {string} hostBaseUrl the base address in the settings of the host
   * @param {object} actions
   * @param {(address: UploadAddress) => void} actions.onSubmit called when every field is valid
   * @param {(token: string, baseUrl: string) => boolean} actions.onNewToken called when another token was entered; returns whether it was wanted
   */
  constructor(hostBaseUrl, { onSubmit, onNewToken }) {
    this.#hostBaseUrl = hostBaseUrl;
    this.#onNewToken = onNewToken;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#setNotice();
      if (!this.#check()) return;
      this.#isChanging = false;
      onSubmit(this.#values());
    });
    this.#baseUrl.addEventListener("input", () => this.#showDestination());
    for (const input of this.#inputs) {
      input.addEventListener("input", () => {
        this.#isChanging = true;
        this.#submitClick = undefined;
        this.#setNotice();
      });
      // A text from outside is read before it is in the field, so that a token never stands in a field that shows it.
      input.addEventListener("paste", (event) => this.#insert(input, event, event.clipboardData));
      input.addEventListener("drop", (event) => this.#insert(input, event, event.dataTransfer));
      input.addEventListener("change", () => this.#readTyped(input));
    }
    document.addEventListener("click", (event) => this.#dropSecondClick(event), { capture: true });
    this.#changeButton.addEventListener("click", () => {
      this.#isChanging = true;
      this.unfold();
      this.focus();
    });
    this.fill({ baseUrl: hostBaseUrl });
  }

  get #inputs() {
    return [this.#tracking, this.#customer, this.#token, this.#baseUrl];
  }

  /** The token. It is kept only in its field: emptying the field forgets it. */
  get token() {
    return tokenIn(this.#token.value);
  }

  /** @param {Partial<UploadAddress & { token: string }>} values */
  fill({ customerId, trackingId, baseUrl, token }) {
    if (customerId !== undefined) this.#customer.value = customerId;
    if (trackingId !== undefined) this.#tracking.value = trackingId;
    // The token for one base address is never sent to another.
    if (baseUrl !== undefined && baseUrl !== this.#baseUrl.value) this.forgetToken();
    if (baseUrl !== undefined) this.#baseUrl.value = baseUrl;
    if (token !== undefined) this.#token.value = token;
    this.#tokenNote.update();
    this.#showDestination();
    this.#readIds();
    for (const field of this.#fields) field.clearError();
    this.#setNotice();
    this.#submitClick = undefined;
    this.#isChanging = false;
  }

  /**
   * Folds to one line that says which upload is shown, unless the user is changing something.
   *
   * @param {Ids} ids of the upload that is shown
   */
  fold({ customerId, trackingId }) {
    if (this.#isChanging) return;
    this.#whichCustomer.replaceChildren(untrustedText(language, customerId));
    this.#whichTracking.replaceChildren(untrustedText(language, trackingId));
    const hadFocus = this.#form.contains(document.activeElement);
    this.#form.classList.add("folded");
    if (hadFocus) this.#changeButton.focus({ preventScroll: true });
  }

  /** Drops the second click of a double click on the button: something else can be in its place by then. @param {MouseEvent} event */
  #dropSecondClick(event) {
    const first = this.#submitClick;
    if (first && isSecondClick(first, event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // The keyboard clicks too, without a position.
    const isOnButton = event.detail > 0 && event.composedPath().includes(this.#submitButton);
    this.#submitClick = isOnButton ? event : undefined;
  }

  unfold() {
    this.#form.classList.remove("folded");
  }

  /** Says at the field that the service has refused its token. */
  showTokenRefused() {
    this.#refusedToken = this.token;
    this.unfold();
    this.#tokenField.showRefused();
  }

  forgetToken() {
    this.#token.value = "";
    this.#refusedToken = "";
    this.#tokenNote.update();
  }

  focus() {
    const isFolded = this.#form.classList.contains("folded");
    (isFolded ? this.#changeButton : this.#tracking).focus();
  }

  /** Asks for the one thing that a link to an upload does not contain. */
  askForToken() {
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
    this.#setNotice(this.#noticeText);
    this.#showDestination();
  }

  #values() {
    return { customerId: this.#customer.value, trackingId: this.#tracking.value, baseUrl: this.#baseUrl.value };
  }

  /**
   * Shows at the end of the page where the token goes, and beside the button, unless it is the host's own setting. The base address can come from a remembered upload, and
   * its field may be hidden under "Advanced".
   */
  #showDestination() {
    const address = readableAddress(this.#baseUrl.value);
    this.#destination.hidden = address === "" || address === readableAddress(this.#hostBaseUrl);
    for (const place of [this.#destinationAddress, this.#tokenAddress])
      place.replaceChildren(untrustedText(language, address, MAX_ADDRESS_LENGTH));
  }

  /** Validates every field, and moves the focus to the first invalid one. */
  #check() {
    for (const input of this.#inputs) this.#readTyped(input);
    const [first] = this.#fields.filter((field) => !field.check());
    first?.focus();
    return first === undefined;
  }

  /** Reads what is pasted or dropped into a field. What says nothing, the browser inserts as usual. @param {HTMLInputElement} input @param {Event} event @param {DataTransfer | null} data */
  #insert(input, event, data) {
    const text = data?.getData("text/plain") ?? "";
    const { values, notice } = this.#read(input, text);
    if (values.size === 0) return;
    event.preventDefault();
    for (const [field, value] of values) enterText(field, value);
    input.focus();
    this.#setNotice(notice);
    if (values.has(this.#token)) this.#useToken();
  }

  /** Reads the ids of a link or of the list. Both can come from outside, so a token in them is not taken. */
  #readIds() {
    const { values } = this.#read(this.#tracking, this.#tracking.value);
    if (values.delete(this.#token)) this.#tracking.value = "";
    for (const [field, value] of values) field.value = value;
  }

  /** Reads what is in a field. What belongs into another one does not stay. @param {HTMLInputElement} input */
  #readTyped(input) {
    const { values, notice } = this.#read(input, input.value);
    if (values.size === 0) return;
    if (!values.has(input)) input.value = "";
    for (const [field, value] of values) field.value = value;
    if (notice) {
      for (const field of this.#fields) field.clearError();
      this.#setNotice(notice);
    }
    if (values.has(this.#token)) this.#useToken();
  }

  /**
   * Finds which text belongs into which field.
   *
   * @param {HTMLInputElement} input where the text was entered
   * @param {string} text
   */
  #read(input, text) {
    const { customerId, trackingId, token, id, hasLocation } = readPaste(text);
    const isNamed = customerId !== undefined || trackingId !== undefined || token !== undefined;
    /** @type {Map<HTMLInputElement, string>} */
    const values = new Map();
    // An address that a text names is not taken, so nothing but a token leaves the field of the base address.
    if (input !== this.#baseUrl) {
      if (trackingId !== undefined) values.set(this.#tracking, trackingId);
      if (customerId !== undefined) values.set(this.#customer, customerId);
      if (!isNamed && id !== undefined && input !== this.#token) values.set(input, id);
      if (!isNamed && input === this.#token && isToken(tokenIn(text))) values.set(input, tokenIn(text));
    }
    if (token !== undefined) values.set(this.#token, token);
    const filled = [...values.keys()].map((field) => /** @type {"tracking" | "customer" | "token"} */ (field.id));
    const isElsewhere = filled.some((name) => name !== input.id);
    return { values, notice: isElsewhere ? () => language.page.form.filled(filled, hasLocation) : undefined };
  }

  /** Gives a new token to the uploads that wait for one. */
  #useToken() {
    const { token } = this;
    if (!isToken(token) || token === this.#refusedToken) return;
    if (this.#onNewToken(token, this.#baseUrl.value)) this.#isChanging = false;
  }

  /** Says below the fields where their values come from, or what is missing. */
  #setNotice(text = () => "") {
    this.#noticeText = text;
    this.#notice.textContent = text();
  }
}

/** @param {string} text @returns {"several" | "malformed" | undefined} */
function problemOfId(text) {
  if (GUID.test(text)) return undefined;
  return hasSeveralIds(text) ? "several" : "malformed";
}

/** @param {(text: string) => boolean} isValid @returns {(text: string) => "malformed" | undefined} */
function malformedUnless(isValid) {
  return (text) => (isValid(text) ? undefined : "malformed");
}

/** @param {MouseEvent} first @param {MouseEvent} second */
function isSecondClick(first, second) {
  const moved = Math.max(Math.abs(second.clientX - first.clientX), Math.abs(second.clientY - first.clientY));
  return second.timeStamp - first.timeStamp < DOUBLE_CLICK_MS && moved <= DOUBLE_CLICK_PX;
}

/**
 * An address as the browser understands it: the host in ASCII, so that no letter looks like another one, and without a user name before it. A
 * text that is no address stays as it is.
 *
 * @param {string} text
 */
function readableAddress(text) {
  try {
    const { origin, pathname, search } = new URL(text);
    // The origin of other protocols is the word "null".
    return origin === "null" ? text.trim() : `${origin}${pathname === "/" ? "" : pathname}${search}`;
  } catch {
    return text.trim();
  }
}
