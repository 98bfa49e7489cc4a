/**
 * `npm run matrix`: installs the packed package in one scratch project for each place, runs the check there, and writes the table of the
 * README. With arguments it runs the places whose name contains one of them, and leaves the README alone. `--update` pins the newest
 * versions.
 */
import { mkdir } from "node:fs/promises";
import { launchChromium } from "../../tests/engines/chromium.js";
import { pack } from "../../tests/package/pack.js";
import { build } from "../build.js";
import { log, UserError } from "../setup.js";
import { startSimulator } from "../simulator/index.js";
import { places } from "./places/index.js";
import { MATRIX_FOLDER } from "./project.js";
import { writeTable } from "./readme-table.js";
import { runPlace } from "./run-place.js";
import { nameOf, readVersions, updateVersions } from "./versions.js";

/** @import { Place } from "./place.js" @import { Versions } from "./versions.js" */

/** How many characters of the reason of a failure are printed. */
const SHOWN_REASON = 3000;

const filters = process.argv.slice(2);

/** Runs the places one after the other. Returns those that did not end as the table says. @param {Place[]} chosen @param {Versions} versions */
async function runPlaces(chosen, versions) {
  await mkdir(MATRIX_FOLDER, { recursive: true });
  const { tarball } = await pack(MATRIX_FOLDER);
  const simulator = await startSimulator();
  const browser = await launchChromium();
  const inputs = { tarball, baseUrl: simulator.url, versions, browser };
  /** @type {string[]} */
  const surprises = [];
  try {
    for (const [index, place] of chosen.entries()) {
      const title = titleOf(place, versions);
      log(`${index + 1} of ${chosen.length}: ${title} …`);
      const started = performance.now();
      const reason = await runPlace(place, inputs).then(() => undefined, String);
      log(`  ${outcomeOf(place, reason)} in ${((performance.now() - started) / 1000).toFixed(0)} s`);
      if ((reason === undefined) === (place.unsupported !== undefined)) surprises.push(title);
      if (reason !== undefined && !place.unsupported) console.log(reason.slice(0, SHOWN_REASON));
    }
  } finally {
    await browser.close();
    await simulator.close();
  }
  return surprises;
}

/** @param {Place} place @param {string | undefined} reason */
function outcomeOf({ unsupported }, reason) {
  if (unsupported)
    return reason === undefined ? "works, although the table says that it does not" : "does not work, as expected";
  return reason === undefined ? "works" : "does not work";
}

/** @param {Place} place @param {Versions} versions */
function titleOf({ name, packages: [tool] }, { packages }) {
  return tool === undefined ? name : `${name}, ${nameOf(tool)} ${packages[tool]}`;
}

async function main() {
  if (filters.includes("--update")) return updateVersions(places.flatMap(({ packages }) => packages));
  const versions = await readVersions();
  const wanted = filters.map((filter) => filter.toLowerCase());
  const chosen = places.filter((place) => {
    const title = `${place.group}: ${titleOf(place, versions)}`.toLowerCase();
    return wanted.length === 0 || wanted.some((filter) => title.includes(filter));
  });
  if (chosen.length === 0) throw new UserError(`No place has a name with ${filters.join(" or ")}.`);
  await build();
  const surprises = await runPlaces(chosen, versions);
  console.log(`\n${chosen.length - surprises.length} passed, ${surprises.length} failed`);
  for (const title of surprises) console.log(`  ${title}`);
  if (surprises.length > 0) process.exitCode = 1;
  else if (filters.length === 0) await writeTable(places, versions);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
