/**
 * The devices of a batch as a bar: a part for each outcome, as wide as its share. It has no words.
 */
import type { BatchSummary } from "../../index.js";
import { element } from "../dom/dom.js";

export function outcomeBar(summary: BatchSummary): HTMLElement {
  const { succeeded, alreadyRegistered, duplicates, failed, pending, unknown } = summary;
  const parts = {
    good: succeeded,
    neutral: alreadyRegistered + duplicates,
    bad: failed,
    unclear: unknown,
    waiting: pending,
  };
  const bar = element("span", { class: "bar" });
  for (const [tone, count] of Object.entries(parts)) {
    if (count === 0) continue;
    const part = element("span", { class: tone });
    part.style.flexGrow = String(count);
    bar.append(part);
  }
  return bar;
}
