/**
 * The language that is declared around an element, out of every shadow tree that it is in.
 */

/** The nearest `lang`, were it empty: nobody knows the language then. */
export function declaredLanguage(element: Element): string | undefined {
  const declaring = element.closest<HTMLElement>("[lang]");
  if (declaring) return declaring.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? declaredLanguage(root.host) : undefined;
}

/** Whenever the observer is called, it may be another one. */
export function observeLanguage(element: Element, observer: MutationObserver): void {
  const root = element.getRootNode();
  observer.observe(root, { subtree: true, attributeFilter: ["lang"] });
  if (root instanceof ShadowRoot) observeLanguage(root.host, observer);
}
