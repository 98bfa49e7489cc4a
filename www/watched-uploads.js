/**
 * The uploads that are watched, one of them shown: the others go on meanwhile. The list appears once there is something in it.
 *
 * @import { Ids } from "./fragment.js"
 * @import { UploadAddress } from "./remembered.js"
 */
import { byId } from "./by-id.js";
import { forgetRemembered, readRemembered, remember } from "./remembered.js";
import { WatchedUpload } from "./watched-upload.js";

export class WatchedUploads {
  #section = byId("watched", HTMLElement);
  #list = byId("watched-list", HTMLUListElement);
  #remember = byId("remember", HTMLInputElement);
  #answer = byId("answer", HTMLElement);
  #blank = byId("blank", HTMLDivElement);
  /** @type {WatchedUpload[]} */
  #uploads = [];
  /** @type {WatchedUpload | undefined} */
  #shown;
  #actions;

  /**
   * @param {object} actions
   * @param {(upload: WatchedUpload) => void} actions.onChoose somebody wants to see this one
   * @param {(upload: WatchedUpload) => void} actions.onView which devices of it are shown has changed
   * @param {(shown: WatchedUpload | undefined) => void} actions.onChange another one is shown, or it has another state
   * @param {() => void} actions.onEmpty the last one was removed
   */
  constructor(actions) {
    this.#actions = actions;
    const remembered = readRemembered();
    this.#remember.checked = remembered !== undefined;
    this.#remember.addEventListener("change", () => this.#keep());
    for (const address of remembered ?? []) this.#add(address);
  }

  /** The one that is shown. */
  get shown() {
    return this.#shown;
  }

  /** @param {Partial<Ids>} ids */
  find({ customerId = "", trackingId = "" }) {
    const wanted = idsOf({ customerId, trackingId });
    return this.#uploads.find(({ address }) => idsOf(address) === wanted);
  }

  /** The one with these ids: a new one, unless it is watched already. @param {UploadAddress} address */
  watch(address) {
    const upload = this.find(address) ?? this.#add(address);
    upload.baseUrl = address.baseUrl;
    this.#keep();
    return upload;
  }

  /** Those that wait for a token of this base address. @param {string} baseUrl */
  waiting(baseUrl) {
    return this.#uploads.filter((upload) => upload.wantsToken && upload.baseUrl === baseUrl);
  }

  /** Shows this one, or none. @param {WatchedUpload} [upload] */
  show(upload) {
    this.#shown = upload;
    for (const each of this.#uploads) each.isShown = each === upload;
    this.#changed();
  }

  /** Says how each stands, in the language of the page. */
  speak() {
    for (const upload of this.#uploads) upload.speak();
    this.#changed();
  }

  /** Leaves nothing of the tokens and the answers, and the list only where it is remembered. */
  forget() {
    for (const upload of [...this.#uploads]) {
      upload.forget();
      if (!this.#remember.checked) this.#take(upload);
    }
    this.show(this.find(this.#shown?.address ?? {}));
  }

  /** @param {UploadAddress} address */
  #add(address) {
    /** @type {WatchedUpload} */
    const upload = new WatchedUpload(address, {
      onChoose: () => this.#actions.onChoose(upload),
      onRemove: () => this.#remove(upload),
      onChange: () => this.#changed(),
      onEnd: (sentence) => {
        // The one that is shown speaks for itself.
        if (upload !== this.#shown) this.#shown?.status.announce(sentence);
      },
    });
    upload.status.addEventListener("viewchange", () => this.#actions.onView(upload));
    this.#uploads.push(upload);
    this.#list.append(upload.item);
    this.#answer.append(upload.status);
    this.#changed();
    return upload;
  }

  /** The keyboard goes on with the one after it, or before it where it was the last. @param {WatchedUpload} upload */
  #remove(upload) {
    const place = this.#uploads.indexOf(upload);
    this.#take(upload);
    const next = this.#uploads[place] ?? this.#uploads.at(-1);
    if (upload === this.#shown && next) this.#actions.onChoose(next);
    if (next) return next.focus();
    this.show();
    this.#actions.onEmpty();
  }

  /** @param {WatchedUpload} upload */
  #take(upload) {
    this.#uploads = this.#uploads.filter((other) => other !== upload);
    upload.item.remove();
    upload.status.remove();
    this.#keep();
  }

  #keep() {
    if (this.#remember.checked) remember(this.#uploads.map(({ address }) => address));
    else forgetRemembered();
  }

  #changed() {
    this.#section.hidden = this.#uploads.length === 0;
    this.#blank.hidden = this.#shown?.hasToken === true;
    this.#actions.onChange(this.#shown);
  }
}

/** The same upload, however its ids are written. @param {Ids} ids */
function idsOf({ customerId, trackingId }) {
  return `${customerId} ${trackingId}`.toLowerCase();
}
