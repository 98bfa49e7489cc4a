/** Every state of the page, and the check for accessibility problems in it. */
import axe from "axe-core";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { answerOf, headlineOf, requestStatus } from "./harness.js";

/** @import { Page } from "playwright-core" */

/**
 * Returns functions that bring a page in English into each state.
 *
 * @param {ReturnType<typeof import("./harness.js").usePage>} site
 * @returns {Record<string, (page: Page) => Promise<unknown>>}
 */
export function statesOf(site) {
  return {
    empty: headlineOf,
    "everything expanded": async (page) => {
      await page.getByText("Advanced", { exact: true }).click();
      await page.getByText("How to get a token").click();
    },
    "another base address": async (page) => {
      await page.getByText("Advanced", { exact: true }).click();
      await page
        .getByLabel("Base address")
        .fill("https://a-gateway-with-a-long-name.partners.example/partner-center/v1");
      await page.getByText("Advanced", { exact: true }).click();
    },
    "some devices": async (page) => {
      await requestFinishedJob(page);
      await page.getByRole("button", { name: "Needs attention 5" }).click();
      await page.getByRole("button", { name: "Serial number", exact: true }).click();
      await page.locator("tbody th").first().focus();
    },
    "a message to the customer": async (page) => {
      await requestFinishedJob(page);
      await page.getByRole("button", { name: "Message to customer" }).click();
      await page.getByRole("dialog").waitFor();
    },
    "no such device": async (page) => {
      await requestFinishedJob(page);
      await page.getByLabel("Search").fill("xyzzy");
    },
    "no such device among the selected": async (page) => {
      await requestFinishedJob(page);
      await page.getByRole("button", { name: "Succeeded 19" }).click();
      await page.getByLabel("Search").fill("ztd");
    },
    "bad fields": (page) => page.getByRole("button", { name: "Show status" }).click(),
    loading: async (page) => {
      await page.route(/batchJobStatus/, () => {});
      await requestStatus(page, {});
      await answerOf(page).getByRole("paragraph").filter({ hasText: "Asking Partner Center…" }).waitFor();
    },
    "in progress": requestRunningJob,
    paused: async (page) => {
      await requestRunningJob(page);
      await page.getByRole("button", { name: "Pause" }).click();
    },
    "the token is cleared": async (page) => {
      await requestTwo(page);
      await page.getByRole("button", { name: "Clear token" }).click();
    },
    "some of the searched devices": async (page) => {
      await requestFinishedJob(page);
      await page.getByLabel("Search").fill("row 1, row 99");
      await page.getByText("Not in this upload").waitFor();
    },
    "several uploads": async (page) => {
      await requestFinishedJob(page);
      for (const scenario of ["no-relationship", "no-devices"]) {
        await requestStatus(page, { scenario });
        await headlineOf(page);
      }
    },
    "an upload gets another name": async (page) => {
      await requestTwo(page);
      await page
        .getByRole("button", { name: /^Rename/ })
        .first()
        .click();
    },
    "an upload is removed": async (page) => {
      await requestTwo(page);
      await page
        .getByRole("button", { name: /^Remove/ })
        .first()
        .click();
      await page.getByRole("button", { name: "Undo" }).waitFor();
    },
    "a token ends during a watch": async (page) => {
      const trackingId = await requestRunningJob(page);
      site.server.responses.set(trackingId, { status: 401 });
      await page.getByRole("button", { name: "Refresh now" }).click();
      await page.getByRole("heading", { name: "Partner Center does not accept the token" }).waitFor();
    },
    "finished with errors": requestFinishedJob,
    ...Object.fromEntries(
      [
        "all-finished",
        "already-registered",
        "mixed-outcomes",
        "one-code-two-names",
        "no-devices",
        "unknown-status",
        "hostile-texts",
        "no-relationship",
        "throttled",
        "sign-in-page",
      ].map((scenario) => [
        scenario,
        (/** @type {Page} */ page) => requestStatus(page, { scenario }).then(() => headlineOf(page)),
      ]),
    ),
  };

  /** @param {Page} page */
  async function requestRunningJob(page) {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    await requestStatus(page, { trackingId });
    await headlineOf(page);
    return trackingId;
  }

  /** @param {Page} page */
  async function requestTwo(page) {
    await requestFinishedJob(page);
    await requestRunningJob(page);
  }

  /** @param {Page} page */
  async function requestFinishedJob(page) {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    await requestStatus(page, { trackingId });
    await headlineOf(page);
  }
}

/** Returns the accessibility problems of the page as it is now. @param {Page} page @returns {Promise<string[]>} */
export async function accessibilityProblems(page) {
  return [...(await axeViolations(page)), ...(await smallTargets(page)), ...(await overflow(page))];
}

/** Returns a message if the content is wider than the page. @param {Page} page */
export async function overflow(page) {
  const { width, visible } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    visible: document.documentElement.clientWidth,
  }));
  return width > visible ? [`${width} wide in a window of ${visible}`] : [];
}

/** @param {Page} page */
async function axeViolations(page) {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    /** @type {Window & { axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (window)).axe.run({
      resultTypes: ["violations"],
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Returns the controls that are smaller than 24 by 24 CSS pixels (WCAG 2.2, 2.5.8). @param {Page} page */
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
