/**
 * When a token ends. A token of Microsoft Entra ID is a JWT, whose second part says so. Nothing else of it is used, and a token that says nothing
 * readable is as good as any other.
 */

import { language } from "./language.js";

/** Longer than any header that a server accepts. */
const MAX_LENGTH = 65_536;
/** A token is good for about an hour. One that says something else by far means something else by it. */
const MAX_DISTANCE_MS = 366 * 86_400_000;

/** How long before its end a new token should be there. */
const SOON_MS = 5 * 60_000;

/** @param {string} token @returns {Date | undefined} */
export function tokenEnd(token) {
  const [, payload, signature] = token.length <= MAX_LENGTH ? token.split(".") : [];
  if (!payload || signature === undefined) return undefined;
  const seconds = expiryIn(payload);
  if (typeof seconds !== "number") return undefined;
  const end = new Date(seconds * 1000);
  return Math.abs(end.getTime() - Date.now()) < MAX_DISTANCE_MS ? end : undefined;
}

/** Whether a new token should be there by now. @param {Date} end */
export function isTokenEndSoon(end) {
  return end.getTime() - Date.now() <= SOON_MS;
}

/** Until when it is good, or was. @param {Date} end */
export function tokenEndText(end) {
  const { goodUntil, ended } = language.page.tokenEnd;
  return (end.getTime() > Date.now() ? goodUntil : ended)(language.format.moment(end));
}

/** @param {string} payload @returns {unknown} */
function expiryIn(payload) {
  try {
    return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")))?.exp;
  } catch {
    // A token of another kind.
    return undefined;
  }
}
