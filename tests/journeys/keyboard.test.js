/** A user without a mouse, in forced colours, gets from the empty form to the file of failed devices. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { inEveryEngine } from "./harness.js";

inEveryEngine({ forcedColors: true }, (session) => {
  test("everything works with the keyboard alone", () =>
    session.open(async (user, server) => {
      const { trackingId } = server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      const { page } = user;
      await user.pressUntil("Tab", "field", "Tracking id or Location");
      await page.type(trackingId);
      await user.pressUntil("Tab", "field", "Customer id");
      await page.type(DEMO_CUSTOMER_ID);
      await user.pressUntil("Tab", "field", "Access token");
      await page.type("token");
      await page.press("Enter");
      await user.find("heading", "5 of 25 devices need attention, 1 was already registered");

      await user.pressUntil("Tab", "button", "Needs attention 5");
      await page.press(" ");
      await user.find("table", "5 of 25 devices, upload order");
      const chip = await user.focused();
      assert.deepEqual([chip?.name, chip?.states["aria-pressed"]], ["Needs attention 5", "true"]);

      const first = await user.pressUntil("Tab", "rowheader", /./);
      await page.press("ArrowDown");
      assert.notEqual((await user.focused())?.name, first.name);
      await page.press("ArrowUp");
      assert.equal((await user.focused())?.name, first.name);

      await user.pressUntil("Shift+Tab", "button", "Row");
      await page.press("Enter");
      await user.find("table", "5 of 25 devices, last of the upload first");

      await user.pressUntil("Shift+Tab", "field", "Devices to export");
      await page.press("ArrowDown");
      await page.press("ArrowDown");
      await user.pressUntil("Tab", "button", "Download CSV");
      await page.press("Enter");
      const { name, text } = await page.download();
      assert.match(name, /^needs-attention_5-devices_/);
      assert.equal(parse(text, { bom: true, columns: true, record_delimiter: "\r\n" }).length, 5);
      assert.equal((await user.focused())?.name, "Download CSV");
    }));
});
