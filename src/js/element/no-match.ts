/**
 * No device is like that: why that may be, and what to do next.
 */
import { button, element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { formatNumber } from "./format.js";
import { EVERYTHING, type View } from "./view.js";

type OnWiden = (change: Partial<View>) => void;

/** @param bySearchAlone how many devices the search finds without the rest of the view */
export function noMatch({ text, outcomes, causes }: View, bySearchAlone: number, onWiden: OnWiden): HTMLElement {
  const searched = foreignText(text.trim());
  if (text.trim() === "") {
    const what = [...(outcomes.length > 0 ? ["outcome"] : []), ...(causes.length > 0 ? ["error"] : [])].join(
      " and this ",
    );
    return state([`No device has this ${what}`], "Select others, or look at all devices.", everything(onWiden));
  }
  if (bySearchAlone > 0) {
    return state(
      ["No device of the selected ones has “", searched, "” in it"],
      "The search does find something among the others.",
      button(`Search all devices: ${formatNumber(bySearchAlone)} found`, "quiet", () =>
        onWiden({ outcomes: [], causes: [] }),
      ),
    );
  }
  return state(
    ["No device has “", searched, "” in it"],
    "The search looks through serial numbers, product keys, device ids, error codes and error names. A part of one is enough.",
    everything(onWiden),
  );
}

function everything(onWiden: OnWiden): HTMLButtonElement {
  return button("Show all devices", "quiet", () => onWiden(EVERYTHING));
}

function state(title: (Node | string)[], next: string, action: HTMLButtonElement): HTMLElement {
  return element("div", { class: "no-match" }, element("h4", {}, ...title), element("p", {}, next), action);
}
