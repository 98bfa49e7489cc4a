/**
 * Which wait it is, and how much of it is left.
 */
import type { WaitEvent } from "../../index.js";
import type { Language } from "../languages/language.js";

const SECOND_MS = 1000;

/** @returns a sentence, or two */
export function waitText({ follow }: Language, { reason, until }: Pick<WaitEvent, "reason" | "until">): string {
  if (reason === "token" || reason === "busy") return follow[reason];
  if (reason === "offline" || !navigator.onLine) return follow.offline;
  // Whole seconds, and no "0 seconds".
  const left = Math.ceil(((until?.getTime() ?? 0) - Date.now()) / SECOND_MS) * SECOND_MS;
  const isRetry = reason === "retry" || reason === "throttled";
  if (left <= 0) return isRetry ? follow.tryingAgainNow : follow.asking;
  return { retry: follow.tryingAgain, throttled: follow.throttled, poll: follow.nextLook, hidden: follow.hidden }[
    reason
  ](left);
}
