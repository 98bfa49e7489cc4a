/**
 * Building the document. Text only ever becomes a text node, so no markup in it can act.
 */

/** An element with attributes and children. */
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

/** @param style the class: `primary`, `quiet` or `link` */
export function button(label: string, style: string, onClick: () => void): HTMLButtonElement {
  const created = element("button", { type: "button", class: style }, label);
  created.addEventListener("click", onClick);
  return created;
}

/** Makes these the children of an element, in this order. What is there stays there, and the focus with it. */
export function reconcileChildren(parent: Element, wanted: Element[]): void {
  const focused = focusedWithin(parent);
  const wantedSet = new Set(wanted);
  for (const child of [...parent.children]) if (!wantedSet.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = child.nextElementSibling;
    else parent.insertBefore(child, next);
  }
  // An element that is moved loses the focus.
  if (focused && parent.contains(focused)) focused.focus({ preventScroll: true });
}

/** What has the focus in this part of the tree. Of a shadow tree the document only knows the host. */
export function focusedWithin(part: Element): HTMLElement | undefined {
  const root = part.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return undefined;
  const focused = root.activeElement;
  return focused instanceof HTMLElement && part.contains(focused) ? focused : undefined;
}

/** Does this once what stands now has been painted: the frame after the next one begins then. */
export function afterNextPaint(callback: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(callback)));
}

/** Builds a part of the tree anew. The focus goes to what stands then where it was. */
export function rebuildKeepingFocus(part: Element, build: () => void): void {
  const path = pathTo(focusedWithin(part), part);
  build();
  if (path) elementAt(path, part)?.focus({ preventScroll: true });
}

/** The places among their siblings that lead from a part of the tree to an element in it. */
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

/** Changes a part of the tree; what somebody looks at stays where it is. The other browsers see to that themselves, Safari does not. */
export function keepScrollPosition(part: Element, change: () => void): void {
  const anchor = CSS.supports("overflow-anchor", "auto") ? undefined : scrollAnchorIn(part);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  change();
  if (anchor?.isConnected)
    scrollContainerOf(part)?.scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
}

/** What has the focus, or else what stands in the middle of the window. Nobody has scrolled yet who is at the top: news may come there. */
function scrollAnchorIn(part: Element): Element | undefined {
  const root = part.getRootNode();
  if (!(root instanceof ShadowRoot) || scrollContainerOf(part)?.scrollTop === 0) return undefined;
  const focused = focusedWithin(part);
  if (focused && isInWindow(focused)) return focused;
  const centered = root.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("tr, li, section");
  return centered && part.contains(centered) ? centered : undefined;
}

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** What scrolls the shadow tree that this part is in. */
function scrollContainerOf(part: Element): Element | null {
  const root = part.getRootNode();
  let around = root instanceof ShadowRoot ? root.host : null;
  while (
    around &&
    !(around.scrollHeight > around.clientHeight && /auto|scroll/.test(getComputedStyle(around).overflowY))
  )
    around = around.parentElement;
  return around ?? document.scrollingElement;
}
