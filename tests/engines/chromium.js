/** Chromium as every test uses it. */
import { chromium } from "playwright-core";
import { findChromium } from "../../tools/setup.js";

/** A container has no sandbox and no graphics card, and a test wants nothing from the browser's maker. */
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchChromium() {
  return chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
}
