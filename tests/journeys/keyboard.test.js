/** Somebody without a mouse, and with colours of their own, gets from the empty form to the file of failed devices. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { inEveryEngine } from "./harness.js";

inEveryEngine({ forcedColors: true }, (visit) => {
  test("the keyboard alone will do", () =>
    visit.open(async (person, server) => {
      const { trackingId } = server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      const { page } = person;
      await person.pressUntil("Tab", "field", "Customer id");
      await page.type(DEMO_CUSTOMER_ID);
      await person.pressUntil("Tab", "field", "Tracking id or Location");
      await page.type(trackingId);
      await person.pressUntil("Tab", "field", "Access token");
      await page.type("token");
      await page.press("Enter");
      await person.find("heading", "6 of 25 devices failed");

      await person.pressUntil("Tab", "button", "Failed 6");
      await page.press(" ");
      await person.find("table", "6 of 25 devices, in the order of the upload");
      const chip = await person.focused();
      assert.deepEqual([chip?.name, chip?.states["aria-pressed"]], ["Failed 6", "true"]);

      const first = await person.pressUntil("Tab", "rowheader", /./);
      await page.press("ArrowDown");
      assert.notEqual((await person.focused())?.name, first.name);
      await page.press("ArrowUp");
      assert.equal((await person.focused())?.name, first.name);

      await person.pressUntil("Shift+Tab", "button", "Row");
      await page.press("Enter");
      await person.find("table", "6 of 25 devices, the last of the upload first");

      await person.pressUntil("Shift+Tab", "field", "Devices to take away");
      await page.press("ArrowDown");
      await page.press("ArrowDown");
      await person.pressUntil("Tab", "button", "Download CSV");
      await page.press("Enter");
      const { name, text } = await page.download();
      assert.match(name, /-failed-/);
      assert.equal(parse(text, { bom: true, columns: true, record_delimiter: "\r\n" }).length, 6);
      assert.equal((await person.focused())?.name, "Download CSV");
    }));
});
