/**
 * The uploads that are watched, one of them shown: the others go on meanwhile. The list appears once there is something in it.
 *
 * @import { Ids } from "./fragment.js"
 * @import { UploadAddress } from "./saved-uploads.js"
 */
import { elementById } from "./element-by-id.js";
import { deleteSavedUploads, readSavedUploads, saveUploads } from "./saved-uploads.js";
import { WatchedUpload } from "./watched-upload.js";

export class WatchedUploads {
  #section = elementById("watched", HTMLElement);
  #list = elementById("watched-list", HTMLUListElement);
  #rememberBox = elementById("remember", HTMLInputElement);
  #answer = elementById("answer", HTMLElement);
  #blank = elementById("blank", HTMLDivElement);
  /** @type {WatchedUpload[]} */
  #uploads = [];
  /** @type {WatchedUpload | undefined} */
  #shown;
  #actions;

  /**
   * @param {object} actions
   * @param {(upload: WatchedUpload) => void} actions.onSelect somebody wants to see this one
   * @param {(upload: WatchedUpload) => void} actions.onView which devices of it are shown has changed
   * @param {(shown: WatchedUpload | undefined) => void} actions.onChange another one is shown, or it has another state
   * @param {() => void} actions.onEmpty the last one was removed
   */
  constructor(actions) {
    this.#actions = actions;
    const saved = readSavedUploads();
    this.#rememberBox.checked = saved !== undefined;
    this.#rememberBox.addEventListener("change", () => this.#save());
    for (const address of saved ?? []) this.#add(address);
  }

  /** The one that is shown. */
  get shown() {
    return this.#shown;
  }

  /** @param {Partial<Ids>} ids */
  find({ customerId = "", trackingId = "" }) {
    const wanted = normalizedIds({ customerId, trackingId });
    return this.#uploads.find(({ address }) => normalizedIds(address) === wanted);
  }

  /** The one with these ids: a new one, unless it is watched already. @param {UploadAddress} address */
  watch(address) {
    const upload = this.find(address) ?? this.#add(address);
    upload.baseUrl = address.baseUrl;
    this.#save();
    return upload;
  }

  /** Those that wait for a token of this base address. @param {string} baseUrl */
  needingToken(baseUrl) {
    return this.#uploads.filter((upload) => upload.needsNewToken && upload.baseUrl === baseUrl);
  }

  /** Shows this one, or none. @param {WatchedUpload} [upload] */
  show(upload) {
    this.#shown = upload;
    for (const each of this.#uploads) each.isShown = each === upload;
    this.#update();
  }

  /** Says how each stands, in the language of the page. */
  localize() {
    for (const upload of this.#uploads) upload.localize();
    this.#update();
  }

  /** Leaves nothing of the tokens and the answers, and the list only where it is saved. */
  forget() {
    for (const upload of [...this.#uploads]) {
      upload.forget();
      if (!this.#rememberBox.checked) this.#detach(upload);
    }
    this.show(this.find(this.#shown?.address ?? {}));
  }

  /** @param {UploadAddress} address */
  #add(address) {
    /** @type {WatchedUpload} */
    const upload = new WatchedUpload(address, {
      onSelect: () => this.#actions.onSelect(upload),
      onRemove: () => this.#remove(upload),
      onChange: () => this.#update(),
      onEnd: (sentence) => {
        // The one that is shown speaks for itself.
        if (upload !== this.#shown) this.#shown?.status.announce(sentence);
      },
    });
    upload.status.addEventListener("viewchange", () => this.#actions.onView(upload));
    this.#uploads.push(upload);
    this.#list.append(upload.item);
    this.#answer.append(upload.status);
    this.#update();
    return upload;
  }

  /** The keyboard goes on with the one after it, or before it where it was the last. @param {WatchedUpload} upload */
  #remove(upload) {
    const index = this.#uploads.indexOf(upload);
    this.#detach(upload);
    const next = this.#uploads[index] ?? this.#uploads.at(-1);
    if (upload === this.#shown && next) this.#actions.onSelect(next);
    if (next) return next.focus();
    this.show();
    this.#actions.onEmpty();
  }

  /** @param {WatchedUpload} upload */
  #detach(upload) {
    this.#uploads = this.#uploads.filter((other) => other !== upload);
    upload.item.remove();
    upload.status.remove();
    this.#save();
  }

  #save() {
    if (this.#rememberBox.checked) saveUploads(this.#uploads.map(({ address }) => address));
    else deleteSavedUploads();
  }

  #update() {
    this.#section.hidden = this.#uploads.length === 0;
    this.#blank.hidden = this.#shown?.hasToken === true;
    this.#actions.onChange(this.#shown);
  }
}

/** The same upload, however its ids are written. @param {Ids} ids */
function normalizedIds({ customerId, trackingId }) {
  return `${customerId} ${trackingId}`.toLowerCase();
}
