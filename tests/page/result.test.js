/** The answer: what the page shows about a batch while it is processed and when it is complete. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import {
  answerOf,
  countsOf,
  factsOf,
  focusedOf,
  headlineOf,
  requestStatus,
  switchLanguage,
  textOf,
  usePage,
} from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const TRACKING_ID = "4e5017a0-0000-4000-8000-000000000000";

/** @param {object[]} devicesStatus @param {object} [details] */
function respondWith(devicesStatus, details = {}) {
  site.server.responses.set(TRACKING_ID, {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({ batchTrackingId: TRACKING_ID, status: "finished", devicesStatus, ...details }),
  });
}

/** @param {Page} page */
function rowsOf(page) {
  return page
    .getByRole("table")
    .locator("tbody")
    .getByRole("row")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
}

test("the documented sample is finished, although its device failed", () =>
  site.withPage(async (page) => {
    await requestStatus(page, {});
    assert.equal(await headlineOf(page), "The device needs attention");
    const glance = answerOf(page).getByRole("region", { name: "at a glance" });
    assert.match(await textOf(glance), /^The device needs attention\nFinished\n/);
    assert.match(await textOf(glance), /Success is counted per device/);
    assert.equal(
      await page.getByRole("progressbar", { name: "Devices done" }).getAttribute("aria-valuetext"),
      "1 of 1 device done, 1 needs attention",
    );

    const { Started, Completed, ...facts } = await factsOf(page);
    assert.match(Started ?? "", /^25 Jul 2017, 13:00:00 GMT\+310:00:00 UTC \d+ years ago$/);
    assert.match(Completed ?? "", /^25 Jul 2017, 13:10:00 GMT\+310:10:00 UTC \d+ years ago$/);
    assert.deepEqual(facts, {
      Duration: "10 minutes",
      "Tracking id": "0127ed8e-ff72-4983-a3d8-e8d8bd378932",
      "Customer id": DEMO_CUSTOMER_ID,
      "For Microsoft’s support": "Copy support bundle",
    });
    assert.deepEqual(await countsOf(page), { "Needs attention": "1" });

    const causes = page.getByRole("region", { name: "What needs attention" }).getByRole("listitem");
    assert.match(
      await textOf(causes),
      /^1 device\nRegistered to another tenant ZtdDeviceAssignedToOtherTenant 808\nWhat to do: The previous owner must deregister the device[^\n]*\nRow 1\nShow this device\nExcel\nCopy serial number$/,
    );

    assert.deepEqual(
      (await rowsOf(page)).map((row) => row.slice(0, 5)),
      [["1", "1234567890", "12345-67890-09876-54321-13579", "", "Needs attention"]],
    );
    const error = page.getByRole("table").getByRole("row").nth(1).getByRole("cell").last();
    assert.equal(await textOf(error), "Registered to another tenant 808");
  }));

test("a job is polled from queued until it is complete, and then no more", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 25, seconds: 9 });
      const requestCount = () => site.server.requests.filter(({ url }) => url.includes(trackingId)).length;
      await requestStatus(page, { trackingId });
      const glance = answerOf(page).getByRole("region", { name: "at a glance" });
      await glance.getByText("Queued").waitFor();
      assert.equal(await headlineOf(page), "0 of 25 devices done");
      assert.match(await textOf(answerOf(page)), /^Updated .+ Next check in/);
      assert.equal(await page.title(), "0 of 25 · Device batch status");

      await glance.getByText("Processing").waitFor();
      const region = page.getByRole("region", { name: "Devices", exact: true });
      await region.focus();
      await region
        .getByRole("row")
        .nth(1)
        .evaluate((row) => row.setAttribute("data-was-here", ""));

      await page.getByRole("heading", { name: "5 of 25 devices need attention, 1 was already registered" }).waitFor();
      assert.match(await textOf(glance), /\nFinished with errors\n/);
      await region.and(page.locator(":focus")).waitFor();
      assert.equal(await page.locator("tr[data-was-here]").count(), 1, "a row that has not changed is left alone");
      assert.equal(await page.getByRole("button", { name: "Pause" }).count(), 0);
      assert.equal(await page.title(), "5 of 25 need attention · Device batch status");
      assert.match(
        await textOf(answerOf(page).getByRole("status")),
        /^Finished with errors\. 5 of 25 devices need attention, 1 was already registered\.$/,
      );

      const before = requestCount();
      await Promise.all([
        page.waitForResponse(/batchJobStatus/),
        page.getByRole("button", { name: "Refresh now" }).click(),
      ]);
      await page.getByText("This upload is complete.").waitFor();
      assert.equal(requestCount(), before + 1);
    },
    { demo: true },
  ));

