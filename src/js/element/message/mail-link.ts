/**
 * The address that opens a mail program with a message in it.
 */
import { cut, wellFormed } from "../dom/untrusted-text.js";
import type { CustomerMessage } from "./customer-message.js";

/** What every mail program takes: Windows hands a program about 2,000 characters. */
const MAX_LENGTH = 1900;

/** Fits even if each of its characters becomes nine. */
export const MAX_SUBJECT_LENGTH = 200;

/** @returns the address, which has the subject alone if the text does not fit */
export function mailLink({ subject, text }: CustomerMessage): { href: string; hasText: boolean } {
  const withoutText = `mailto:?subject=${encode(cut(subject, MAX_SUBJECT_LENGTH))}`;
  // A mail breaks lines by CR LF (RFC 6068, 5).
  const whole = `${withoutText}&body=${encode(text.replace(/\r?\n/g, "\r\n"))}`;
  return whole.length <= MAX_LENGTH ? { href: whole, hasText: true } : { href: withoutText, hasText: false };
}

/** Halves of surrogate pairs, which somebody can type into a text, can't be encoded. */
function encode(text: string): string {
  return encodeURIComponent(wellFormed(text));
}
