/**
 * A button that copies a value. It confirms this in its own label, and with a `copied` event for the live region.
 */

import type { Language } from "../languages/language.js";
import { element } from "./dom.js";
import { icon } from "./icons.js";

const FEEDBACK_MS = 2000;

/** The label of the button before and after copying. */
export type CopyTexts = Language["copying"]["trackingId"];

/** @param text shown on the button next to its icon */
export function copyButton(
  { copying }: Language,
  { copy, copied }: CopyTexts,
  value: string | (() => string),
  text = "",
): HTMLButtonElement {
  const created = element("button", { type: "button", class: text ? "quiet" : "copy" });
  const reset = () => updateButton(created, copy, icon("copy"), text);
  created.addEventListener("click", async () => {
    const isCopied = await navigator.clipboard.writeText(typeof value === "string" ? value : value()).then(
      () => true,
      () => false,
    );
    const outcome = isCopied ? copied : copying.refused;
    updateButton(created, outcome, icon(isCopied ? "done" : "attention"), text);
    created.dispatchEvent(new CustomEvent("copied", { bubbles: true, detail: outcome }));
    setTimeout(reset, FEEDBACK_MS);
  });
  reset();
  return created;
}

function updateButton(target: HTMLButtonElement, label: string, symbol: SVGElement, text: string): void {
  target.setAttribute("aria-label", label);
  target.title = label;
  target.replaceChildren(symbol, text);
}
