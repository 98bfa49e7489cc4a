/**
 * Draws a bar chart as SVG for the README. It is readable on a light and on a dark page.
 *
 * @typedef {object} Panel
 * @property {string} title
 * @property {(value: number) => string} label of a bar
 * @property {[name: string, value: number][]} bars
 */

const WIDTH = 840;
const MARGIN = 16;
const ROW = 24;
const TITLE = 34;
const NAMES = 190;
const LABELS = 80;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .name { text-anchor: end }
  rect { fill: #b6bec9 }
  .own rect { fill: #0969da }
  .own text { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    rect { fill: #57606a }
    .own rect { fill: #4493f8 }
  }`;

/**
 * @param {string} description the text alternative
 * @param {string} highlighted the name whose bars are highlighted
 * @param {Panel[]} panels
 */
export function barChart(description, highlighted, panels) {
  let top = MARGIN;
  const drawnPanels = panels.map((panel) => {
    const height = TITLE + ROW * panel.bars.length + MARGIN;
    top += height;
    return drawPanel(panel, highlighted, top - height);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" viewBox="0 0 ${WIDTH} ${top}" role="img">`,
    `<title>${escapeXml(description)}</title>`,
    `<style>${STYLE}\n</style>`,
    ...drawnPanels,
    "</svg>\n",
  ].join("\n");
}

/** @param {Panel} panel @param {string} highlighted @param {number} top */
function drawPanel({ title, bars, label }, highlighted, top) {
  const longest = Math.max(...bars.map(([, value]) => value));
  const scale = (WIDTH - 2 * MARGIN - NAMES - LABELS) / longest;
  const rows = bars
    .toSorted(([, one], [, other]) => one - other)
    .map(([name, value], row) => {
      const middle = top + TITLE + ROW * row + ROW / 2;
      const left = MARGIN + NAMES + 8;
      const width = Math.max(1, value * scale);
      return [
        `<g${name === highlighted ? ' class="own"' : ""}>`,
        `<text class="name" x="${left - 8}" y="${middle + 4}">${escapeXml(name)}</text>`,
        `<rect x="${left}" y="${middle - 8}" width="${width.toFixed(1)}" height="16" rx="2"/>`,
        `<text x="${(left + width + 6).toFixed(1)}" y="${middle + 4}">${escapeXml(label(value))}</text>`,
        "</g>",
      ].join("");
    });
  return [`<text class="title" x="${MARGIN}" y="${top + 16}">${escapeXml(title)}</text>`, ...rows].join("\n");
}

/** @param {string} text */
function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
