/** What all places share while they run: the packed package, the simulated Partner Center, a browser and the pinned versions. */
import { mkdir } from "node:fs/promises";
import { launchChromium } from "../../tests/engines/chromium.js";
import { pack } from "../../tests/package/pack.js";
import { startSimulator } from "../simulator/index.js";
import { MATRIX_FOLDER } from "./project.js";
import { runPlace } from "./run-place.js";
import { nameOf, readVersions } from "./versions.js";

/** @import { Place } from "./place.js" */

/** Packs what is in `dist/` and starts what the places need. */
export async function openMatrix() {
  await mkdir(MATRIX_FOLDER, { recursive: true });
  const versions = await readVersions();
  const { tarball } = await pack(MATRIX_FOLDER);
  const simulator = await startSimulator();
  const browser = await launchChromium();
  return {
    /** Runs the check in a place. Fails with the reason if it does not work there. @param {Place} place */
    run: (place) => runPlace(place, { tarball, baseUrl: simulator.url, versions, browser }),

    async close() {
      await browser.close();
      await simulator.close();
    },
  };
}

/** Returns the name of a place and the version of its tool. @param {Place} place @param {import("./versions.js").Versions} versions */
export function titleOf({ name, packages: [tool] }, { packages }) {
  return tool === undefined ? name : `${name}, ${nameOf(tool)} ${packages[tool]}`;
}
