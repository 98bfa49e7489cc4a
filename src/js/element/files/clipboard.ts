/**
 * Writes to the clipboard, also on a page that was loaded over plain `http:`, where browsers have no Clipboard API.
 */
import { element } from "../dom/dom.js";
import { clipboardTable } from "./exported-text.js";

/** To be called while a click is handled. Returns whether the browser has copied the text; never throws. */
export async function writeClipboard(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return copyBySelection(text);
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** The old way: the browser's own command copies a selection, and the event that it sends may replace the text. The focus stays where it is. */
function copyBySelection(text: string): boolean {
  const selection = getSelection();
  const before = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  const selected = element("span", {}, "\u00A0");
  selected.style.cssText = "position: fixed; user-select: all; -webkit-user-select: all";
  let isCopied = false;
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/plain", text);
    isCopied = event.clipboardData !== null;
  };
  document.body.append(selected);
  addEventListener("copy", onCopy, { capture: true });
  try {
    selection?.selectAllChildren(selected);
    return document.execCommand("copy") && isCopied;
  } catch {
    return false;
  } finally {
    removeEventListener("copy", onCopy, { capture: true });
    selected.remove();
    selection?.removeAllRanges();
    if (before) selection?.addRange(before);
  }
}

/**
 * What the user selects in this part and copies leaves the page by the same rules as what a button copies. The browser itself would offer the cells
 * as HTML, in which a spreadsheet reads formulas.
 */
export function guardSelection(part: HTMLElement): void {
  part.addEventListener("copy", (event) => {
    const text = String(getSelection() ?? "");
    // What the user has typed is the user's own.
    if (text === "" || event.clipboardData === null || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", clipboardTable(text));
  });
}
