/** Runs before `npm pack` and `npm publish`: without the build, the package would be empty. */
import { existsSync } from "node:fs";

// The build writes the hashes last.
const hashes = new URL("../dist/integrity.json", import.meta.url);

if (!existsSync(hashes)) {
  console.error("The package is not built: run `npm run build` first.");
  process.exitCode = 1;
}
