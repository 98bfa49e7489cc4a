/**
 * A place where the package has to work: a bundler, a runtime, a framework or a test runner with its default settings.
 *
 * @typedef {object} Place
 * @property {string} group the heading in the table of the README
 * @property {string} name such as `Vite, dev server`. Places of one name differ in their version alone
 * @property {string[]} packages what the project installs, as keys of `versions.json`. The first, if any, is the tool that the table
 *   tells the version of
 * @property {Record<string, string>} [files] the files of the project by their path. Those of `check/` are there too
 * @property {string} [build] a command. Where nothing else is given, the place works if it succeeds
 * @property {string} [run] a command that prints the verdict
 * @property {string} [site] a folder that is served as static files, with a page that shows the verdict in its title
 * @property {(port: number) => string} [serve] a command that serves such pages itself
 * @property {string[]} [pages] their paths; `/` by default
 * @property {string[]} [answers] paths whose answers have the verdict in their text, made on the server
 * @property {string} [line] what a user has to write, which the README documents
 * @property {string[]} [installScripts] packages whose install scripts have to run
 * @property {boolean} [inTests] whether `npm test` runs it too
 */

export {};