test("a watch can be paused, refreshed and resumed, and the focus stays on the buttons", () =>
  site.withPage(
    async (page) => {
      await page.clock.install();
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      const requestCount = () => site.server.requests.filter(({ url }) => url.includes(trackingId)).length;
      const button = (/** @type {string} */ name) => answerOf(page).getByRole("button", { name });
      const press = async (/** @type {string} */ name) =>
        Promise.all([page.waitForResponse(/batchJobStatus/), button(name).click()]);
      await requestStatus(page, { trackingId });
      await headlineOf(page);
      await Promise.all([page.waitForResponse(/batchJobStatus/), page.clock.runFor(5000)]);

      await button("Pause").click();
      const count = requestCount();
      await page.clock.runFor(61_000);
      assert.match(await textOf(answerOf(page)), /^Paused\. Updated 1 minute ago\.\nResume\nRefresh now/);
      assert.equal(await headlineOf(page), "0 of 25 devices done", "the last answer stays");
      assert.equal(requestCount(), count);
      await button("Resume").and(page.locator(":focus")).waitFor();

      await press("Refresh now");
      await answerOf(page).getByText("Paused. Updated now.").waitFor();
      await page.clock.runFor(60_000);
      assert.equal(requestCount(), count + 1, "one request, and no more");
      await button("Refresh now").and(page.locator(":focus")).waitFor();

      await press("Resume");
      await button("Pause").and(page.locator(":focus")).waitFor();
      await answerOf(page)
        .getByText(/^Updated now\./)
        .waitFor();
      await Promise.all([page.waitForResponse(/batchJobStatus/), page.clock.runFor(5000)]);
    },
    { demo: true },
  ));

test("the time until the next request is counted down, and the seconds are not announced", () =>
  site.withPage(async (page) => {
    await page.clock.install();
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    await requestStatus(page, { trackingId });
    await headlineOf(page);
    const announced = await answerOf(page).getByRole("status").textContent();
    // From here on, time advances only when the test says so.
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
    const seconds = async () => {
      const text = await textOf(answerOf(page).getByText(/^Updated/));
      const [, ago, left] =
        /^Updated (\d) seconds? ago\. Next check in (\d) seconds?\.$/.exec(text) ?? assert.fail(text);
      return { ago: Number(ago), left: Number(left) };
    };
    await page.clock.runFor(1000);
    const { ago, left } = await seconds();
    await page.clock.runFor(1000);
    assert.deepEqual(await seconds(), { ago: ago + 1, left: left - 1 });
    assert.equal(await answerOf(page).getByRole("status").textContent(), announced);
  }));

test("the elapsed time of a batch advances between two answers, and the seconds are not announced", () =>
  site.withPage(async (page) => {
    const [startedTime] = new Date(Date.now() - 100_000).toISOString().split(".");
    respondWith([{ serialNumber: "A", status: "processing" }], { status: "processing", startedTime });
    await page.clock.install();
    await requestStatus(page, { trackingId: TRACKING_ID });
    await headlineOf(page);
    const announced = await answerOf(page).getByRole("status").textContent();
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
    const elapsed = async () => {
      const { Elapsed = "" } = await factsOf(page);
      return Number(/^1 minute, (\d+) seconds$/.exec(Elapsed)?.[1] ?? assert.fail(Elapsed));
    };
    await page.clock.runFor(1000);
    const before = await elapsed();
    await page.clock.runFor(2000);
    assert.equal(await elapsed(), before + 2);
    assert.equal(await answerOf(page).getByRole("status").textContent(), announced);

    respondWith([{ serialNumber: "A", status: "finished" }], { status: "finished", startedTime });
    await page.getByRole("button", { name: "Refresh now" }).click();
    await page.getByRole("heading", { name: "The device succeeded" }).waitFor();
    assert.equal((await factsOf(page)).Duration, "–", "the completion time is unknown");

    await page.clock.runFor(120_000);
    assert.match((await factsOf(page)).Started ?? "", /UTC 3 minutes ago$/);
  }));

