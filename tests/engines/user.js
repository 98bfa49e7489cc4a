/**
 * A user of a page: finds elements by role and accessible name, in shadow roots too, and acts with mouse and keyboard. axe-core
 * computes the accessible names.
 */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import axe from "axe-core";

/**
 * @import { Page } from "./types.js"
 *
 * @typedef {object} ElementState
 * @property {string} role the ARIA role, or `field` for everything that can be filled in
 * @property {string} name the accessible name
 * @property {string} text the visible text
 * @property {string} value of a field
 * @property {Record<string, string>} states its `aria-` attributes, such as `aria-sort`
 * @property {number} x the middle of the part that is in the viewport
 * @property {number} y
 * @property {boolean} isClickable whether it is in the viewport and nothing covers it there
 * @property {boolean} hasOutline as an element with visible focus has
 *
 * @typedef {object} Query
 * @property {string} role as in `ElementState`; or `text` for elements with text nodes, `focused` for the element with the focus
 * @property {string} [pattern] a regular expression for the name, or for the text if the role is `text`
 * @property {boolean} [scroll] scrolls the first element into view
 */

/** Long enough to load a page or get a response on a busy machine. */
const TIMEOUT_MS = 15_000;
const POLL_MS = 50;

export class User {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Returns the matching elements as they are now. @param {string} role @param {string | RegExp} [name] the whole name, or a pattern for a part of it */
  queryAll(role, name) {
    return this.#query({ role, ...(name !== undefined && { pattern: patternOf(name) }) });
  }

  /** Waits for an element. @param {string} role @param {string | RegExp} [name] */
  find(role, name) {
    return this.#until(`no ${role} ${name ?? ""}`, async () => (await this.queryAll(role, name))[0]);
  }

  /** Waits for a text in a live region, which a screen reader announces. @param {RegExp} sentence */
  waitForAnnouncement(sentence) {
    return this.#until(`not announced: ${sentence}`, async () => {
      const announced = (await this.queryAll("status")).map(({ text }) => text);
      return announced.find((text) => sentence.test(text));
    });
  }

  /** @param {string} role @param {string | RegExp} name */
  async click(role, name) {
    const { x, y } = await this.#until(`no clickable ${role} ${name}`, async () => {
      const [element] = await this.#query({ role, pattern: patternOf(name), scroll: true });
      return element?.isClickable ? element : undefined;
    });
    await this.page.click(x, y);
  }

  /** Replaces the text of a field. @param {string} label @param {string} text */
  async fill(label, text) {
    await this.#focusField(label);
    await this.page.press("Control+a");
    await this.page.type(text);
    // WebKit's driver returns before the page has handled every key.
    await this.#until(`${label} does not hold what was typed`, async () => {
      return (await this.find("field", label)).value === text;
    });
  }

  /** Clicks a field until it has the focus: a click misses if the page moves before it, as when a watched upload gets a line more. @param {string} label */
  async #focusField(label) {
    const pattern = new RegExp(patternOf(label));
    await this.#until(`${label} does not get the focus`, async () => {
      await this.click("field", label);
      const focused = await this.focused();
      return focused?.role === "field" && pattern.test(focused.name);
    });
  }

  /** Returns the element with the focus. */
  async focused() {
    const [element] = await this.#query({ role: "focused" });
    return element;
  }

  /** Presses a key until the focus is on an element, and checks that the focus is visible at every step. @param {string} key @param {string} role @param {string | RegExp} name */
  async pressUntil(key, role, name) {
    const pattern = new RegExp(patternOf(name));
    const passedNames = [];
    for (let step = 0; step < 60; step++) {
      await this.page.press(key);
      const current = await this.focused();
      if (current === undefined) continue;
      await this.#until(`the focus is not visible on ${current.role} ${current.name}`, async () => {
        const element = await this.focused();
        return element?.isClickable && element.hasOutline;
      });
      if (current.role === role && pattern.test(current.name)) return current;
      passedNames.push(current.name);
    }
    return assert.fail(`${key} moved the focus to ${passedNames.join(", ")}, but never to ${role} ${name}`);
  }

  /** @param {Query} query @returns {Promise<ElementState[]>} */
  async #query(query) {
    const elements = await this.page.evaluate(queryInPage, query);
    if (elements !== undefined) return elements;
    await injectAxe(this.page);
    return this.#query(query);
  }

  /**
   * @template Result
   * @param {string} failure the message if it never succeeds
   * @param {() => Promise<Result | undefined | false>} attempt
   * @returns {Promise<Result>}
   */
  async #until(failure, attempt) {
    const deadline = Date.now() + TIMEOUT_MS;
    while (Date.now() < deadline) {
      const result = await attempt();
      if (result !== undefined && result !== false) return result;
      await wait(POLL_MS);
    }
    const headings = (await this.queryAll("heading")).map(({ name }) => name).join(" | ");
    const focused = await this.focused();
    return assert.fail(
      `${failure}; the focus is on ${focused?.role} ${focused?.name}; the page has the headings ${headings}`,
    );
  }
}

