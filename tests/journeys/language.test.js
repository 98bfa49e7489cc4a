/** A user chooses Turkish, whatever the language of the browser, and types on a Turkish keyboard. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN } from "../../tools/simulator/scenarios.js";
import { axeViolations } from "../engines/user.js";
import { inEveryEngine } from "./harness.js";

inEveryEngine({}, (session) => {
  test("the page switches to Turkish and back to English, and keeps the answer", () =>
    session.open(async (user, server) => {
      await user.click("button", "Türkçe");
      await user.fill("Müşteri kimliği", DEMO_CUSTOMER_ID);
      await user.fill("İzleme kimliği veya Location", server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId);
      await user.fill("Erişim belirteci (token)", DEMO_TOKEN);
      await user.click("button", "Durumu göster");

      await user.waitForAnnouncement(
        /^Hatalarla tamamlandı\. 25 cihazdan 5 tanesi için işlem gerekiyor, 1 cihaz zaten kayıtlıydı\.$/,
      );
      await user.click("button", "İşlem gerekiyor 5");
      await user.find("table", "25 cihazdan 5 tanesi, yükleme sırasıyla");

      // A Turkish keyboard has a dotted and a dotless i, each in both cases.
      for (const typed of ["DEVİCEASSİGNED", "devıceassıgned"]) {
        await user.fill("Ara", typed);
        await user.find("table", "25 cihazdan 2 tanesi, yükleme sırasıyla");
      }
      assert.deepEqual(await axeViolations(session.page), []);

      const requestCount = server.requests.length;
      await user.click("button", "English");
      await user.find("table", "2 of 25 devices, upload order");
      await user.find("heading", "5 of 25 devices need attention, 1 was already registered");
      assert.equal((await user.find("field", "Search")).value, "devıceassıgned");
      assert.equal(server.requests.length, requestCount);
    }));

  test("the chosen language is used when the page is opened again", async () => {
    await session.open(async (user) => {
      await user.click("button", "Türkçe");
      await user.find("heading", "Yüklediğiniz cihazlar ne durumda?");
    });
    await session.open(async (user) => {
      await user.find("heading", "Yüklediğiniz cihazlar ne durumda?");
    });
  });
});
