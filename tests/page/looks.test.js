/** Every state of the page, light and dark, wide and narrow: usable by everyone, and nothing runs out of the page. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import axe from "axe-core";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, ask, focusedOf, headlineOf, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const states = {
  empty: headlineOf,
  "everything folded out": async (page) => {
    await page.getByText("More", { exact: true }).click();
    await page.getByText("How to get a token").click();
  },
  "some devices": async (page) => {
    await askForDoneJob(page);
    await page.getByRole("button", { name: "Failed 6" }).click();
    await page.getByRole("button", { name: "Serial number" }).click();
    await page.locator("tbody th").first().focus();
  },
  "no such device": async (page) => {
    await askForDoneJob(page);
    await page.getByLabel("Search").fill("no such device");
  },
  "no such device among the selected": async (page) => {
    await askForDoneJob(page);
    await page.getByRole("button", { name: "Succeeded 19" }).click();
    await page.getByLabel("Search").fill("ztd");
  },
  "bad fields": (page) => page.getByRole("button", { name: "Show status" }).click(),
  loading: async (page) => {
    await page.route(/batchJobStatus/, () => {});
    await ask(page, {});
    await answerOf(page).getByText("Asking Partner Center…").waitFor();
  },
  "in progress": async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    await ask(page, { trackingId });
    await headlineOf(page);
  },
  "several uploads": async (page) => {
    await askForDoneJob(page);
    for (const scenario of ["no-relationship", "no-devices"]) {
      await ask(page, { scenario });
      await headlineOf(page);
    }
  },
  "finished with errors": askForDoneJob,
  ...Object.fromEntries(
    [
      "all-finished",
      "no-devices",
      "unknown-status",
      "hostile-texts",
      "no-relationship",
      "throttled",
      "sign-in-page",
    ].map((scenario) => [scenario, (/** @type {Page} */ page) => ask(page, { scenario }).then(() => headlineOf(page))]),
  ),
};

/** @param {Page} page */
async function askForDoneJob(page) {
  const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
  await ask(page, { trackingId });
  await headlineOf(page);
}

/** @param {Page} page */
async function axeViolations(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    /** @type {Window & { axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (window)).axe.run(),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** WCAG 2.2, 2.5.8: 24 by 24 CSS pixels. @param {Page} page */
function smallTargets(page) {
  return page.locator("button:visible, input:visible, select:visible, summary:visible").evaluateAll((targets) =>
    targets
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map((target) => target.outerHTML),
  );
}

describe("nothing disturbs", () => {
  for (const [name, reach] of Object.entries(states)) {
    test(name, () =>
      site.withPage(async (page) => {
        await reach(page);
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          for (const width of [320, 768, 1440]) {
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height: 800 });
            const where = `${colorScheme}, ${width} wide`;
            assert.deepEqual(await axeViolations(page), [], where);
            assert.deepEqual(await smallTargets(page), [], where);
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, where);
          }
        }
      }),
    );
  }
});

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
    await page.keyboard.press("Tab");
    await page.keyboard.type(DEMO_CUSTOMER_ID);
    await page.keyboard.press("Tab");
    await page.keyboard.type(trackingId);
    await page.keyboard.press("Tab");
    await page.keyboard.type("token");
    await page.keyboard.press("Enter");
    assert.equal(await headlineOf(page), "The device failed");
    const stops = [];
    for (let step = 0; step < 31; step++) {
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