/**
 * Returns the accessibility violations that axe-core finds in the page.
 *
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function axeViolations(page) {
  await injectAxe(page);
  return page.evaluate(async () => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (window));
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, undefined);
}

/** Loads axe-core into the page, which loses it with each navigation. @param {Page} page */
async function injectAxe(page) {
  await page.evaluate(/** @type {() => void} */ (new Function(axe.source)), undefined);
}

/** @param {string | RegExp} name */
function patternOf(name) {
  return name instanceof RegExp ? name.source : `^${name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`;
}

/** Runs in the page. @param {Query} query @returns {ElementState[] | undefined} undefined if axe-core is not loaded */
function queryInPage({ role, pattern = "", scroll = false }) {
  /** @typedef {typeof import("axe-core") & { commons: { aria: { getRole: (element: Element) => string | null }, dom: { isVisibleToScreenReaders: (element: Element) => boolean } } }} Axe */
  const { axe } = /** @type {{ axe?: Axe }} */ (/** @type {unknown} */ (window));
  if (axe === undefined) return undefined;
  const { aria, dom, text } = axe.commons;
  const focused = deepest(document.activeElement, (root) => root.activeElement);
  const namePattern = new RegExp(pattern);

  axe.setup(document);
  try {
    const found = allElements(document).filter(
      (element) => hasRole(element) && dom.isVisibleToScreenReaders(element) && namePattern.test(nameOf(element)),
    );
    const states = found.map(stateOf);
    // Return the state from before scrolling, so that the caller queries again: Firefox applies a click that follows at once to
    // the old scroll position.
    if (scroll && states[0]?.isClickable === false) found[0]?.scrollIntoView({ block: "center", behavior: "instant" });
    return states;
  } finally {
    axe.teardown();
  }

  /** @param {Element} element */
  function hasRole(element) {
    if (role === "focused") return element === focused && element !== document.body;
    if (role === "text") return [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== "");
    return roleOf(element) === role;
  }

  /** @param {Element} element */
  function roleOf(element) {
    return element.matches("input, select, textarea") ? "field" : (aria.getRole(element) ?? "");
  }

  /** @param {Element} element */
  function nameOf(element) {
    return role === "text" ? visibleTextOf(element) : text.accessibleText(element).replace(/\s+/g, " ").trim();
  }

  /** @param {Element} element */
  function visibleTextOf(element) {
    // biome-ignore lint/performance/useDomNodeTextContent: innerText leaves out hidden text
    return (element instanceof HTMLElement ? element.innerText : "").replace(/\s+/g, " ").trim();
  }

  /** @param {Element} element @returns {ElementState} */
  function stateOf(element) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const x = Math.round((Math.max(left, 0) + Math.min(right, innerWidth)) / 2);
    const y = Math.round((Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
    const onTop = deepest(document.elementFromPoint(x, y), (root) => root.elementFromPoint(x, y));
    const names = element.getAttributeNames().filter((name) => name.startsWith("aria-"));
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      role: roleOf(element),
      name: nameOf(element),
      text: visibleTextOf(element),
      value: "value" in element ? String(element.value) : "",
      states: Object.fromEntries(names.map((name) => [name, element.getAttribute(name) ?? ""])),
      x,
      y,
      isClickable: onTop !== null && element.contains(onTop),
      hasOutline: outlineStyle !== "none" && outlineWidth !== "0px",
    };
  }

  /** @param {Document | ShadowRoot} root @returns {Element[]} */
  function allElements(root) {
    return [...root.querySelectorAll("*")].flatMap((element) =>
      element.shadowRoot ? [element, ...allElements(element.shadowRoot)] : [element],
    );
  }

  /** @param {Element | null} element @param {(root: ShadowRoot) => Element | null} inside @returns {Element | null} */
  function deepest(element, inside) {
    const within = element?.shadowRoot ? inside(element.shadowRoot) : null;
    return within === null || within === element ? element : deepest(within, inside);
  }
}
