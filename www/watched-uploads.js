/**
 * The watched uploads. One of them is shown, and the others are watched in the background. The list is hidden while it says no more than what
 * is shown.
 *
 * What other tabs of the page remember is listed here too, but not watched: two watches would send twice as many requests. What another tab
 * removes is removed here too, and can be brought back in both. Only what is shown stays: somebody may be reading it.
 *
 * @import { Ids } from "./fragment.js"
 * @import { SavedUpload, UploadAddress } from "./saved-uploads.js"
 * @import { UploadState } from "./upload-state.js"
 */
import { elementById } from "./element-by-id.js";
import { language } from "./language.js";
import { RememberBox } from "./remember-box.js";
import { isSameUpload, readSavedUploads } from "./saved-uploads.js";
import { TokenEndAnnouncer } from "./token-end-announcer.js";
import { WatchedList } from "./watched-list.js";
import { WatchedUpload } from "./watched-upload.js";

/** How long a removal can be undone, at least. */
const UNDO_MS = 10_000;
/** How often the ages are updated, and the ends of tokens looked at. */
const TICK_MS = 20_000;

export class WatchedUploads {
  #list = new WatchedList(() => this.#list.order(this.#entries));
  #memory = new RememberBox(
    () => this.#uploads.map(toSavedUpload),
    (saved, removed) => this.#takeOver(saved, removed),
  );
  #tokenEnds = new TokenEndAnnouncer();
  #answer = elementById("answer", HTMLElement);
  #blank = elementById("blank", HTMLDivElement);
  /** In the order in which they were added, with those whose removal can be undone. @type {WatchedUpload[]} */
  #entries = [];
  /** @type {WeakMap<WatchedUpload, ReturnType<typeof setTimeout>>} */
  #dropTimers = new WeakMap();
  /** @type {WatchedUpload | undefined} */
  #shown;
  #actions;

  /**
   * @param {object} actions
   * @param {(upload: WatchedUpload) => void} actions.onSelect called when an upload is selected
   * @param {(upload: WatchedUpload) => void} actions.onView called when the view of an upload has changed
   * @param {(shown: WatchedUpload | undefined, states: UploadState[]) => void} actions.onChange called when another upload is shown, or the state of any has changed
   * @param {(token: string) => void} actions.onAccepted called when an answer has come for this token
   * @param {(token: string) => void} actions.onRefused called when the service has refused this token
   * @param {(upload: WatchedUpload, state: string) => void} actions.onEnd called once when an upload is complete or has failed
   * @param {() => void} actions.onFocusLost called when the list is gone in which the focus was
   * @param {() => void} actions.onEmpty called when no upload is left to be shown
   */
  constructor(actions) {
    this.#actions = actions;
    for (const upload of readSavedUploads() ?? []) if (!this.find(upload)) this.#add(upload);
    setInterval(() => this.#tick(), TICK_MS);
  }

  /** The upload that is shown. */
  get shown() {
    return this.#shown;
  }

  /** Those that were not removed. */
  get #uploads() {
    return this.#entries.filter(({ isRemoved }) => !isRemoved);
  }

  /** @param {Partial<Ids>} ids */
  find({ customerId = "", trackingId = "" }) {
    return this.#uploads.find(({ address }) => isSameUpload(address, { customerId, trackingId }));
  }

  /** The upload with these ids. It is added if it is not watched yet. @param {UploadAddress} address */
  watch(address) {
    const known = this.#entries.find((entry) => isSameUpload(entry.address, address));
    const upload = known ?? this.#add({ ...address, name: "", added: Date.now() });
    if (upload.isRemoved) this.#restore(upload);
    upload.baseUrl = address.baseUrl;
    this.#memory.remember(toSavedUpload(upload));
    return upload;
  }

  /** Whether a token has been sent to this base address. @param {string} baseUrl */
  haveToken(baseUrl) {
    return this.#uploads.some((upload) => upload.watch.hasToken && upload.baseUrl === baseUrl);
  }

  /** Whether an upload was refused this token. @param {string} token */
  isRefused(token) {
    return this.#uploads.some(({ watch }) => watch.wasRefused && watch.token === token);
  }

  /** The uploads that need a token for this base address: also those that still ask with one that was refused elsewhere. @param {string} baseUrl */
  needingToken(baseUrl) {
    const refused = this.#uploads.filter(({ watch }) => watch.wasRefused).map(({ watch }) => watch.token);
    return this.#uploads.filter((upload) => {
      const { watch } = upload;
      const isRefusedSoon = watch.state.kind === "underWay" && refused.includes(watch.token);
      return (watch.needsNewToken || isRefusedSoon) && upload.baseUrl === baseUrl;
    });
  }

  /** Shows an upload, or none. @param {WatchedUpload} [upload] */
  show(upload) {
    this.#shown = upload;
    for (const each of this.#entries) each.isShown = each === upload;
    this.#update();
  }

  /** Localizes the list. */
  localize() {
    for (const upload of this.#entries) upload.localize();
    this.#update();
  }

  /** Removes the tokens and the details. The list stays. */
  forget() {
    for (const upload of this.#entries) upload.watch.forget();
  }

  /** @param {SavedUpload} saved @param {boolean} [isFromAnotherTab] */
  #add(saved, isFromAnotherTab = false) {
    /** @type {WatchedUpload} */
    const upload = new WatchedUpload(saved, isFromAnotherTab, {
      onSelect: () => this.#actions.onSelect(upload),
      onRename: () => this.#memory.remember(toSavedUpload(upload)),
      onRemove: () => this.#remove(upload),
      onUndo: () => this.#undoRemoval(upload),
      onChange: () => this.#update(),
      onAccepted: this.#actions.onAccepted,
      onRefused: this.#actions.onRefused,
      onEnd: (state, wasInProgress) => {
        this.#actions.onEnd(upload, state);
        if (wasInProgress) this.#announceEnd(upload, state);
      },
    });
    upload.status.addEventListener("viewchange", () => this.#actions.onView(upload));
    this.#entries.push(upload);
    this.#list.append(upload);
    this.#answer.append(upload.status);
    this.#update();
    return upload;
  }

  /** @param {WatchedUpload} upload @param {string} state */
  #announceEnd(upload, state) {
    // The upload that is shown has its own announcements.
    if (upload === this.#shown) return;
    const { done, failed } = language.page.watched;
    const isFailure = upload.watch.state.kind === "failed" || upload.watch.state.kind === "refused";
    this.#shown?.status.announce((isFailure ? failed : done)(upload.name, state));
  }

  /** Removes an upload. A line in its place can undo that for a while. @param {WatchedUpload} upload */
  #remove(upload) {
    this.#memory.forget(upload.address);
    const wasShown = upload === this.#shown;
    const index = this.#entries.indexOf(upload);
    upload.isRemoved = true;
    this.#dropLater(upload);
    if (!wasShown) return this.#update();
    const next = this.#entries.slice(index).find(({ isRemoved }) => !isRemoved) ?? this.#uploads.at(-1);
    if (next) return this.#actions.onSelect(next);
    this.show();
    this.#actions.onEmpty();
  }

  /** @param {WatchedUpload} upload */
  #restore(upload) {
    clearTimeout(this.#dropTimers.get(upload));
    upload.isRemoved = false;
    this.#answer.append(upload.status);
  }

  /** @param {WatchedUpload} upload */
  #undoRemoval(upload) {
    this.#restore(upload);
    this.#memory.remember(toSavedUpload(upload));
    upload.focus();
    if (this.#shown === undefined) this.#actions.onSelect(upload);
    else this.#update();
  }

  /** Drops the line of an upload that was removed, after a while and once nobody is at it. @param {WatchedUpload} upload */
  #dropLater(upload) {
    const drop = () => (this.#list.isInUse ? this.#dropLater(upload) : this.#drop(upload));
    this.#dropTimers.set(upload, setTimeout(drop, UNDO_MS));
  }

  /** @param {WatchedUpload} upload */
  #drop(upload) {
    const hadFocus = upload.item.contains(document.activeElement);
    // The listener of a notification can still hold it.
    upload.watch.forget();
    this.#entries = this.#entries.filter((other) => other !== upload);
    upload.item.remove();
    upload.status.remove();
    this.#update();
    const [first] = this.#uploads;
    if (!hadFocus) return;
    if (first === undefined || this.#list.isHidden) this.#actions.onFocusLost();
    else first.focus();
  }

  /** Takes over what another tab has changed. @param {SavedUpload[]} saved @param {SavedUpload[]} removed */
  #takeOver(saved, removed) {
    for (const address of removed) {
      const upload = this.find(address);
      if (upload && upload !== this.#shown) this.#remove(upload);
    }
    for (const upload of saved) {
      const found = this.#entries.find(({ address }) => isSameUpload(address, upload));
      if (found === undefined) this.#add(upload, true);
      else {
        if (found.isRemoved) this.#restore(found);
        found.ownName = upload.name;
      }
    }
  }

  #tick() {
    for (const upload of this.#uploads) upload.tick();
    this.#tokenEnds.announce(this.#uploads, this.#shown);
    this.#update();
  }

  #update() {
    const [first, ...others] = this.#uploads;
    const isAlone = others.length === 0 && this.#entries.length === this.#uploads.length;
    this.#list.isHidden = isAlone && (first === undefined || (first === this.#shown && first.watch.hasToken));
    this.#blank.hidden = this.#shown?.watch.hasToken === true;
    this.#list.order(this.#entries);
    this.#actions.onChange(
      this.#shown,
      this.#uploads.map(({ watch }) => watch.state),
    );
  }
}

/** @param {WatchedUpload} upload @returns {SavedUpload} */
function toSavedUpload({ address, ownName, added }) {
  return { ...address, name: ownName, added };
}
