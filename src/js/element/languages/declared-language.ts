/**
 * The language that is declared around an element, also outside of the shadow trees that contain it.
 */

/** The nearest `lang`, even if it is empty: then the language is unknown. */
export function declaredLanguage(element: Element): string | undefined {
  const declaring = element.closest<HTMLElement>("[lang]");
  if (declaring) return declaring.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? declaredLanguage(root.host) : undefined;
}

/** Calls the observer whenever the declared language may have changed. */
export function observeLanguage(element: Element, observer: MutationObserver): void {
  const root = element.getRootNode();
  observer.observe(root, { subtree: true, attributeFilter: ["lang"] });
  if (root instanceof ShadowRoot) observeLanguage(root.host, observer);
}
