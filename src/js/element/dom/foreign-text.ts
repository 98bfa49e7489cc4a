/**
 * Text that came from outside, shown so that it can't disturb what stands around it.
 */

import type { Language } from "../languages/language.js";
import { element } from "./dom.js";

/** Longer than any serial number, product key or symbolic error name. */
const LONGEST = 120;

/** Control and format characters (bidi overrides, zero-width ones) make a text look like another one. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** The text, isolated from the direction of its surroundings. */
export function foreignText(language: Language, text: string, longest = LONGEST): HTMLElement {
  return element("bdi", {}, visible(language, text, longest));
}

/** The text with its invisible characters made visible, in one line, cut where nobody would read on. */
export function visible({ cutOff }: Language, text: string, longest: number): string {
  const start = text
    .slice(0, longest)
    .replace(/[\t\r\n]+/g, " ")
    .replace(INVISIBLE, "\uFFFD");
  return text.length > longest ? cutOff(start, text.length) : start;
}
