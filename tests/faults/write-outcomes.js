/** Measures the outcomes in every engine and writes OUTCOMES.md. */
import { writeFile } from "node:fs/promises";
import { measureOutcomes, OUTCOMES_FILE, renderOutcomes } from "./outcomes.js";

await writeFile(OUTCOMES_FILE, renderOutcomes(await measureOutcomes()));
