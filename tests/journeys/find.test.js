/** A user finds devices among many, shares the result as a link, and downloads it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { rowsOfWorkbook } from "../workbook.js";
import { inEveryEngine, linkTo, requestLinkedStatus, requestStatus } from "./harness.js";

/** @import { User } from "../engines/user.js" */

const FAILED = [4, 13, 16, 19, 23];
const ALREADY_REGISTERED = [8];
const EVERY_ROW = Array.from({ length: 25 }, (_, index) => index + 1);
const SUCCEEDED = EVERY_ROW.filter((row) => ![...FAILED, ...ALREADY_REGISTERED].includes(row));

inEveryEngine({}, (session) => {
  test("filters, search and sorting change the table; every row keeps its number", () =>
    session.open(async (user, server) => {
      await requestStatus(user, { trackingId: uploadFinishedJob(server) });
      await user.find("table", "25 devices, what needs attention first");
      assert.deepEqual(await rowNumbers(user), [...FAILED, ...ALREADY_REGISTERED, ...SUCCEEDED]);
      await user.click("button", "Row");
      await user.find("table", "25 devices, upload order");
      assert.deepEqual(await rowNumbers(user), EVERY_ROW);

      await user.click("button", "Needs attention 5");
      await user.find("table", "5 of 25 devices, upload order");
      assert.deepEqual(await rowNumbers(user), FAILED);
      assert.equal((await user.find("button", "Needs attention 5")).states["aria-pressed"], "true");
      await user.waitForAnnouncement(/^5 of 25 devices, upload order\.$/);

      await user.click("button", "Row");
      assert.deepEqual(await rowNumbers(user), FAILED.toReversed());
      assert.equal((await user.find("columnheader", "Row")).states["aria-sort"], "descending");
      await user.click("button", "Error");
      assert.equal((await user.find("columnheader", "Error")).states["aria-sort"], "ascending");
      assert.equal((await user.find("columnheader", "Row")).states["aria-sort"], undefined);

      await user.fill("Search", "DEVICEASSIGNED");
      await user.find("table", /^2 of 25 devices, sorted by error$/);
      assert.deepEqual(await rowNumbers(user), [4, 16]);

      await user.fill("Search", "nothing like this");
      await user.click("button", /^(Search all|Show all) devices/);
      await user.find("table", /^25 devices/);
    }));

  test("a link opens with its filter, and back and forward switch between filters", () => {
    const link = linkTo(uploadFinishedJob(session.server));
    return session.open(
      async (user, server) => {
        await requestLinkedStatus(user);
        await user.find("table", "5 of 25 devices, last of the upload first");
        assert.deepEqual(await rowNumbers(user), FAILED.toReversed());

        await user.click("button", "Registered to another tenant 808 2");
        await user.find("table", "2 of 25 devices, last of the upload first");
        await session.page.back();
        await user.find("table", "5 of 25 devices, last of the upload first");
        await session.page.forward();
        await user.find("table", "2 of 25 devices, last of the upload first");

        const address = await session.page.evaluate(() => location.href, undefined);
        assert.equal(address, `${server.url}${link}&show=failed&error=808+ZtdDeviceAssignedToOtherTenant&sort=-row`);
      },
      { fragment: `${link}&show=failed&sort=-row` },
    );
  });

  test("two errors with one code are two causes, each with its own devices", () => {
    const link = linkTo(scenarioNamed("one-code-two-names").trackingId);
    return session.open(
      async (user, server) => {
        await requestLinkedStatus(user);
        await user.find("heading", "1 of 6 devices needs attention, 2 were already registered");
        await user.find("table", "1 of 6 devices, upload order");
        assert.deepEqual(await rowNumbers(user), [3]);
        await user.click("button", /^Show these 2 devices: Already registered/);
        assert.deepEqual(await rowNumbers(user), [2, 5]);
        const address = await session.page.evaluate(() => location.href, undefined);
        assert.equal(address, `${server.url}${link}&error=806+ZtdDeviceAlreadyAssigned`);
      },
      { fragment: `${link}&error=806+ZtdDeviceAssignedToOtherTenant` },
    );
  });

  test("failed devices are downloaded as CSV, as a workbook and as JSON", () =>
    session.open(async (user, server) => {
      const trackingId = uploadFinishedJob(server);
      await requestStatus(user, { trackingId });
      await user.click("button", "Needs attention 5");

      await user.click("button", "Download CSV");
      const csv = await session.page.download();
      assert.match(csv.name, /^needs-attention_5-devices_.+\.csv$/);
      const rows = /** @type {Record<string, string>[]} */ (
        parse(csv.text, { bom: true, columns: true, record_delimiter: "\r\n" })
      );
      assert.deepEqual(
        rows.map(({ Row }) => Number(Row)),
        FAILED,
      );
      assert.deepEqual(
        rows.map((row) => row["Error code"]),
        ["808", "802", "808", "812", "805"],
      );

      await user.click("button", "Download Excel");
      const workbook = await session.page.download();
      assert.match(workbook.name, /\.xlsx$/);
      const [header, ...cells] = rowsOfWorkbook(workbook.bytes);
      assert.deepEqual(header, Object.keys(rows[0] ?? {}));
      assert.deepEqual(
        cells.map(([row, ...texts]) => [String(row), ...texts]),
        rows.map((row) => Object.values(row)),
      );

      await user.click("button", "Download JSON");
      const json = await session.page.download();
      assert.match(json.name, /\.json$/);
      assert.deepEqual(
        JSON.parse(json.text).devicesStatus.map((/** @type {{ row: number }} */ { row }) => row),
        FAILED,
      );
    }));
});

/** @param {import("./harness.js").Server} server */
function uploadFinishedJob(server) {
  return server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId;
}

/** Returns the row numbers of the listed devices. @param {User} user */
async function rowNumbers(user) {
  const rows = await user.queryAll("row");
  return rows.slice(1).map(({ name }) => Number.parseInt(name, 10));
}
