/** A process in which the WebAssembly traps, and which must then exit by itself. */
import { trapAmongOthers } from "./trap-in-runtime.js";

const [packageUrl = "", trap = "", bases = "{}"] = process.argv.slice(2);

console.log(JSON.stringify(await trapAmongOthers(packageUrl, trap, JSON.parse(bases))));
