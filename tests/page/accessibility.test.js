/** Every state of the page is accessible and does not overflow, light and dark, wide and narrow. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, focusedOf, headlineOf, requestStatus, SIDE_BY_SIDE, usePage } from "./harness.js";
import { accessibilityProblems, overflow, statesOf } from "./states.js";

/** @import { Page } from "playwright-core" */

const site = usePage();

describe("no accessibility problems, light and dark, wide and narrow", SIDE_BY_SIDE, () => {
  for (const [name, open] of Object.entries(statesOf(site))) {
    test(name, () =>
      site.withPage(async (page) => {
        await open(page);
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          await page.emulateMedia({ colorScheme });
          for (const width of [320, 390, 1024, 1366, 1920]) {
            await page.setViewportSize({ width, height: 800 });
            assert.deepEqual(await accessibilityProblems(page), [], `${colorScheme}, ${width} wide`);
          }
        }
      }),
    );
  }
});

describe("text at twice the size does not overflow the page", () => {
  const states = statesOf(site);
  for (const name of ["everything expanded", "some devices", "in progress", "several uploads", "no-relationship"]) {
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

test("forced colours show which buttons are pressed and which upload is selected", () =>
  site.withPage(
    async (page) => {
      await requestStatus(page, {});
      await requestStatus(page, { trackingId: site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId });
      // The form folds, and all that is below moves.
      await page.getByRole("button", { name: "Change" }).waitFor();
      await page.getByRole("button", { name: "Needs attention 5" }).click();
      // Compare screenshots: in forced colours the computed styles are not the painted colours.
      const paintedColor = async (/** @type {string} */ selector) => {
        const element = page.locator(selector).first();
        await element.scrollIntoViewIfNeeded();
        const { x, y, height } = (await element.boundingBox()) ?? assert.fail(selector);
        const png = await page.screenshot({ clip: { x: x + 2, y: y + height / 2, width: 1, height: 1 } });
        return png.toString("base64");
      };
      for (const [chosen = "", other = ""] of [
        [".chip[aria-pressed=true]:visible", ".chip[aria-pressed=false]:visible"],
        [".language[aria-pressed=true]", ".language[aria-pressed=false]"],
        ["li:has([aria-current=true])", "li:has([aria-current=false])"],
      ]) {
        assert.notEqual(await paintedColor(chosen), await paintedColor(other), chosen);
      }
    },
    { forcedColors: "active" },
  ));

/** @param {Page} page */
async function nameOfFocused(page) {
  return (await focusedOf(page)).evaluate((focused) => {
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : focused?.ariaLabel;
    const title = focused instanceof HTMLElement ? focused.title : "";
    return label ?? (focused?.textContent || title);
  });
}

test("on a narrow screen the page scrolls to the answer", () =>
  site.withPage(
    async (page) => {
      await requestStatus(page, {});
      await headlineOf(page);
      assert.equal(
        await answerOf(page).evaluate((element) => {
          const { top } = element.getBoundingClientRect();
          return top >= 0 && top < innerHeight / 2;
        }),
        true,
      );
    },
    { viewport: { width: 320, height: 640 } },
  ));

test("one key leads from the top of the page past the form and the list to the answer", () =>
  site.withPage(async (page) => {
    for (const scenario of ["all-finished", "documented-sample"]) {
      await requestStatus(page, { scenario });
      await headlineOf(page);
    }
    const skip = page.getByRole("button", { name: "Skip to the answer" });
    /** Whether it is there for the pointer, and so for the eye. */
    const isShown = () =>
      skip.evaluate((button) => {
        const { left, top, width, height } = button.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === button;
      });
    await page.getByRole("button", { name: "English" }).focus();
    assert.equal(await isShown(), false);
    await page.keyboard.press("Shift+Tab");
    await skip.and(page.locator(":focus")).waitFor();
    assert.equal(await isShown(), true);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await nameOfFocused(page), "Refresh now");
  }));

test("everything can be reached with the keyboard, in a sensible order", () =>
  site.withPage(async (page) => {
    const { trackingId } = scenarioNamed("documented-sample");
    for (const language of ["English", "Türkçe"]) {
      await page.keyboard.press("Tab");
      assert.equal(await nameOfFocused(page), language);
    }
    await page.keyboard.press("Tab");
    await page.keyboard.type(trackingId);
    await page.keyboard.press("Tab");
    await page.keyboard.type(DEMO_CUSTOMER_ID);
    await page.keyboard.press("Tab");
    await page.keyboard.type("token");
    await page.keyboard.press("Enter");
    assert.equal(await headlineOf(page), "The device needs attention");
    await page.getByRole("button", { name: "Change" }).and(page.locator(":focus")).waitFor();
    const focusOrder = [];
    for (let step = 0; step < 26; step++) {
      await page.keyboard.press("Tab");
      focusOrder.push(await nameOfFocused(page));
    }
    assert.deepEqual(focusOrder, [
      "Clear token",
      "Refresh now",
      "1 Needs attention",
      "Message to customer",
      "Show this device: Registered to another tenant",
      "Excel: Registered to another tenant",
      "Copy serial number: Registered to another tenant",
      "Copy tracking id",
      "Copy customer id",
      "Copy support bundle",
      "Devices to export",
      "Download Excel",
      "Download CSV",
      "Download JSON",
      "Copy devices for a spreadsheet",
      "Print",
      "Search",
      "Needs attention 1",
      "Registered to another tenant 808 1",
      "Devices",
      "Row",
      "Serial number",
      "Product key",
      "Status",
      "Error",
      "1234567890",
    ]);
  }));
