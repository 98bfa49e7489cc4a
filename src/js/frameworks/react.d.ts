/**
 * The tag in React 18 and 19. React 18 sets attributes alone: there, `token` and events need a `ref`.
 *
 * @module react
 */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { BatchUploadStatusElement } from "../element/index.js";
import type { Handlers, Tag, TagProperties } from "./tag.js";

export * from "../element/index.js";

type HtmlElement = DetailedHTMLProps<HTMLAttributes<BatchUploadStatusElement>, BatchUploadStatusElement>;
/** React's own events, which this element does not have: React calls `onchange` here, and `onChange` never. */
type OtherEvents = "onChange" | "onError";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "batch-upload-status": Tag<Omit<HtmlElement, OtherEvents>, TagProperties & Handlers<"on">>;
    }
  }
}
