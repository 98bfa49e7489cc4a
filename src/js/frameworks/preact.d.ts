/**
 * The tag in Preact.
 *
 * @module preact
 */
import type { ClassAttributes, HTMLAttributes } from "preact";
import type { BatchUploadStatusElement } from "../element/index.js";
import type { CapitalizedHandlers, Handlers, Tag, TagProperties } from "./tag.js";

export * from "../element/index.js";

type HtmlElement = HTMLAttributes<BatchUploadStatusElement> & ClassAttributes<BatchUploadStatusElement>;
/** Preact takes the capital letter away only from events that every element has. */
type OwnHandlers = Handlers<"on"> & Omit<CapitalizedHandlers, "onViewchange">;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "batch-upload-status": Tag<HtmlElement, TagProperties & OwnHandlers>;
    }
  }
}
