/** Somebody looks for devices among many, shares what was found as a link, and takes it away as a file. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { rowsOfWorkbook } from "../workbook.js";
import { ask, askByLink, inEveryEngine, linkTo } from "./harness.js";

/** @import { Person } from "../engines/user.js" */

const FAILED = [4, 8, 13, 16, 19, 23];
const EVERY_ROW = Array.from({ length: 25 }, (_, index) => index + 1);

inEveryEngine({}, (visit) => {
  test("chips, the search and the order of a column narrow the table down; every row keeps its number", () =>
    visit.open(async (person, server) => {
      await ask(person, { trackingId: doneJob(server) });
      await person.find("table", "25 devices, in the order of the upload");
      assert.deepEqual(await rowNumbers(person), EVERY_ROW);

      await person.click("button", "Failed 6");
      await person.find("table", "6 of 25 devices, in the order of the upload");
      assert.deepEqual(await rowNumbers(person), FAILED);
      assert.equal((await person.find("button", "Failed 6")).states["aria-pressed"], "true");
      await person.hear(/^6 of 25 devices, in the order of the upload\.$/);

      await person.click("button", "Row");
      assert.deepEqual(await rowNumbers(person), FAILED.toReversed());
      assert.equal((await person.find("columnheader", "Row")).states["aria-sort"], "descending");
      await person.click("button", "Error");
      assert.equal((await person.find("columnheader", "Error")).states["aria-sort"], "ascending");
      assert.equal((await person.find("columnheader", "Row")).states["aria-sort"], undefined);

      await person.fill("Search", "DEVICEASSIGNED");
      await person.find("table", /^2 of 25 devices, sorted by error$/);
      assert.deepEqual(await rowNumbers(person), [4, 16]);

      await person.fill("Search", "nothing like this");
      await person.click("button", /^(Search all|Show all) devices/);
      await person.find("table", /^25 devices/);
    }));

  test("a link opens with its filter, and back and forward lead through what was looked at", () => {
    const link = linkTo(doneJob(visit.server));
    return visit.open(
      async (person, server) => {
        await askByLink(person);
        await person.find("table", "6 of 25 devices, the last of the upload first");
        assert.deepEqual(await rowNumbers(person), FAILED.toReversed());

        await person.click("button", "ZtdDeviceAssignedToOtherTenant 808 2");
        await person.find("table", "2 of 25 devices, the last of the upload first");
        await visit.page.back();
        await person.find("table", "6 of 25 devices, the last of the upload first");
        await visit.page.forward();
        await person.find("table", "2 of 25 devices, the last of the upload first");

        const address = await visit.page.evaluate(() => location.href, undefined);
        assert.equal(address, `${server.url}${link}&show=failed&error=808&sort=-row`);
      },
      { fragment: `${link}&show=failed&sort=-row` },
    );
  });

  test("failed devices are saved as CSV, as a workbook and as JSON", () =>
    visit.open(async (person, server) => {
      const trackingId = doneJob(server);
      await ask(person, { trackingId });
      await person.click("button", "Failed 6");

      await person.click("button", "Download CSV");
      const csv = await visit.page.download();
      assert.match(csv.name, new RegExp(`^devices-${trackingId}-.+\\.csv$`));
      const rows = /** @type {Record<string, string>[]} */ (
        parse(csv.text, { bom: true, columns: true, record_delimiter: "\r\n" })
      );
      assert.deepEqual(
        rows.map(({ Row }) => Number(Row)),
        FAILED,
      );
      assert.deepEqual(
        rows.map((row) => row["Error code"]),
        ["808", "806", "802", "808", "812", "815"],
      );

      await person.click("button", "Download Excel");
      const workbook = await visit.page.download();
      assert.match(workbook.name, /\.xlsx$/);
      const [header, ...cells] = rowsOfWorkbook(workbook.bytes);
      assert.deepEqual(header, Object.keys(rows[0] ?? {}));
      assert.deepEqual(
        cells.map(([row, ...texts]) => [String(row), ...texts]),
        rows.map((row) => Object.values(row)),
      );

      await person.click("button", "Download JSON");
      const json = await visit.page.download();
      assert.match(json.name, /\.json$/);
      assert.deepEqual(
        JSON.parse(json.text).devicesStatus.map((/** @type {{ row: number }} */ { row }) => row),
        FAILED,
      );
    }));
});

/** @param {import("./harness.js").Server} server */
function doneJob(server) {
  return server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId;
}

/** The numbers that the shown devices have in the upload. @param {Person} person */
async function rowNumbers(person) {
  const rows = await person.look("row");
  return rows.slice(1).map(({ name }) => Number.parseInt(name, 10));
}
