/**
 * The tag in the templates of Vue.
 *
 * @module vue
 */
import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { BatchUploadStatusElement } from "../element/index.js";
import type { CapitalizedHandlers, Handlers, Tag, TagProperties } from "./tag.js";

export * from "../element/index.js";

declare module "vue" {
  interface GlobalComponents {
    "batch-upload-status": new () => BatchUploadStatusElement & {
      $props: Tag<HTMLAttributes & PublicProps, TagProperties & CapitalizedHandlers>;
      $emit: EmitFn<Required<Handlers<"">>>;
    };
  }
}