describe("times that can't be", () => {
  const minute = 60_000;
  /** @type {[what: string, started: number, completed: number, ago: RegExp, duration: string][]} */
  const cases = [
    ["a start in two hours", 120 * minute, 130 * minute, /in 2 hours$/, "10 minutes"],
    ["a start in a minute, by a clock that is fast", minute, 2 * minute, / now$/, "1 minute"],
    ["an end before the start", -90 * minute, -90 * minute - 1000, /1 hour ago$/, "–"],
  ];
  for (const [what, started, completed, ago, duration] of cases) {
    test(what, () =>
      site.withPage(async (page) => {
        const [startedTime, completedTime] = [started, completed].map((distance) =>
          new Date(Date.now() + distance + 10_000).toISOString(),
        );
        respondWith([{ serialNumber: "A", status: "finished" }], { startedTime, completedTime });
        await requestStatus(page, { trackingId: TRACKING_ID });
        const { Started = "", Duration } = await factsOf(page);
        assert.match(Started, ago);
        assert.equal(Duration, duration);
      }),
    );
  }
});

test("the focus moves to Refresh now when the batch is complete and Pause goes away", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3 });
      await requestStatus(page, { trackingId });
      await answerOf(page).getByRole("button", { name: "Pause" }).focus();
      await page.getByRole("heading", { name: "5 of 25 devices need attention, 1 was already registered" }).waitFor();
      await answerOf(page).getByRole("button", { name: "Refresh now" }).and(page.locator(":focus")).waitFor();
    },
    { demo: true },
  ));

test("of devices that were all registered before, the headline says only that", () =>
  site.withPage(async (page) => {
    const trackingId = "a11e6000-0000-4000-8000-000000000000";
    const devicesStatus = Array.from({ length: 3 }, (_, index) => ({
      serialNumber: `S${index}`,
      status: "finished_with_errors",
      errorCode: "806",
      errorDescription: "ZtdDeviceAlreadyAssigned",
    }));
    const body = JSON.stringify({ status: "finished_with_errors", devicesStatus });
    site.server.responses.set(trackingId, { status: 200, headers: { "Content-Type": "application/json" }, body });
    await requestStatus(page, { trackingId });
    assert.equal(await headlineOf(page), "All 3 devices were already registered");
    await switchLanguage(page, { tag: "tr" });
    assert.equal(await headlineOf(page), "3 cihazın tümü zaten kayıtlıydı");
  }));

describe("other answers", () => {
  /** @type {Record<string, { headline: string, text: RegExp[], rows?: number }>} */
  const cases = {
    "all-finished": { headline: "All 19 devices succeeded", text: [/^Finished$/m], rows: 19 },
    "no-devices": { headline: "The batch has no devices", text: [/lists no devices for this batch/] },
    "unknown-status": {
      headline: "The result of the device is unknown",
      text: [/^Unknown$/m, /neither success nor failure/, /Next check in/],
      rows: 1,
    },
    "odd-status-word": {
      headline: "The result of the device is unknown",
      text: [/^awaiting_review$/m, /^Quarantined$/m, /does not know that status/],
      rows: 1,
    },
    "odd-times-not-set": { headline: "No devices listed yet", text: [/^Queued$/m, /Started\s+Not yet/] },
    "odd-null-fields": { headline: "The result of the device is unknown", text: [/^Unknown$/m], rows: 1 },
    "odd-spellings": { headline: "3 of 8 devices need attention", text: [/^Finished with errors$/m], rows: 8 },
    "odd-times": {
      headline: "The batch has no devices",
      text: [/10 Aug 2017, 00:43:26 GMT\+3\n9 Aug 2017, 21:43:26 UTC/],
    },
  };
  for (const [scenario, { headline, text, rows = 0 }] of Object.entries(cases)) {
    test(scenario, () =>
      site.withPage(async (page) => {
        await requestStatus(page, { scenario });
        assert.equal(await headlineOf(page), headline);
        for (const part of text) assert.match(await textOf(answerOf(page)), part);
        assert.equal(await page.getByRole("table").locator("tbody tr").count(), rows);
      }),
    );
  }
});

