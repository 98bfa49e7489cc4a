/**
 * Shown when no device matches the filters: why that may be, which filters are on, and what to do next.
 */
import { button, element } from "../dom/dom.js";
import { sanitize, untrustedText } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";
import { heading, type Layout } from "../layout.js";
import { deviceError, errorLabel, errorOfKey } from "../status/device-error.js";
import { type Filters, NO_FILTERS } from "./view.js";

type OnChange = (change: Partial<Filters>) => void;

/** Nobody reads a longer list. */
const MAX_NAMES = 5;

/** @param searchMatches how many devices the search finds without the other filters */
export function noMatch(
  language: Language,
  layout: Layout,
  shown: Filters,
  searchMatches: number,
  onChange: OnChange,
): HTMLElement {
  const { noMatch } = language;
  const text = shown.text.trim();
  const filters = filtersOf(language, shown);
  const showAll = () => button(noMatch.showAll, "quiet", () => onChange(NO_FILTERS));
  if (text === "")
    return emptyState(layout, [selectionTitle(language, shown)], [...filters, noMatch.selectOthers], showAll());

  const searched = untrustedText(language, text);
  if (searchMatches > 0) {
    const searchAll = button(noMatch.searchAll(searchMatches), "quiet", () => onChange({ outcomes: [], causes: [] }));
    const title = noMatch.textAmongSelected<Node | string>(searched);
    return emptyState(layout, title, [...filters, noMatch.foundAmongOthers], searchAll);
  }
  const title = noMatch.text<Node | string>(searched);
  return emptyState(layout, title, [...filters, noMatch.whatIsSearched], showAll());
}

/** A sentence that names the outcomes and the errors that are chosen. */
function filtersOf(language: Language, { outcomes, causes }: Filters): string[] {
  const errors = causes.map((key) => sanitize(language, errorLabel(deviceError(language, errorOfKey(key)))));
  const names = [...outcomes.map((name) => language.outcomes[name]), ...errors];
  if (names.length === 0) return [];
  return [language.noMatch.filters(names.slice(0, MAX_NAMES), Math.max(0, names.length - MAX_NAMES))];
}

function selectionTitle({ noMatch }: Language, { outcomes, causes }: Filters): string {
  if (outcomes.length === 0) return noMatch.error;
  return causes.length === 0 ? noMatch.outcome : noMatch.outcomeAndError;
}

function emptyState(
  layout: Layout,
  title: (Node | string)[],
  sentences: string[],
  action: HTMLButtonElement,
): HTMLElement {
  const next = element("p", {}, sentences.join(" "));
  return element("div", { class: "no-match" }, heading(layout, 4, {}, ...title), next, action);
}
