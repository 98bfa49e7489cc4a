/**
 * A watched upload: its element, its watch, its name and its item in the list.
 *
 * @import { SavedUpload, UploadAddress } from "./saved-uploads.js"
 */
import { language } from "./language.js";
import { element, sanitize } from "./partner-center-batch-status/element/parts.js";
import { UploadItem } from "./upload-item.js";
import { aboutUpload, defaultName } from "./upload-name.js";
import { UploadWatch } from "./upload-watch.js";

const TICK_MS = 1000;

export class WatchedUpload {
  status = element("batch-upload-status", { hidden: "" });
  watch;
  /** When it was added to the list, in milliseconds since 1970, if that is known. */
  added;
  #item;
  #actions;
  #ownName;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isRemoved = false;

  /**
   * @param {SavedUpload} upload
   * @param {boolean} isFromAnotherTab whether another tab has added it just now
   * @param {object} actions
   * @param {() => void} actions.onSelect
   * @param {() => void} actions.onRename
   * @param {() => void} actions.onRemove
   * @param {() => void} actions.onUndo called when the removal is to be undone
   * @param {() => void} actions.onChange
   * @param {(token: string) => void} actions.onAccepted called when an answer has come for the token
   * @param {(token: string) => void} actions.onRefused called when the service has refused the token
   * @param {(state: string, wasInProgress: boolean) => void} actions.onEnd called once when the upload is complete or has failed
   */
  constructor({ customerId, trackingId, baseUrl, name, added }, isFromAnotherTab, actions) {
    this.#actions = actions;
    this.#ownName = name;
    this.added = added;
    this.status.customerId = customerId;
    this.status.trackingId = trackingId;
    this.status.baseUrl = baseUrl;
    this.#item = new UploadItem({
      ...actions,
      onRename: (ownName) => {
        this.ownName = ownName;
        actions.onRename();
      },
    });
    this.watch = new UploadWatch(this.status, isFromAnotherTab, { ...actions, onChange: () => this.#render() });
    this.localize();
  }

  /** The item in the list. */
  get item() {
    return this.#item.element;
  }

  /** Shows or hides the element. @param {boolean} isShown */
  set isShown(isShown) {
    this.status.hidden = !isShown;
    this.#item.isShown = isShown;
  }

  /** @returns {UploadAddress} */
  get address() {
    const { customerId, trackingId, baseUrl } = this.status;
    return { customerId, trackingId, baseUrl };
  }

  get baseUrl() {
    return this.status.baseUrl;
  }

  set baseUrl(baseUrl) {
    this.status.baseUrl = baseUrl;
  }

  /** The name that the user has given it, or nothing. */
  get ownName() {
    return this.#ownName;
  }

  set ownName(ownName) {
    this.#ownName = ownName;
    this.#render();
  }

  /** Its own name, or a default one, in one visible line: it can come from this browser's storage, which other pages of the host can write to. */
  get name() {
    return this.#ownName === "" ? defaultName(this.address, this.watch.startedTime) : sanitize(language, this.#ownName);
  }

  /** Whether it was removed, and that can still be undone. Its watch stops meanwhile. */
  get isRemoved() {
    return this.#isRemoved;
  }

  set isRemoved(isRemoved) {
    this.#isRemoved = isRemoved;
    if (isRemoved) {
      this.status.remove();
      this.#item.showRemoved();
    } else this.#item.showUpload();
  }

  focus() {
    this.#item.focus();
  }

  /** Localizes the item in the list. */
  localize() {
    this.watch.update();
    if (this.#isRemoved) this.#item.showRemoved();
  }

  /** Updates what depends on the current time. */
  tick() {
    this.#renderItem();
  }

  #render() {
    this.#renderItem();
    this.#countDown();
    this.#actions.onChange();
  }

  #renderItem() {
    const { ownName, name } = this;
    const { state, waitText } = this.watch;
    this.#item.render({ ownName, name, state, wait: waitText, about: this.#about() });
  }

  /** Only the text changes: the state is the same. */
  #countDown() {
    clearTimeout(this.#timer);
    this.#item.wait = this.watch.waitText;
    if (this.watch.hasCountdown && this.item.isConnected) this.#timer = setTimeout(() => this.#countDown(), TICK_MS);
  }

  /** What its name does not say already. */
  #about() {
    const { customerId } = this.status;
    // "Added in another tab" says it.
    const added = this.watch.state.kind === "elsewhere" ? undefined : this.added;
    return aboutUpload({
      customerId: this.#ownName === "" ? undefined : customerId,
      started: this.watch.startedTime,
      added: added === undefined ? undefined : new Date(added),
      tokenEnd: this.watch.endingTokenTime,
    });
  }
}
