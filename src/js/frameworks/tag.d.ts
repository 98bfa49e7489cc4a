/**
 * The tag `<batch-upload-status>` in the templates of any framework. Each framework has a file beside this one, which names the keys in its own way.
 */
import type {
  BatchUploadStatusAttributes,
  BatchUploadStatusEvents,
  BatchUploadStatusProperties,
} from "../element/index.js";

type EventName = keyof BatchUploadStatusEvents;
type Handler<Name extends EventName> = ((event: BatchUploadStatusEvents[Name]) => void) | undefined;

/** What every framework lets a template set. */
export type TagProperties = BatchUploadStatusProperties & BatchUploadStatusAttributes;

/** Handlers of the events, such as `onchange` with the prefix `on`. */
export type Handlers<Prefix extends string> = { [Name in EventName as `${Prefix}${Name}`]?: Handler<Name> };

/** The same in the form `onChange`. */
export type CapitalizedHandlers = { [Name in EventName as `on${Capitalize<Name>}`]?: Handler<Name> };

/** What a framework knows of every HTML element, except where this element differs. */
export type Tag<HtmlElement, Own> = Omit<HtmlElement, keyof Own> & Own;
