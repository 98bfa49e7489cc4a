/**
 * The tag in Solid.
 *
 * @module solid
 */
import type { JSX } from "solid-js";
import type { BatchUploadStatusElement, BatchUploadStatusProperties } from "../element/index.js";
import type { CapitalizedHandlers, Handlers, Tag, TagProperties } from "./tag.js";

export * from "../element/index.js";

type OwnHandlers = Handlers<"on"> & Handlers<"on:"> & CapitalizedHandlers;
type PrefixedProperties = {
  [Name in keyof BatchUploadStatusProperties as `prop:${Name}`]: BatchUploadStatusProperties[Name];
};

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "batch-upload-status": Tag<
        JSX.HTMLAttributes<BatchUploadStatusElement>,
        TagProperties & PrefixedProperties & OwnHandlers
      >;
    }
  }
}
