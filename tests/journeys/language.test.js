/** Somebody reads Turkish, whatever the browser is set to, and types as on a Turkish keyboard. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN } from "../../tools/simulator/scenarios.js";
import { axeViolations } from "../engines/user.js";
import { inEveryEngine } from "./harness.js";

inEveryEngine({}, (visit) => {
  test("the page speaks Turkish once that is chosen, and English again, with the same answer", () =>
    visit.open(async (person, server) => {
      await person.click("button", "Türkçe");
      await person.fill("Müşteri kimliği", DEMO_CUSTOMER_ID);
      await person.fill("İzleme kimliği veya Location", server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId);
      await person.fill("Erişim belirteci", DEMO_TOKEN);
      await person.click("button", "Durumu göster");

      await person.hear(/^Hatalarla tamamlandı\. 25 cihazdan 6 tanesi başarısız oldu\.$/);
      await person.click("button", "Başarısız 6");
      await person.find("table", "25 cihazdan 6 tanesi, yükleme sırasıyla");

      // As somebody types it whose keyboard has an i with a dot and one without, small and large.
      for (const typed of ["DEVİCEASSİGNED", "devıceassıgned"]) {
        await person.fill("Ara", typed);
        await person.find("table", "25 cihazdan 2 tanesi, yükleme sırasıyla");
      }
      assert.deepEqual(await axeViolations(visit.page), []);

      const asked = server.requests.length;
      await person.click("button", "English");
      await person.find("table", "2 of 25 devices, in the order of the upload");
      await person.find("heading", "6 of 25 devices failed");
      assert.equal((await person.find("field", "Search")).value, "devıceassıgned");
      assert.equal(server.requests.length, asked);
    }));

  test("what was chosen is spoken when the page is opened again", async () => {
    await visit.open(async (person) => {
      await person.click("button", "Türkçe");
      await person.find("heading", "Yüklediğiniz cihazlar ne durumda?");
    });
    await visit.open(async (person) => {
      await person.find("heading", "Yüklediğiniz cihazlar ne durumda?");
    });
  });
});
