/**
 * `<batch-upload-status>`: importing this module defines the element.
 */
import { BatchUploadStatusElement } from "./batch-upload-status.js";

export type {
  BatchUploadStatusElement,
  BatchUploadStatusEvents,
  BatchUploadStatusOptions,
} from "./batch-upload-status.js";
export type { ColumnName } from "./columns.js";
export type { Outcome } from "./status.js";
export type { Sort, View, ViewInit } from "./view.js";

const NAME = "batch-upload-status";

// Not on a server, and not for another copy of the package on the same page.
if (globalThis.customElements?.get(NAME) === undefined) {
  globalThis.customElements?.define(NAME, BatchUploadStatusElement);
}
