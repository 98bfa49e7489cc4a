/**
 * A button that copies a value, and says so: in its own label, and by a `copied` event for whoever speaks for it.
 */

import type { Language } from "../languages/language.js";
import { element } from "./dom.js";
import { icon } from "./icons.js";

const FEEDBACK_MS = 2000;

/** What the button is called, and what it says once it has copied. */
export type CopyTexts = Language["copying"]["trackingId"];

/** @param text what stands on the button beside its sign */
export function copyButton(
  { copying }: Language,
  { copy, copied }: CopyTexts,
  value: string | (() => string),
  text = "",
): HTMLButtonElement {
  const created = element("button", { type: "button", class: text ? "quiet" : "copy" });
  const reset = () => setFace(created, copy, icon("copy"), text);
  created.addEventListener("click", async () => {
    const isCopied = await navigator.clipboard.writeText(typeof value === "string" ? value : value()).then(
      () => true,
      () => false,
    );
    const outcome = isCopied ? copied : copying.refused;
    setFace(created, outcome, icon(isCopied ? "done" : "attention"), text);
    created.dispatchEvent(new CustomEvent("copied", { bubbles: true, detail: outcome }));
    setTimeout(reset, FEEDBACK_MS);
  });
  reset();
  return created;
}

function setFace(target: HTMLButtonElement, label: string, symbol: SVGElement, text: string): void {
  target.setAttribute("aria-label", label);
  target.title = label;
  target.replaceChildren(symbol, text);
}
