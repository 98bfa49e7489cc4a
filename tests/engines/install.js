/** The browsers to test in: the ones that are there, or Debian's, installed now. */
import { delimiter, join } from "node:path";
import { exists, findChromium, installDebianPackages, Stop } from "../../tools/setup.js";

/** Firefox ESR is what Debian has; a plain Firefox speaks WebDriver BiDi just as well. */
const FIREFOX_NAMES = ["firefox-esr", "firefox"];
const FIREFOX_PATHS = [
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

/** `webkit2gtk-driver` brings MiniBrowser along with the library that it depends on. */
const WEBKIT_PACKAGES = ["webkit2gtk-driver", "xvfb"];

/** Sees to it that every engine is there. One after the other, because apt-get allows no two of itself. */
export async function installEngines() {
  await findChromium();
  await findFirefox();
  await findWebKit();
}

/** The path of a Firefox: the one in `FIREFOX`, the one that is there, or one installed now. */
export async function findFirefox() {
  const found = await firefoxThatIsThere();
  if (found !== undefined) return found;
  if (await installDebianPackages(["firefox-esr"], "to test in Firefox")) return "/usr/bin/firefox-esr";
  throw new Stop(
    "No Firefox is here to test with: install one (on Debian `sudo apt-get install firefox-esr`), " +
      "or put its path into FIREFOX, and try again.",
  );
}

async function firefoxThatIsThere() {
  if (process.env.FIREFOX !== undefined) return process.env.FIREFOX;
  const onPath = await findOnPath(FIREFOX_NAMES);
  if (onPath !== undefined) return onPath;
  for (const path of FIREFOX_PATHS) if (await exists(path)) return path;
  return undefined;
}

/**
 * WebKitGTK's driver, and the display that MiniBrowser needs: the ones that are there, or Debian's, installed now.
 *
 * @returns {Promise<{ driver: string, display: string }>} the paths of WebKitWebDriver and of Xvfb
 */
export async function findWebKit() {
  const found = await webKitThatIsThere();
  if (found !== undefined) return found;
  await installDebianPackages(WEBKIT_PACKAGES, "to test in WebKit");
  const installed = await webKitThatIsThere();
  if (installed !== undefined) return installed;
  throw new Stop(
    "No WebKit is here to test with: on Debian or Ubuntu " +
      `\`sudo apt-get install --no-install-recommends ${WEBKIT_PACKAGES.join(" ")}\`, and try again.`,
  );
}

async function webKitThatIsThere() {
  const driver = await findOnPath(["WebKitWebDriver"]);
  const display = await findOnPath(["Xvfb"]);
  return driver !== undefined && display !== undefined ? { driver, display } : undefined;
}

/** @param {string[]} names the first one that is found, is taken */
async function findOnPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of names)
    for (const folder of folders) if (await exists(join(folder, name))) return join(folder, name);
  return undefined;
}