test("of 10,000 devices the first 100 are listed and more on demand; causes count all devices", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { scenario: "ten-thousand-devices" });
    assert.equal(await headlineOf(page), "2,000 of 10,000 devices need attention, 400 were already registered");
    const rows = page.getByRole("table").locator("tbody tr");
    await rows.nth(99).waitFor({ state: "attached" });
    assert.equal(await rows.count(), 100);
    await page.getByRole("table", { name: "Showing 100 of 10,000 devices, what needs attention first" }).waitFor();
    const cause = page.getByRole("region", { name: "What needs attention" }).getByRole("listitem").first();
    assert.match(
      await textOf(cause),
      /^800 devices\nRegistered to another tenant ZtdDeviceAssignedToOtherTenant 808\n[\s\S]*Rows 4, 16, [\s\S]* and 794 more\nShow these 800 devices\nExcel\nCopy serial numbers$/,
    );

    await page.getByRole("button", { name: "Show 1,000 more" }).click();
    assert.equal(await rows.count(), 1100);
    // Five of 25 need attention, the last of them is the 23rd.
    assert.equal((await rowsOf(page)).at(-1)?.[0], String(219 * 25 + 23));

    await page.getByRole("button", { name: "Serial number", exact: true }).click();
    await page.getByRole("table", { name: "Showing 1,100 of 10,000 devices, sorted by serial number" }).waitFor();
    await page.waitForFunction(
      () => document.querySelector("batch-upload-status")?.shadowRoot?.querySelectorAll("tbody tr").length === 1100,
    );
    await page.getByRole("button", { name: "Show all 10,000 devices" }).press("Enter");
    await page.getByRole("table", { name: "10,000 devices, sorted by serial number" }).waitFor();
    assert.equal(await rows.count(), 10_000);
    const focused = await focusedOf(page);
    assert.equal(await focused.evaluate((cell) => cell?.closest("tr")?.rowIndex), 1101, "the first of the new rows");
  }));

describe("with a different error text for each device", () => {
  /** @param {number} count @param {number} [repeated] the index of the cause that two devices have */
  const failedDevices = (count, repeated = 0) =>
    Array.from({ length: count + 1 }, (_, index) => {
      const cause = index < count ? index : repeated;
      return { serialNumber: `SN-${index}`, status: "finished_with_errors", errorDescription: `Cause ${cause}` };
    });

  /** @param {Page} page */
  const causesOf = (page) => page.getByRole("region", { name: "What needs attention" }).getByRole("listitem");

  test("the most frequent causes are listed and the others on demand, and the focus moves to the added ones", () =>
    site.withPage(async (page) => {
      respondWith(failedDevices(1000, 500));
      await requestStatus(page, { trackingId: TRACKING_ID });
      assert.match(await textOf(causesOf(page).first()), /^2 devices\nCause 500\n/);
      assert.equal(await causesOf(page).count(), 10);
      await page.getByRole("button", { name: "Show all 1,000 causes" }).press("Enter");
      assert.equal(await causesOf(page).count(), 1000);
      await causesOf(page).nth(10).getByRole("button").and(page.locator(":focus")).waitFor();
    }));

  test("the cause with the focus stays while others become more frequent", () =>
    site.withPage(
      async (page) => {
        respondWith(failedDevices(20), { status: "processing" });
        await requestStatus(page, { trackingId: TRACKING_ID });
        const choose = causesOf(page).filter({ hasText: "Cause 9" }).getByRole("button", { name: /^Show/ });
        await choose.focus();
        respondWith(failedDevices(20, 19), { status: "processing" });
        await causesOf(page).filter({ hasText: "Cause 19" }).waitFor();
        await choose.and(page.locator(":focus")).waitFor();
      },
      { demo: true },
    ));
});

