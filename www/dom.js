/**
 * Building the document. Text only ever becomes a text node, so no markup in it can act.
 */

/**
 * An element with attributes and children. An attribute that is `undefined` is left out.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | undefined>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) created.setAttribute(attribute, value);
  }
  created.append(...children);
  return created;
}

/**
 * @param {string} label
 * @param {string} style the class: `primary` or `quiet`
 * @param {() => void} onClick
 */
export function button(label, style, onClick) {
  const created = element("button", { type: "button", class: style }, label);
  created.addEventListener("click", onClick);
  return created;
}

/**
 * Makes these the children of an element, in this order. What is there stays there, and the focus with it.
 *
 * @param {Element} parent
 * @param {Element[]} wanted
 */
export function arrange(parent, wanted) {
  const focused = document.activeElement;
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = child.nextElementSibling;
    else parent.insertBefore(child, next);
  }
  // An element that is moved loses the focus.
  if (focused instanceof HTMLElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}

/**
 * The element of index.html with this id.
 *
 * @template {HTMLElement} Type
 * @param {string} id
 * @param {new () => Type} type
 * @returns {Type}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`index.html has no ${type.name} #${id}`);
  return found;
}
