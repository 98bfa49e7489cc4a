/**
 * Somebody at a page: finds things by what they are and what they are called, in shadow roots too, and uses mouse and keyboard.
 * What things are called is what axe-core says, by the rules for accessible names.
 */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import axe from "axe-core";

/**
 * @import { Page } from "./index.js"
 *
 * @typedef {object} Seen
 * @property {string} role of ARIA, or `field` for whatever can be filled in
 * @property {string} name
 * @property {string} text what is read in it
 * @property {string} value of a field
 * @property {Record<string, string>} states its `aria-` attributes, such as `aria-sort`
 * @property {number} x the middle of what of it is in the viewport
 * @property {number} y
 * @property {boolean} inReach whether it is in the viewport, and nothing covers it there
 * @property {boolean} outlined as the focus is shown
 *
 * @typedef {object} Wanted
 * @property {string} role as in `Seen`; or `text` for whatever has words of its own, `focused` for what the keyboard is on
 * @property {string} [pattern] of the name; of the words themselves where it is a text
 * @property {boolean} [reach] brings the first one into view
 */

/** A busy machine opens a page, or gets an answer, in less. */
const PATIENCE_MS = 15_000;
const GLANCE_MS = 50;

export class Person {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** What is there now. @param {string} role @param {string | RegExp} [name] the whole name, or a part of it as a pattern */
  look(role, name) {
    return this.#see({ role, ...(name !== undefined && { pattern: patternOf(name) }) });
  }

  /** Waits for something to be there. @param {string} role @param {string | RegExp} [name] */
  find(role, name) {
    return this.#until(`no ${role} ${name ?? ""}`, async () => (await this.look(role, name))[0]);
  }

  /** Waits for what is spoken. @param {RegExp} sentence */
  hear(sentence) {
    return this.#until(`not heard: ${sentence}`, async () => {
      const spoken = (await this.look("status")).map(({ text }) => text).join();
      return sentence.test(spoken) ? spoken : undefined;
    });
  }

  /** @param {string} role @param {string | RegExp} name */
  async click(role, name) {
    const { x, y } = await this.#until(`no ${role} ${name} in reach`, async () => {
      const [seen] = await this.#see({ role, pattern: patternOf(name), reach: true });
      return seen?.inReach ? seen : undefined;
    });
    await this.page.click(x, y);
  }

  /** Puts a text into a field, in place of what is there. @param {string} label @param {string} text */
  async fill(label, text) {
    await this.click("field", label);
    await this.page.press("Control+a");
    await this.page.type(text);
    // WebKit's driver is done before the page has seen every key.
    await this.#until(`${label} does not hold what was typed`, async () => {
      return (await this.find("field", label)).value === text;
    });
  }

  /** What the keyboard is on. */
  async focused() {
    const [seen] = await this.#see({ role: "focused" });
    return seen;
  }

  /** Presses a key until the keyboard is there, and sees all the way where it is. @param {string} key @param {string} role @param {string | RegExp} name */
  async pressUntil(key, role, name) {
    const pattern = new RegExp(patternOf(name));
    const passed = [];
    for (let step = 0; step < 60; step++) {
      await this.page.press(key);
      const on = await this.focused();
      if (on === undefined) continue;
      await this.#until(`the focus can't be seen on ${on.role} ${on.name}`, async () => {
        const seen = await this.focused();
        return seen?.inReach && seen.outlined;
      });
      if (on.role === role && pattern.test(on.name)) return on;
      passed.push(on.name);
    }
    return assert.fail(`${key} led past ${passed.join(", ")}, and never to ${role} ${name}`);
  }

  /** @param {Wanted} wanted @returns {Promise<Seen[]>} */
  async #see(wanted) {
    const seen = await this.page.evaluate(seeInPage, wanted);
    if (seen !== undefined) return seen;
    await bringAxe(this.page);
    return this.#see(wanted);
  }

  /**
   * @template Result
   * @param {string} complaint
   * @param {() => Promise<Result | undefined | false>} attempt
   * @returns {Promise<Result>}
   */
  async #until(complaint, attempt) {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const result = await attempt();
      if (result !== undefined && result !== false) return result;
      await wait(GLANCE_MS);
    }
    const headings = (await this.look("heading")).map(({ name }) => name).join(" | ");
    return assert.fail(`${complaint}; the page has the headings ${headings}`);
  }
}

