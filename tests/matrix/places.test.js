/** The places of the matrix where the package did not work once, with their real tools. `npm run matrix` runs all of them. */
import { after, describe, it } from "node:test";
import { openMatrix, titleOf } from "../../tools/matrix/matrix.js";
import { places } from "../../tools/matrix/places/index.js";
import { readVersions } from "../../tools/matrix/versions.js";
import { log } from "../../tools/setup.js";

const versions = await readVersions();
const matrix = await openMatrix();
after(matrix.close);

describe("the package works in", () => {
  for (const place of places.filter(({ inTests }) => inTests)) {
    const title = titleOf(place, versions);
    it(title, () => {
      log(`${title} …`);
      return matrix.run(place);
    });
  }
});
