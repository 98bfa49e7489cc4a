/**
 * Notices the end of an upload, once for each time that it is asked for: that it is complete, or that asking has failed.
 *
 * @import { UploadState } from "./upload-state.js"
 */
export class EndOfUpload {
  /** Whether the upload was seen in progress. */
  #wasInProgress = false;
  /** Whether its end has not come yet since it was last asked for. */
  #isAwaited = false;

  /** To be called when the upload is asked for. */
  expect() {
    this.#isAwaited = true;
  }

  /** Nothing is asked for any more. */
  forget() {
    this.#wasInProgress = this.#isAwaited = false;
  }

  /**
   * Returns what to tell, if the upload has just ended, and whether it was seen in progress before.
   *
   * @param {UploadState} state @param {boolean} hasDetails
   */
  noticeIn({ kind, known, badge }, hasDetails) {
    if (kind === "underWay" && hasDetails) this.#wasInProgress = this.#isAwaited = true;
    const isOver = ["refused", "failed", "attention", "done"].includes(kind);
    if (!isOver || !this.#isAwaited) return undefined;
    const wasInProgress = this.#wasInProgress;
    this.forget();
    return { text: kind === "attention" || kind === "done" ? known : badge.word, wasInProgress };
  }
}
