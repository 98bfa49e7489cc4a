/**
 * Text from outside, shown so that it can't affect what is around it.
 */

import type { Language } from "../languages/language.js";
import { element } from "./dom.js";

/** Longer than any serial number, product key or symbolic error name. */
const MAX_LENGTH = 120;

/** Control and format characters (bidi overrides, zero-width ones) make a text look like another one. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** The text, isolated from the direction of its surroundings. */
export function untrustedText(language: Language, text: string, maxLength = MAX_LENGTH): HTMLElement {
  return element("bdi", {}, sanitize(language, text, maxLength));
}

/** The text in one line, with its invisible characters replaced by a visible one, cut at `maxLength`. */
export function sanitize({ truncated }: Language, text: string, maxLength: number): string {
  const start = text
    .slice(0, maxLength)
    .replace(/[\t\r\n]+/g, " ")
    .replace(INVISIBLE, "\uFFFD");
  return text.length > maxLength ? truncated(start, text.length) : start;
}
