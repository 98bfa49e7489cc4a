/**
 * No device is like that: why that may be, and what to do next.
 */
import { button, element } from "../dom/dom.js";
import { foreignText } from "../dom/foreign-text.js";
import type { Language } from "../languages/language.js";
import { EVERYTHING, type View } from "./view.js";

type OnWiden = (change: Partial<View>) => void;

/** @param bySearchAlone how many devices the search finds without the rest of the view */
export function noMatch(language: Language, view: View, bySearchAlone: number, onWiden: OnWiden): HTMLElement {
  const { noMatch } = language;
  const text = view.text.trim();
  if (text === "") return state([whatIsSelected(language, view)], noMatch.selectOthers, everything(language, onWiden));

  const searched = foreignText(language, text);
  if (bySearchAlone > 0) {
    const searchAll = button(noMatch.searchAll(bySearchAlone), "quiet", () => onWiden({ outcomes: [], causes: [] }));
    return state(noMatch.textAmongSelected<Node | string>(searched), noMatch.foundAmongOthers, searchAll);
  }
  return state(noMatch.text<Node | string>(searched), noMatch.whatIsSearched, everything(language, onWiden));
}

function whatIsSelected({ noMatch }: Language, { outcomes, causes }: View): string {
  if (outcomes.length === 0) return noMatch.error;
  return causes.length === 0 ? noMatch.outcome : noMatch.outcomeAndError;
}

function everything({ noMatch }: Language, onWiden: OnWiden): HTMLButtonElement {
  return button(noMatch.showAll, "quiet", () => onWiden(EVERYTHING));
}

function state(title: (Node | string)[], next: string, action: HTMLButtonElement): HTMLElement {
  return element("div", { class: "no-match" }, element("h4", {}, ...title), element("p", {}, next), action);
}
