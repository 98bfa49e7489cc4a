/**
 * Text that came from outside, shown so that it can't disturb what stands around it.
 */
import { element } from "./dom.js";
import { formatNumber } from "./format.js";

/** Longer than any serial number, product key or symbolic error name. */
const LONGEST = 120;

/** Control and format characters (bidi overrides, zero-width ones) make a text look like another one. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/**
 * The text, isolated from the direction of its surroundings.
 *
 * @param {string} text
 * @param {number} [longest]
 */
export function foreignText(text, longest = LONGEST) {
  return element("bdi", {}, visible(text, longest));
}

/**
 * The text with its invisible characters made visible, in one line, cut where nobody would read on.
 *
 * @param {string} text
 * @param {number} longest
 */
export function visible(text, longest) {
  const start = text
    .slice(0, longest)
    .replace(/[\t\r\n]+/g, " ")
    .replace(INVISIBLE, "\uFFFD");
  return text.length > longest ? `${start}… (${formatNumber(text.length)} characters)` : start;
}
