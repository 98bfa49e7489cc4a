/**
 * The icons, in the colour of the text around them. They only repeat what a word says.
 */

const SVG = "http://www.w3.org/2000/svg";
const CIRCLE = "M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5Z";

/** In a box of 16 by 16. */
const PATHS = {
  good: `${CIRCLE}M5.25 8.25l2 2 3.5-4.25`,
  bad: `${CIRCLE}M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2`,
  neutral: `${CIRCLE}M5.25 8h5.5`,
  busy: "M14.25 8A6.25 6.25 0 1 1 8 1.75M8 4.75V8l2.25 1.5",
  waiting: `${CIRCLE}M5.25 8h.01M8 8h.01M10.75 8h.01`,
  unclear: `${CIRCLE}M6.25 6.4c0-2.3 3.5-2.2 3.5 0 0 1.3-1.75 1.4-1.75 2.6M8 11.4h.01`,
  attention: "M8 2.25l6.25 11.5H1.75L8 2.25ZM8 6.75v3M8 11.75h.01",
  copy: "M5.75 5.75h7.5v7.5h-7.5zM10.25 5.75v-3h-7.5v7.5h3",
  up: "M8 13.25V3M3.75 7.25L8 3l4.25 4.25",
  down: "M8 2.75V13M3.75 8.75L8 13l4.25-4.25",
  unfold: "M3.5 6l4.5 4.5L12.5 6",
  fold: "M3.5 10L8 5.5l4.5 4.5",
  download: "M8 2.5v7.75M4.5 7L8 10.5 11.5 7M2.75 13.25h10.5",
  print: "M4.5 6V2.5h7V6M4.5 11.25H2.25V6h11.5v5.25H11.5M4.5 9.25h7v4.25h-7z",
  remove: "M3.75 3.75l8.5 8.5M12.25 3.75l-8.5 8.5",
  edit: "M10.75 2.75l2.5 2.5-7.5 7.5-3.25.75.75-3.25zM9 4.5l2.5 2.5",
  done: "M3 8.5l3.25 3.25L13 4.75",
};

export type Icon = keyof typeof PATHS;

const cache = new Map<Icon, SVGElement>();

export function icon(name: Icon): SVGElement {
  const svg = cache.get(name) ?? draw(name);
  cache.set(name, svg);
  return svg.cloneNode(true) as SVGElement;
}

function draw(name: Icon): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
