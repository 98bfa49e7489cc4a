/**
 * The watched uploads. One of them is shown, and the others are watched in the background. The list is hidden while it says no more than what
 * is shown.
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
   * @param {(upload: WatchedUpload) => void} actions.onSelect called when an upload is selected
   * @param {(upload: WatchedUpload) => void} actions.onView called when the view of an upload has changed
   * @param {(shown: WatchedUpload | undefined) => void} actions.onChange called when another upload is shown, or its state has changed
   * @param {(upload: WatchedUpload) => void} actions.onRefused called when the service has refused the token of an upload
   * @param {() => void} actions.onEmpty called when the last upload was removed
   */
  constructor(actions) {
    this.#actions = actions;
    const saved = readSavedUploads();
    this.#rememberBox.checked = saved !== undefined;
    this.#rememberBox.addEventListener("change", () => this.#save());
    for (const address of saved ?? []) if (!this.find(address)) this.#add(address);
  }

  /** The upload that is shown. */
  get shown() {
    return this.#shown;
  }

  /** @param {Partial<Ids>} ids */
  find({ customerId = "", trackingId = "" }) {
    const wanted = normalizedIds({ customerId, trackingId });
    return this.#uploads.find(({ address }) => normalizedIds(address) === wanted);
  }

  /** The upload with these ids. It is added if it is not watched yet. @param {UploadAddress} address */
  watch(address) {
    const upload = this.find(address) ?? this.#add(address);
    upload.baseUrl = address.baseUrl;
    this.#save();
    return upload;
  }

  /** The uploads that need a token for this base address. @param {string} baseUrl */
  needingToken(baseUrl) {
    return this.#uploads.filter((upload) => upload.needsNewToken && upload.baseUrl === baseUrl);
  }

  /** The uploads at this base address whose token was refused. @param {string} baseUrl */
  refused(baseUrl) {
    return this.#uploads.filter((upload) => upload.wasRefused && upload.baseUrl === baseUrl);
  }

  /** Shows an upload, or none. @param {WatchedUpload} [upload] */
  show(upload) {
    this.#shown = upload;
    for (const each of this.#uploads) each.isShown = each === upload;
    this.#update();
  }

  /** Localizes the list. */
  localize() {
    for (const upload of this.#uploads) upload.localize();
    this.#update();
  }

  /** Removes the tokens and the details. The list stays. */
  forget() {
    for (const upload of this.#uploads) upload.forget();
  }

  /** @param {UploadAddress} address */
  #add(address) {
    /** @type {WatchedUpload} */
    const upload = new WatchedUpload(address, {
      onSelect: () => this.#actions.onSelect(upload),
      onRemove: () => this.#remove(upload),
      onChange: () => this.#update(),
      onRefused: () => this.#actions.onRefused(upload),
      onEnd: (sentence) => {
        // The upload that is shown has its own announcements.
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

  /** Removes an upload. The next one is focused, or the one before if it was the last. @param {WatchedUpload} upload */
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
    const [first, ...others] = this.#uploads;
    this.#section.hidden = others.length === 0 && (first === undefined || (first === this.#shown && first.hasToken));
    this.#blank.hidden = this.#shown?.hasToken === true;
    this.#actions.onChange(this.#shown);
  }
}

/** Equal for the same upload, however its ids are written. @param {Ids} ids */
function normalizedIds({ customerId, trackingId }) {
  return `${customerId} ${trackingId}`.toLowerCase();
}
