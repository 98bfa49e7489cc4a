/**
 * Buttons that copy. They confirm this in their own label, and with a `copied` event for the live region.
 */
import { element } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import type { Language } from "../languages/language.js";
import { writeClipboard } from "./clipboard.js";
import { clipboardCell } from "./exported-text.js";

const FEEDBACK_MS = 2000;

/** The label of the button before and after copying. */
export type CopyTexts = Language["copying"]["trackingId"];

/** A button with an icon only, which copies a single value from outside, such as a cell of a table or an id. */
export function copyValueButton(language: Language, texts: CopyTexts, value: string): HTMLButtonElement {
  return createCopyButton(language, texts, () => clipboardCell(value), "copy", "");
}

/**
 * A button with a label, which copies a text that was put together for the clipboard.
 *
 * @param text safe to copy by the rules of exported-text.ts
 */
export function copyTextButton(
  language: Language,
  texts: CopyTexts,
  text: () => string,
  label: string,
  style: "quiet" | "link" = "quiet",
): HTMLButtonElement {
  return createCopyButton(language, texts, text, style, label);
}

function createCopyButton(
  { copying }: Language,
  { copy, copied }: CopyTexts,
  text: () => string,
  style: string,
  label: string,
): HTMLButtonElement {
  const created = element("button", { type: "button", class: style });
  const reset = () => updateButton(created, copy, icon("copy"), label);
  created.addEventListener("click", async (event) => {
    const path = event.composedPath();
    const isCopied = await writeClipboard(text());
    const outcome = isCopied ? copied : copying.refused;
    updateButton(created, outcome, icon(isCopied ? "done" : "attention"), label);
    // The button of a cell can be gone by now, because the pointer met another cell.
    const place = path.find((node) => node instanceof Node && node.isConnected);
    place?.dispatchEvent(new CustomEvent("copied", { bubbles: true, detail: outcome }));
    setTimeout(reset, FEEDBACK_MS);
  });
  reset();
  return created;
}

function updateButton(target: HTMLButtonElement, name: string, symbol: SVGElement, label: string): void {
  // As both, a screen reader would say it twice.
  if (label === "") target.title = name;
  else target.ariaLabel = name;
  target.replaceChildren(symbol, label);
}
