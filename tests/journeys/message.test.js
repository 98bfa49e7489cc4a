/** A service desk closes its job: the devices of one cause for one team, and a message for the customer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { rowsOfWorkbook, sheetsOfWorkbook } from "../workbook.js";
import { inEveryEngine, requestStatus } from "./harness.js";

const CAUSE = "Registered to another tenant";

inEveryEngine({}, (session) => {
  test("the devices of a cause as a workbook and as serial numbers, then a message in Turkish, copied, edited and mailed", () =>
    session.open(async (user, server) => {
      const { page } = session;
      const { trackingId } = server.upload(DEMO_CUSTOMER_ID, { devices: 300, seconds: 0 });
      await requestStatus(user, { trackingId });
      await user.click("button", `Show these 24 devices: ${CAUSE}`);
      await user.find("table", "24 of 300 devices, upload order");

      await page.evaluate(printWithoutDialog, undefined);
      await user.click("button", "Print");
      await user.find("text", new RegExp(`^Customer ${DEMO_CUSTOMER_ID}, upload ${trackingId}, printed `));
      await page.evaluate(() => dispatchEvent(new Event("afterprint")), undefined);

      await user.click("button", `Excel: ${CAUSE}`);
      const { name, bytes } = await page.download();
      assert.match(name, /^ZtdDeviceAssignedToOtherTenant-808_24-devices_\d{4}-\d\d-\d\d_[\da-f]{8}\.xlsx$/);
      const [, ...rows] = rowsOfWorkbook(bytes);
      assert.equal(rows.length, 24);
      const summary = Object.fromEntries(sheetsOfWorkbook(bytes).Summary ?? []);
      assert.equal(summary["Tracking id"], trackingId);
      assert.equal(summary["Devices in this file"], `${CAUSE} (ZtdDeviceAssignedToOtherTenant 808)`);
      const serialNumbers = rows.map(([, serialNumber]) => String(serialNumber));

      await user.click("button", `Copy serial numbers: ${CAUSE}`);
      await user.waitForAnnouncement(/^Serial numbers copied: Registered to another tenant\.$/);

      await user.click("button", "Message to customer");
      // Each serial number is in a line of its own.
      await user.click("field", "Text");
      await page.press("Control+a");
      await page.press("Control+v");
      assert.deepEqual((await user.find("field", "Text")).value.split("\n"), serialNumbers);

      await page.press("Shift+Tab");
      await page.press("Shift+Tab");
      assert.equal((await user.focused())?.name, "Language");
      await page.evaluate(chooseTurkish, undefined);
      // The page may have to load the language.
      while (!(await user.find("field", "Text")).value.startsWith("Merhaba"));
      const written = await user.find("field", "Text");
      assert.match(written.value, /^Merhaba,\n\n300 cihaz Windows Autopilot kaydı için yüklendi\. .+ GMT\+3\.\n/);
      assert.match(written.value, /300 cihazdan 240 tanesi kayıtlı\.\nBunların 12 tanesi daha önce kaydedilmişti/);
      assert.match(
        written.value,
        new RegExp(
          `kuruluşa kayıtlı: 24 cihaz \\(hata 808\\)\n.+ ${serialNumbers[19]} ve 4 cihaz daha: ekteki listeye`,
        ),
      );
      assert.match(written.value, /\nSizden beklenen: /);

      await user.click("button", "Copy text");
      await user.waitForAnnouncement(/Text copied\.$/);
      await user.fill("Subject", "x");
      await page.press("Control+a");
      await page.press("Control+v");
      assert.match((await user.find("field", "Subject")).value, /^Merhaba,.*300 cihaz/);

      // The whole text is more than a mail program takes from a link.
      assert.match(await page.evaluate(mailHref, undefined), /^mailto:\?subject=[^&]+$/);
      await user.fill("Subject", "Cihazlarınız & kayıt");
      await user.fill("Text", "Merhaba 100%?");
      const href = await page.evaluate(mailHref, undefined);
      const { searchParams } = new URL(href);
      assert.deepEqual(Object.fromEntries(searchParams), { subject: "Cihazlarınız & kayıt", body: "Merhaba 100%?" });

      await page.press("Escape");
      while ((await user.queryAll("dialog")).length > 0);
      assert.equal((await user.focused())?.name, "Message to customer");
    }));
});

/** Runs in the page. The drivers can't close the dialog of the browser. */
function printWithoutDialog() {
  window.print = () => dispatchEvent(new Event("beforeprint"));
}

/** Runs in the page. The drivers have no command for the list that a browser opens. */
function chooseTurkish() {
  const menu = document.querySelector("batch-upload-status")?.shadowRoot?.querySelector("dialog select");
  if (!(menu instanceof HTMLSelectElement)) return;
  menu.value = "tr";
  menu.dispatchEvent(new Event("change"));
}

/** Runs in the page. */
function mailHref() {
  const link = document.querySelector("batch-upload-status")?.shadowRoot?.querySelector("dialog a");
  return link?.getAttribute("href") ?? "";
}
