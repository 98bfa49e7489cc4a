/**
 * Writes to the clipboard, also on a page that was loaded over plain `http:`, where browsers have no Clipboard API.
 */
import { element } from "../dom/dom.js";
import { clipboardTable, isActive, TEXT_MARK } from "./exported-text.js";

/** To be called while a click is handled. Returns whether the browser has copied the text; never throws. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    const clipboard: Partial<Clipboard> | null | undefined = navigator.clipboard;
    const written: PromiseLike<void> | undefined = clipboard?.writeText?.(text);
    // Without waiting first: the old way works only while the click is handled.
    if (typeof written?.then !== "function") return copyBySelection(text);
    await written;
    return true;
  } catch {
    return copyBySelection(text);
  }
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
  selectablePlace().append(selected);
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

/** The open dialog around the focus: what is outside of a modal one can't be selected. */
function selectablePlace(): Element {
  let place: Element = document.body;
  let focused = document.activeElement;
  while (focused) {
    place = focused.closest("dialog[open]") ?? place;
    focused = focused.shadowRoot?.activeElement ?? null;
  }
  return place;
}

/** The parts of the page whose texts are guarded. Weak, because a part that is replaced by another one is not taken off the list. */
const guardedParts = new Set<WeakRef<HTMLElement>>();

/**
 * What the user selects in this part and copies or drags leaves the page by the same rules as what a button copies. The browser itself would offer
 * the cells as HTML, in which a spreadsheet reads formulas.
 *
 * The listeners are the document's: the event of a selection that begins or ends outside the element does not pass through the part.
 */
export function guardSelection(part: HTMLElement): void {
  for (const reference of guardedParts) if (reference.deref() === undefined) guardedParts.delete(reference);
  guardedParts.add(new WeakRef(part));
  // A listener that is added again is added once.
  for (const type of ["copy", "cut"] as const) document.addEventListener(type, guardCopy, { capture: true });
  document.addEventListener("dragstart", guardDrag, { capture: true });
}

function guardCopy(event: ClipboardEvent): void {
  const part = isEditedText(event) ? undefined : selectedPart(event);
  if (part === undefined) return;
  const range = selectedRange(part);
  const isInside = range === undefined || (part.contains(range.startContainer) && part.contains(range.endContainer));
  const text = String(getSelection() ?? "");
  if (!isInside) markFormulas(part);
  // Cutting does nothing here: only a text that is edited can be cut.
  else if (event.type === "copy" && text !== "" && event.clipboardData !== null) {
    event.preventDefault();
    event.clipboardData.setData("text/plain", clipboardTable(text));
  }
}

/** A drag that begins carries the whole selection already, or in WebKit nothing yet: then it gets what is set here. */
function guardDrag(event: DragEvent): void {
  const [target] = event.composedPath();
  // Links, images and what the page itself makes draggable are not the selection.
  if (isEditedText(event) || (target instanceof HTMLElement && target.draggable)) return;
  const transfer = event.dataTransfer;
  if (transfer === null || selectedPart(event) === undefined) return;
  const text = transfer.getData("text/plain") || String(getSelection() ?? "");
  transfer.clearData();
  transfer.setData("text/plain", clipboardTable(text));
}

/** What the user has typed is the user's own. */
function isEditedText(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** The guarded part that the event comes from, or that the selection touches. */
function selectedPart(event: Event): HTMLElement | undefined {
  const path = event.composedPath();
  const parts = Array.from(guardedParts, (reference) => reference.deref());
  return parts.find((part) => part?.isConnected && (path.includes(part) || isTouched(part)));
}

function isTouched(part: HTMLElement): boolean {
  const range = selectedRange(part);
  if (range === undefined) return false;
  const tree = range.startContainer.getRootNode();
  // It crosses the border of an element.
  if (range.endContainer.getRootNode() !== tree) return true;
  const inTree = [part, ...hostsOf(part)].find((node) => node.getRootNode() === tree);
  if (inTree === undefined) return false;
  const selected = new Range();
  selected.setStart(range.startContainer, range.startOffset);
  selected.setEnd(range.endContainer, range.endOffset);
  return selected.intersectsNode(inTree);
}

/** The selection, with its ends in the shadow trees around the part where the browser tells them. */
function selectedRange(part: HTMLElement): AbstractRange | undefined {
  const selection = getSelection();
  if (selection === null) return undefined;
  const shadowRoots = hostsOf(part).flatMap(({ shadowRoot }) => shadowRoot ?? []);
  if ("getComposedRanges" in selection) return composedRange(selection, shadowRoots);
  return (selection as Selection).rangeCount > 0 ? (selection as Selection).getRangeAt(0) : undefined;
}

function composedRange(selection: Selection, shadowRoots: ShadowRoot[]): StaticRange | undefined {
  try {
    return selection.getComposedRanges({ shadowRoots })[0];
  } catch {
    // Safari takes the roots one by one before version 26: https://github.com/WebKit/WebKit/pull/44477
    return Reflect.apply(selection.getComposedRanges, selection, shadowRoots)[0];
  }
}

/** The elements in whose shadow trees a node is, the innermost first. */
function hostsOf(node: Node): Element[] {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? [root.host, ...hostsOf(root.host)] : [];
}

/**
 * Puts an apostrophe before each formula until the browser has copied. No browser tells the text of a selection of which only some is in a shadow
 * tree, so the browser has to copy it itself; and what the user selected around the element stays as the page has it.
 */
function markFormulas(part: HTMLElement): void {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const marked: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && isActive(node.data)) marked.push(node);
  }
  // Inserted rather than assigned: the ends of the selection stay where they are.
  for (const text of marked) text.insertData(0, TEXT_MARK);
  setTimeout(() => {
    for (const text of marked) if (text.data.startsWith(TEXT_MARK)) text.deleteData(0, TEXT_MARK.length);
  });
}
