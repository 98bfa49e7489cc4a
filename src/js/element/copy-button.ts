/**
 * A button that copies a value, and says so: in its own label, and by a `copied` event for whoever speaks for it.
 */
import { element } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 2000;

/**
 * @param what the name of the value, for who can't see where the button stands
 * @param text what stands on the button beside its sign
 */
export function copyButton(what: string, value: string | (() => string), text = ""): HTMLButtonElement {
  const created = element("button", { type: "button", class: text ? "quiet" : "copy" });
  const rest = () => tell(created, `Copy ${what}`, icon("copy"), text);
  created.addEventListener("click", async () => {
    const copied = await navigator.clipboard.writeText(typeof value === "string" ? value : value()).then(
      () => true,
      () => false,
    );
    const outcome = copied ? `Copied ${what}` : `The browser did not allow copying ${what}`;
    tell(created, outcome, icon(copied ? "done" : "attention"), text);
    created.dispatchEvent(new CustomEvent("copied", { bubbles: true, detail: outcome }));
    setTimeout(rest, SHOWN_MS);
  });
  rest();
  return created;
}

function tell(target: HTMLButtonElement, label: string, sign: SVGElement, text: string): void {
  target.setAttribute("aria-label", label);
  target.title = label;
  target.replaceChildren(sign, text);
}
