/**
 * Text from outside, shown so that it can't affect what is around it.
 */

import type { Language } from "../languages/language.js";
import { element } from "./dom.js";

/** Longer than any serial number, product key or symbolic error name. */
const MAX_LENGTH = 120;

/** Tabs, and all that breaks a line (UAX #14, class BK, CR, LF, NL). */
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Characters without a shape of their own make a text look like another one: control and format characters (bidi overrides, zero-width ones),
 * what a font may ignore (fillers, variation selectors, tags), halves of surrogate pairs, and two that Unicode counts among the symbols: the
 * Braille pattern without dots and the musical null notehead.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}\u2800\u{1D159}]/gu;

/** The text, isolated from the direction of its surroundings. */
export function untrustedText(language: Language, text: string, maxLength = MAX_LENGTH): HTMLElement {
  return element("bdi", {}, sanitize(language, text, maxLength));
}

/** The text as a visible line, cut at `maxLength`. */
export function sanitize({ truncated }: Language, text: string, maxLength = MAX_LENGTH): string {
  const start = visibleLine(cut(text, maxLength));
  return text.length > maxLength ? truncated(start, text.length) : start;
}

/** The text in one line, with its invisible characters replaced by a visible one. */
export function visibleLine(text: string): string {
  return text.replace(LINE_BREAKS, " ").replace(INVISIBLE, "\uFFFD");
}

/** The text with halves of surrogate pairs, which can't be encoded, replaced. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\uFFFD");
}

/** The start of a text, which does not end in half of a surrogate pair. */
export function cut(text: string, maxLength: number): string {
  const isInPair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(maxLength - 1, maxLength + 1));
  return text.slice(0, isInPair ? maxLength - 1 : maxLength);
}
