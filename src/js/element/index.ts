/**
 * `<batch-upload-status>`: importing this module defines the element.
 */
import { BatchUploadStatusElement } from "./batch-upload-status.js";

export type {
  BatchUploadStatusAttributes,
  BatchUploadStatusElement,
  BatchUploadStatusEvents,
  BatchUploadStatusOptions,
  BatchUploadStatusProperties,
} from "./batch-upload-status.js";
export type { ColumnName } from "./devices/columns.js";
export type { Sort, View, ViewInit } from "./devices/view.js";
export type { Outcome } from "./status/status.js";

const NAME = "batch-upload-status";

// Not defined on a server, and not again by another copy of the package on the same page.
if (globalThis.customElements?.get(NAME) === undefined) {
  globalThis.customElements?.define(NAME, BatchUploadStatusElement);
}
