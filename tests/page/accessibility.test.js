/** Every state of the page, light and dark, wide and narrow: usable by everyone, and nothing runs out of the page. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, ask, focusedOf, headlineOf, usePage } from "./harness.js";
import { disturbances, overflow, statesOf } from "./states.js";

/** @import { Page } from "playwright-core" */

const site = usePage();

describe("nothing disturbs", () => {
  for (const [name, reach] of Object.entries(statesOf(site))) {
    test(name, () =>
      site.withPage(async (page) => {
        await reach(page);
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          for (const width of [320, 768, 1440]) {
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height: 800 });
            assert.deepEqual(await disturbances(page), [], `${colorScheme}, ${width} wide`);
          }
        }
      }),
    );
  }
});

describe("text of twice the size does not run out of the page", () => {
  const states = statesOf(site);
  for (const name of ["everything folded out", "some devices", "in progress", "several uploads", "no-relationship"]) {
    test(name, () =>
      site.withPage(async (page) => {
        await states[name]?.(page);
        await page.evaluate(() => {
          document.documentElement.style.fontSize = "200%";
        });
        for (const width of [390, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          assert.deepEqual(await overflow(page), [], `${width} wide`);
        }
      }),
    );
  }
});

test("in forced colours it is seen what is pressed, and which upload is shown", () =>
  site.withPage(
    async (page) => {
      await ask(page, {});
      await ask(page, { trackingId: site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId });
      await page.getByRole("button", { name: "Failed 6" }).click();
      // The style sheet's own colours are not those that are painted.
      const painted = async (/** @type {string} */ part) => {
        const place = page.locator(part).first();
        await place.scrollIntoViewIfNeeded();
        const { x, y, height } = (await place.boundingBox()) ?? assert.fail(part);
        const png = await page.screenshot({ clip: { x: x + 2, y: y + height / 2, width: 1, height: 1 } });
        return png.toString("base64");
      };
      for (const [chosen = "", other = ""] of [
        [".chip[aria-pressed=true]:visible", ".chip[aria-pressed=false]:visible"],
        [".language[aria-pressed=true]", ".language[aria-pressed=false]"],
        ["li:has([aria-current=true])", "li:has([aria-current=false])"],
      ]) {
        assert.notEqual(await painted(chosen), await painted(other), chosen);
      }
    },
    { forcedColors: "active" },
  ));

/** @param {Page} page */
async function nameOfFocused(page) {
  return (await focusedOf(page)).evaluate((focused) => {
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : focused?.ariaLabel;
    return label ?? focused?.textContent;
  });
}

test("on a narrow screen the answer comes into view", () =>
  site.withPage(
    async (page) => {
      await ask(page, {});
      await headlineOf(page);
      assert.equal(
        await answerOf(page).evaluate((element) => element.getBoundingClientRect().top < innerHeight / 2),
        true,
      );
    },
    { viewport: { width: 320, height: 640 } },
  ));

test("the keyboard alone will do", () =>
  site.withPage(async (page) => {
    const { trackingId } = scenarioNamed("documented-sample");
    for (const language of ["English", "Türkçe"]) {
      await page.keyboard.press("Tab");
      assert.equal(await nameOfFocused(page), language);
    }
    await page.keyboard.press("Tab");
    await page.keyboard.type(DEMO_CUSTOMER_ID);
    await page.keyboard.press("Tab");
    await page.keyboard.type(trackingId);
    await page.keyboard.press("Tab");
    await page.keyboard.type("token");
    await page.keyboard.press("Enter");
    assert.equal(await headlineOf(page), "The device failed");
    const stops = [];
    for (let step = 0; step < 32; step++) {
      await page.keyboard.press("Tab");
      stops.push(await nameOfFocused(page));
    }
    assert.deepEqual(stops, [
      "More",
      "How to get a token",
      "Forget",
      "Show status",
      `${trackingId} Finished The device failed`,
      `Remove upload ${trackingId} from the list`,
      "Remember these uploads in this browser",
      "Refresh now",
      "Copy tracking id",
      "Copy customer id",
      "Copy support bundle",
      "Show this device",
      "Devices to take away",
      "Download Excel",
      "Download CSV",
      "Download JSON",
      "Copy devices for a spreadsheet",
      "Print",
      "Search",
      "Succeeded 0",
      "Failed 1",
      "In progress 0",
      "Unknown 0",
      "ZtdDeviceAssignedToOtherTenant 808 1",
      "Devices",
      "Row",
      "Serial number",
      "Product key",
      "Device id",
      "Status",
      "Error",
      "1234567890",
    ]);
  }));
