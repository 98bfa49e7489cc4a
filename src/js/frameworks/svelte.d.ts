/**
 * The tag in Svelte.
 *
 * @module svelte
 */
import type { HTMLAttributes } from "svelte/elements";
import type { BatchUploadStatusElement } from "../element/index.js";
import type { Handlers, Tag, TagProperties } from "./tag.js";

export * from "../element/index.js";

/** Svelte listens for `onchange` at the root of the app, which an event that does not bubble never reaches. */
type Unheard = "onchange";
type OwnHandlers = Omit<Handlers<"on">, Unheard> & Handlers<"on:"> & { onchangecapture?: Handlers<"on">["onchange"] };

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "batch-upload-status": Tag<Omit<HTMLAttributes<BatchUploadStatusElement>, Unheard>, TagProperties & OwnHandlers>;
  }
}