/**
 * What axe-core finds wrong with the page as it is now.
 *
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function axeViolations(page) {
  await bringAxe(page);
  return page.evaluate(async () => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (window));
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, undefined);
}

/** A page loses it whenever another one is loaded. @param {Page} page */
async function bringAxe(page) {
  await page.evaluate(/** @type {() => void} */ (new Function(axe.source)), undefined);
}

/** @param {string | RegExp} name */
function patternOf(name) {
  return name instanceof RegExp ? name.source : `^${name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`;
}

/** In the page. @param {Wanted} wanted @returns {Seen[] | undefined} undefined while axe-core is missing */
function seeInPage({ role, pattern = "", reach = false }) {
  /** @typedef {typeof import("axe-core") & { commons: { aria: { getRole: (element: Element) => string | null }, dom: { isVisibleToScreenReaders: (element: Element) => boolean } } }} Axe */
  const { axe } = /** @type {{ axe?: Axe }} */ (/** @type {unknown} */ (window));
  if (axe === undefined) return undefined;
  const { aria, dom, text } = axe.commons;
  const focused = deepest(document.activeElement, (root) => root.activeElement);
  const wanted = new RegExp(pattern);

  axe.setup(document);
  try {
    const found = everyElement(document).filter(
      (element) => is(element) && dom.isVisibleToScreenReaders(element) && wanted.test(nameOf(element)),
    );
    const all = found.map(seen);
    // Whoever scrolls looks again: Firefox takes a click for where the page was, should it come at once.
    if (reach && all[0]?.inReach === false) found[0]?.scrollIntoView({ block: "center", behavior: "instant" });
    return all;
  } finally {
    axe.teardown();
  }

  /** @param {Element} element */
  function is(element) {
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
    return role === "text" ? wordsOf(element) : text.accessibleText(element).replace(/\s+/g, " ").trim();
  }

  /** @param {Element} element */
  function wordsOf(element) {
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read
    return (element instanceof HTMLElement ? element.innerText : "").replace(/\s+/g, " ").trim();
  }

  /** @param {Element} element @returns {Seen} */
  function seen(element) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const x = Math.round((Math.max(left, 0) + Math.min(right, innerWidth)) / 2);
    const y = Math.round((Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
    const onTop = deepest(document.elementFromPoint(x, y), (root) => root.elementFromPoint(x, y));
    const names = element.getAttributeNames().filter((name) => name.startsWith("aria-"));
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      role: roleOf(element),
      name: nameOf(element),
      text: wordsOf(element),
      value: "value" in element ? String(element.value) : "",
      states: Object.fromEntries(names.map((name) => [name, element.getAttribute(name) ?? ""])),
      x,
      y,
      inReach: onTop !== null && element.contains(onTop),
      outlined: outlineStyle !== "none" && outlineWidth !== "0px",
    };
  }

  /** @param {Document | ShadowRoot} root @returns {Element[]} */
  function everyElement(root) {
    return [...root.querySelectorAll("*")].flatMap((element) =>
      element.shadowRoot ? [element, ...everyElement(element.shadowRoot)] : [element],
    );
  }

  /** @param {Element | null} element @param {(root: ShadowRoot) => Element | null} inside @returns {Element | null} */
  function deepest(element, inside) {
    const within = element?.shadowRoot ? inside(element.shadowRoot) : null;
    return within === null || within === element ? element : deepest(within, inside);
  }
}
