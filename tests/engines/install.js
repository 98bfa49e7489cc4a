/** Finds the browsers to test in. Installs Debian's where one is missing. */
import { exists, findChromium, findOnPath, installDebianPackages, UserError } from "../../tools/setup.js";

/** Debian has Firefox ESR. A regular Firefox supports WebDriver BiDi as well. */
const FIREFOX_NAMES = ["firefox-esr", "firefox"];
const FIREFOX_PATHS = [
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

/** MiniBrowser is part of the library that `webkit2gtk-driver` depends on. */
const WEBKIT_PACKAGES = ["webkit2gtk-driver", "xvfb"];

/** Installs every engine that is missing. One after the other, because apt-get can't run twice at the same time. */
export async function installEngines() {
  await findChromium();
  await findFirefox();
  await findWebKit();
}

/** Returns the path of a Firefox: the one in `FIREFOX`, an installed one, or one that is installed now. */
export async function findFirefox() {
  const found = await findInstalledFirefox();
  if (found !== undefined) return found;
  if (await installDebianPackages(["firefox-esr"], "to test in Firefox")) return "/usr/bin/firefox-esr";
  throw new UserError(
    "No Firefox was found: install one (on Debian `sudo apt-get install firefox-esr`), " +
      "or set FIREFOX to its path, and try again.",
  );
}

async function findInstalledFirefox() {
  if (process.env.FIREFOX !== undefined) return process.env.FIREFOX;
  const onPath = await findOnPath(FIREFOX_NAMES);
  if (onPath !== undefined) return onPath;
  for (const path of FIREFOX_PATHS) if (await exists(path)) return path;
  return undefined;
}

/**
 * Finds WebKitGTK's driver, and the display server that MiniBrowser needs. Installs Debian's where one is missing.
 *
 * @returns {Promise<{ driver: string, display: string }>} the paths of WebKitWebDriver and of Xvfb
 */
export async function findWebKit() {
  const found = await findInstalledWebKit();
  if (found !== undefined) return found;
  await installDebianPackages(WEBKIT_PACKAGES, "to test in WebKit");
  const installed = await findInstalledWebKit();
  if (installed !== undefined) return installed;
  throw new UserError(
    "No WebKit was found: on Debian or Ubuntu " +
      `\`sudo apt-get install --no-install-recommends ${WEBKIT_PACKAGES.join(" ")}\`, and try again.`,
  );
}

async function findInstalledWebKit() {
  const driver = await findOnPath(["WebKitWebDriver"]);
  const display = await findOnPath(["Xvfb"]);
  return driver !== undefined && display !== undefined ? { driver, display } : undefined;
}
