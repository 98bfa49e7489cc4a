/**
 * Shown when no device matches the view: why that may be, and what to do next.
 */
import { button, element } from "../dom/dom.js";
import { untrustedText } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";
import { NO_FILTERS, type View } from "./view.js";

type OnChange = (change: Partial<View>) => void;

/** @param searchMatches how many devices the search finds without the other filters */
export function noMatch(language: Language, view: View, searchMatches: number, onChange: OnChange): HTMLElement {
  const { noMatch } = language;
  const text = view.text.trim();
  if (text === "")
    return emptyState([selectionTitle(language, view)], noMatch.selectOthers, showAllButton(language, onChange));

  const searched = untrustedText(language, text);
  if (searchMatches > 0) {
    const searchAll = button(noMatch.searchAll(searchMatches), "quiet", () => onChange({ outcomes: [], causes: [] }));
    return emptyState(noMatch.textAmongSelected<Node | string>(searched), noMatch.foundAmongOthers, searchAll);
  }
  return emptyState(noMatch.text<Node | string>(searched), noMatch.whatIsSearched, showAllButton(language, onChange));
}

function selectionTitle({ noMatch }: Language, { outcomes, causes }: View): string {
  if (outcomes.length === 0) return noMatch.error;
  return causes.length === 0 ? noMatch.outcome : noMatch.outcomeAndError;
}

function showAllButton({ noMatch }: Language, onChange: OnChange): HTMLButtonElement {
  return button(noMatch.showAll, "quiet", () => onChange(NO_FILTERS));
}

function emptyState(title: (Node | string)[], next: string, action: HTMLButtonElement): HTMLElement {
  return element("div", { class: "no-match" }, element("h4", {}, ...title), element("p", {}, next), action);
}
