/** Runs the check in a runtime without a DOM, and prints the verdict. */
import { check } from "./check.js";
import { failure } from "./verdict.js";

check()
  .catch(failure)
  .then((verdict) => console.log(verdict));
