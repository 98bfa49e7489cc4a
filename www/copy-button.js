/**
 * A button that copies a value, and says so: in its own label, and by a `copied` event for whoever speaks for the page.
 */
import { element } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 2000;

/**
 * @param {string} what the name of the value, for who can't see where the button stands
 * @param {string} value
 */
export function copyButton(what, value) {
  const label = `Copy ${what}`;
  const created = element("button", { type: "button", class: "copy", "aria-label": label, title: label }, icon("copy"));
  created.addEventListener("click", async () => {
    const copied = await navigator.clipboard.writeText(value).then(
      () => true,
      () => false,
    );
    const outcome = copied ? `Copied ${what}` : `The browser did not allow copying ${what}`;
    tell(created, outcome, icon(copied ? "done" : "attention"));
    created.dispatchEvent(new CustomEvent("copied", { bubbles: true, detail: outcome }));
    setTimeout(() => tell(created, label, icon("copy")), SHOWN_MS);
  });
  return created;
}

/** @param {HTMLButtonElement} target @param {string} label @param {SVGElement} sign */
function tell(target, label, sign) {
  target.setAttribute("aria-label", label);
  target.title = label;
  target.replaceChildren(sign);
}
