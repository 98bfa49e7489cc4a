/** Runs both checks in a page, and shows the verdict in its title. */
import { check } from "./check.js";
import { checkElement } from "./element-check.js";
import { failure } from "./verdict.js";

check()
  .then(checkElement)
  .catch(failure)
  .then((verdict) => {
    document.title = verdict;
  });
