/** Writes OUTCOMES.md from what the engines do now. */
import { writeFile } from "node:fs/promises";
import { measureOutcomes, OUTCOMES_FILE, renderOutcomes } from "./outcomes.js";

await writeFile(OUTCOMES_FILE, renderOutcomes(await measureOutcomes()));
