/**
 * Helpers to build and update the document. Text only ever becomes a text node, so markup in it has no effect.
 */

/** Creates an element with attributes and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) created.setAttribute(attribute, value);
  created.append(...children);
  return created;
}

/** @param style the class, such as `primary`, `quiet` or `link` */
export function button(label: string, style: string, onClick: () => void): HTMLButtonElement {
  const created = element("button", { type: "button", class: style }, label);
  created.addEventListener("click", onClick);
  return created;
}

/** Makes these the children of an element, in this order. Children that are there already stay, and so does the focus. */
export function reconcileChildren(parent: Element, wanted: Element[]): void {
  const focused = focusedWithin(parent);
  const wantedSet = new Set(wanted);
  for (const child of [...parent.children]) if (!wantedSet.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = child.nextElementSibling;
    else parent.insertBefore(child, next);
  }
  // Moving an element removes the focus from it.
  if (focused && parent.contains(focused)) focused.focus({ preventScroll: true });
}

/** The element with the focus in this part of the tree. For a shadow tree, `document.activeElement` is only the host. */
export function focusedWithin(part: Element): HTMLElement | undefined {
  const root = part.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return undefined;
  const focused = root.activeElement;
  return focused instanceof HTMLElement && part.contains(focused) ? focused : undefined;
}

/** Calls back once the current state has been painted: by then, the frame after the next one has begun. */
export function afterNextPaint(callback: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(callback)));
}

/** Rebuilds a part of the tree. The focus moves to the element that is then in the same position. */
export function rebuildKeepingFocus(part: Element, build: () => void): void {
  const path = pathTo(focusedWithin(part), part);
  build();
  if (path) elementAt(path, part)?.focus({ preventScroll: true });
}

/** The child indexes that lead from a part of the tree to an element in it. */
function pathTo(target: Element | undefined, part: Element): number[] | undefined {
  if (target === undefined) return undefined;
  const path = [];
  for (let element = target; element !== part && element.parentElement; element = element.parentElement)
    path.unshift([...element.parentElement.children].indexOf(element));
  return path;
}

function elementAt(path: number[], part: Element): HTMLElement | undefined {
  let found: Element | undefined = part;
  for (const place of path) found = found?.children[place];
  return found instanceof HTMLElement ? found : undefined;
}

/**
 * Changes a part of the tree without moving what the user looks at. Safari has no scroll anchoring. That of the others is off here: in Chromium
 * it sometimes follows what is below the rows, which then move up by as much as the last ones grow, and it hides a failure that appears at the top.
 */
export function keepScrollPosition(part: Element, change: () => void): void {
  const anchor = scrollAnchorIn(part);
  const table = anchor?.closest("table");
  const row = rowOf(anchor);
  const [anchorTop, tableTop] = [topOf(anchor), topOf(table)];
  change();
  // When the rows come in another order, the table stays, and none of them.
  const [kept, before] = rowOf(anchor) === row ? [anchor, anchorTop] : [table, tableTop];
  if (kept?.isConnected) scrollContainerOf(part)?.scrollBy({ top: topOf(kept) - before, behavior: "instant" });
}

function topOf(part: Element | null | undefined): number {
  return part?.getBoundingClientRect().top ?? 0;
}

function rowOf(part: Element | undefined): number {
  return part instanceof HTMLTableRowElement ? part.sectionRowIndex : -1;
}

/**
 * The element that must not move: the focused one, or else the one in the middle of the window. None while the top of the part is in sight:
 * then what appears there, such as a failure, is seen.
 */
function scrollAnchorIn(part: Element): Element | undefined {
  const root = part.getRootNode();
  if (!(root instanceof ShadowRoot)) return undefined;
  const focused = focusedWithin(part);
  if (focused && isInWindow(focused)) return focused;
  // A position can be a part of a pixel.
  if (Math.round(part.getBoundingClientRect().top) >= 0) return undefined;
  const centered = root.elementFromPoint?.(innerWidth / 2, innerHeight / 2)?.closest("tr, li, section");
  return centered && part.contains(centered) ? centered : undefined;
}

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** The element that scrolls the shadow tree of this part. */
function scrollContainerOf(part: Element): Element | null {
  const root = part.getRootNode();
  let ancestor = root instanceof ShadowRoot ? root.host : null;
  while (
    ancestor &&
    !(ancestor.scrollHeight > ancestor.clientHeight && /auto|scroll/.test(getComputedStyle(ancestor).overflowY))
  )
    ancestor = ancestor.parentElement;
  return ancestor ?? document.scrollingElement;
}
