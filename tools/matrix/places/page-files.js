/** What most projects with a page have in common. */

/** The documented line for tools that leave the .wasm file behind. */
export const INLINE = 'import "partner-center-batch-status/inline";';

/** A page that loads one script. @param {string} script the tag's attributes */
export function html(script) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Waiting</title>
  </head>
  <body>
    <div id="root"></div>
    <script ${script}></script>
  </body>
</html>
`;
}

/** The page, with a module `main.js` that runs the checks after these lines. @param {string[]} lines */
export function page(...lines) {
  return {
    "index.html": html('type="module" src="./main.js"'),
    "main.js": [...lines, 'import "./page.js";', ""].join("\n"),
  };
}
