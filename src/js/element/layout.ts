/**
 * What a portal decides about the element: which of its sections are there, and the level at which its headings begin.
 */
import { element } from "./dom/dom.js";

/**
 * From top to bottom: the line that says what is waited for, the headline with the counts, in it the button for the message to the customer, the
 * reasons, times and ids, the list.
 */
const SECTIONS = ["bar", "verdict", "message", "causes", "about", "devices"] as const;

/** A section of the element that a portal can leave out. */
export type Section = (typeof SECTIONS)[number];

export interface Layout {
  sections: ReadonlySet<Section>;
  /** The level of the headline, from 1 to 6. */
  headingLevel: number;
}

export const DEFAULT_LAYOUT: Layout = { sections: new Set(SECTIONS), headingLevel: 2 };

/** Reads names with white space between them. Without a known name, every section is there. */
export function readSections(text: string): { sections: ReadonlySet<Section>; unknown: string[] } {
  const names = new Set(text.split(/\s+/).filter(Boolean));
  const known = SECTIONS.filter((name) => names.delete(name));
  return { sections: known.length === 0 ? DEFAULT_LAYOUT.sections : new Set(known), unknown: [...names] };
}

/** Tells a developer which names are known. */
export function sectionsHint(unknown: string[]): string {
  return `<batch-upload-status>: \`sections\` knows ${SECTIONS.join(", ")}, and not ${unknown.join(", ")}.`;
}

/** Reads a level of headings: a whole number from 1 to 6. Anything else is the default. */
export function readHeadingLevel(text: string): number {
  return /^\s*[1-6]\s*$/.test(text) ? Number(text) : DEFAULT_LAYOUT.headingLevel;
}

const DEEPEST_LEVEL = 6;

/**
 * A heading at the level that the portal's headings need. It looks by its rank.
 *
 * @param rank 2 for the headline, 3 for a section, 4 for a part of one
 */
export function heading(
  { headingLevel }: Layout,
  rank: 2 | 3 | 4,
  attributes: { class?: string; id?: string; part?: string } = {},
  ...children: (Node | string)[]
): HTMLHeadingElement {
  const level = Math.min(DEEPEST_LEVEL, headingLevel + rank - DEFAULT_LAYOUT.headingLevel) as 1 | 2 | 3 | 4 | 5 | 6;
  const style = [attributes.class, `rank-${rank}`].filter(Boolean).join(" ");
  return element(`h${level}`, { ...attributes, class: style }, ...children);
}
