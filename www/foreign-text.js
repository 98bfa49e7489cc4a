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
 * The text, isolated from the direction of its surroundings, its invisible characters made visible and cut where nobody
 * would read on.
 *
 * @param {string} text
 * @param {number} [longest]
 */
export function foreignText(text, longest = LONGEST) {
  const visible = text
    .slice(0, longest)
    .replace(/[\t\r\n]+/g, " ")
    .replace(INVISIBLE, "\uFFFD");
  const cut = text.length > longest ? `… (${formatNumber(text.length)} characters)` : "";
  return element("bdi", {}, visible + cut);
}