test("an error that nobody explains has a title for people, unless the service says it in words, and is told from others", () =>
  site.withPage(async (page) => {
    const failed = { serialNumber: "A", status: "finished_with_errors" };
    /** @type {[errorCode: string | undefined, errorDescription: string | undefined, heading: string, brief: string][]} */
    const errors = [
      [
        "805",
        "ZtdDeviceRejected",
        "Unexplained error ZtdDeviceRejected 805",
        "Unexplained error ZtdDeviceRejected 805",
      ],
      ["805", "ZtdRejectedToo", "Unexplained error ZtdRejectedToo 805", "Unexplained error ZtdRejectedToo 805"],
      ["806x", "ZtdRejectedToo", "Unexplained error ZtdRejectedToo 806x", "Unexplained error ZtdRejectedToo 806x"],
      ["ZtdX", "ZtdX", "Unexplained error ZtdX", "Unexplained error ZtdX"],
      ["903", "  ", "Unexplained error 903", "Unexplained error 903"],
      [undefined, "ZtdWithoutCode", "Unexplained error ZtdWithoutCode", "Unexplained error ZtdWithoutCode"],
      ["999", undefined, "Unexplained error 999", "Unexplained error 999"],
      ["77", "Blocked by a policy", "Blocked by a policy 77", "Blocked by a policy 77"],
      ["78", "Blocked by a policy", "Blocked by a policy 78", "Blocked by a policy 78"],
      [undefined, undefined, "No reason given", "No reason given"],
    ];
    respondWith(errors.map(([errorCode, errorDescription]) => ({ ...failed, errorCode, errorDescription })));
    await requestStatus(page, { trackingId: TRACKING_ID });
    await headlineOf(page);
    const headings = answerOf(page).getByRole("heading", { level: 4 });
    assert.deepEqual(
      await headings.allTextContents(),
      errors.map(([, , heading]) => heading),
    );
    assert.deepEqual(
      (await rowsOf(page)).map((row) => row.at(-1)),
      errors.map(([, , , brief]) => brief),
    );
    for (const [, , , brief] of errors) {
      await page.getByRole("button", { name: `Show this device: ${brief}`, exact: true }).waitFor();
      await page.getByLabel("Search").fill(brief);
      assert.equal((await rowsOf(page)).length, 1, brief);
    }
    await page.getByLabel("Search").fill("");
    for (const [, , , brief] of errors.slice(0, -1)) {
      await page
        .getByRole("group", { name: "Error" })
        .getByRole("button", { name: `${brief} 1`, exact: true })
        .waitFor();
    }
    await switchLanguage(page, { tag: "tr" });
    assert.equal(await headings.first().textContent(), "Açıklanmamış hata ZtdDeviceRejected 805");
  }));

test("each cause is a heading, and its buttons are named by it; its rows unfold, and stay so in another language", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 300, seconds: 0 });
    await requestStatus(page, { trackingId });
    await headlineOf(page);
    const headings = answerOf(page).getByRole("heading", { level: 4 });
    assert.deepEqual(await headings.allTextContents(), [
      "Registered to another tenant ZtdDeviceAssignedToOtherTenant 808",
      "Hardware hash not valid InvalidZtdHardwareHash 802",
      "Device not found ZtdDeviceNotFound 812",
      "Unexplained error ZtdDeviceRejected 805",
      "Already registered to this customer ZtdDeviceAlreadyAssigned 806",
    ]);
    const cause = page.getByRole("region", { name: "What needs attention" }).getByRole("listitem").first();
    for (const action of ["Show these 24 devices", "Excel", "Copy serial numbers"])
      await cause.getByRole("button", { name: `${action}: Registered to another tenant`, exact: true }).waitFor();

    const unfold = cause.getByRole("button", { expanded: false });
    assert.match(await textOf(unfold), /^Rows 4, 16, 29, 41, 54, 66 and 18 more ?$/);
    await unfold.press("Enter");
    const fold = cause.getByRole("button", { expanded: true });
    await fold.and(page.locator(":focus")).waitFor();
    assert.match(await textOf(fold), /^Rows 4, 16, (\d+, ){20}\d+ and \d+ ?$/);
    await switchLanguage(page, { tag: "tr" });
    assert.match(
      await textOf(answerOf(page).getByRole("button", { expanded: true })),
      /^Satırlar: 4, 16, .+ ve \d+ ?$/,
    );
  }));

test("the remaining rows are listed on demand, and the focus moves to the first of them", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 103, seconds: 0 });
    await requestStatus(page, { trackingId });
    await page.getByRole("button", { name: "Show 3 more" }).press("Enter");
    assert.equal((await rowsOf(page)).length, 103);
    assert.equal(await page.getByRole("button", { name: /^Show .* more$/ }).count(), 0);
    const focused = await focusedOf(page);
    assert.equal(await focused.evaluate((cell) => cell?.closest("tr")?.cells[0]?.textContent), "101");
  }));

test("ids can be copied", () =>
  site.withPage(
    async (page) => {
      await requestStatus(page, {});
      await page.getByRole("button", { name: "Copy tracking id" }).click();
      await page.getByRole("button", { name: "Tracking id copied" }).waitFor();
      assert.equal(
        await page.evaluate(() => navigator.clipboard.readText()),
        scenarioNamed("documented-sample").trackingId,
      );
      assert.equal(await textOf(answerOf(page).getByRole("status")), "Tracking id copied.");
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));
