/**
 * `npm run matrix`: installs the packed package in a scratch project for each place, runs the check there, and writes the table of the
 * README. With arguments it runs the places whose title contains one of them, and leaves the README alone. `--update` pins the newest
 * versions.
 */
import { build } from "../build.js";
import { log, UserError } from "../setup.js";
import { openMatrix, titleOf } from "./matrix.js";
import { places } from "./places/index.js";
import { writeTable } from "./readme-table.js";
import { readVersions, updateVersions } from "./versions.js";

/** @import { Place } from "./place.js" @import { Versions } from "./versions.js" */

/** How many characters of the reason of a failure are printed. */
const SHOWN_REASON = 3000;

/** @param {string[]} args */
async function main(args) {
  if (args.includes("--update")) return updateVersions(places.flatMap(({ packages }) => packages));
  const versions = await readVersions();
  const chosen = choose(args, versions);
  await build();
  const failed = await runPlaces(chosen, versions);
  console.log(`\n${chosen.length - failed.length} passed, ${failed.length} failed`);
  for (const title of failed) console.log(`  ${title}`);
  if (failed.length > 0) process.exitCode = 1;
  else if (args.length === 0) await writeTable(places, versions);
}

/** Returns the places with one of these texts in their title or group, in any case. @param {string[]} args @param {Versions} versions */
function choose(args, versions) {
  const chosen = places.filter((place) => {
    const title = `${place.group}: ${titleOf(place, versions)}`.toLowerCase();
    return args.length === 0 || args.some((text) => title.includes(text.toLowerCase()));
  });
  if (chosen.length === 0) throw new UserError(`No place has a name with ${args.join(" or ")}.`);
  return chosen;
}

/** Runs the places one after the other. Returns the titles of those that do not work. @param {Place[]} chosen @param {Versions} versions */
async function runPlaces(chosen, versions) {
  const matrix = await openMatrix();
  /** @type {string[]} */
  const failed = [];
  try {
    for (const [index, place] of chosen.entries()) {
      const title = titleOf(place, versions);
      log(`${index + 1} of ${chosen.length}: ${title} …`);
      const started = performance.now();
      const reason = await matrix.run(place).then(() => undefined, String);
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      log(`  ${reason === undefined ? "works" : "does not work"} in ${seconds} s`);
      if (reason === undefined) continue;
      failed.push(title);
      console.log(reason.slice(0, SHOWN_REASON));
    }
  } finally {
    await matrix.close();
  }
  return failed;
}

// Ctrl-C ends what the places have started too.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
