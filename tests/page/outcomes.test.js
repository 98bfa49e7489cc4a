/** What became of the devices, as people count it: errors for which nobody must act are told apart from failures, and errors go by their name. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { en } from "../../target/js/element/languages/en.js";
import { tr } from "../../target/js/element/languages/tr.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { rowsOfWorkbook } from "../workbook.js";
import { answerOf, countsOf, headlineOf, requestStatus, switchLanguage, textOf, usePage } from "./harness.js";

/**
 * @import { Page } from "playwright-core"
 * @import { Language } from "../../target/js/element/languages/language.js"
 */

const site = usePage();

/** Shows a scenario in a language. @param {Page} page @param {string} scenario @param {Language} [language] */
async function show(page, scenario, language = en) {
  await requestStatus(page, { scenario });
  await headlineOf(page);
  await switchLanguage(page, language);
  await page.locator(`html[lang=${language.tag}]`).waitFor();
}

/** Returns the row numbers of the listed devices. @param {Page} page */
function rowNumbers(page) {
  return page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.firstElementChild?.textContent)));
}

/** Returns the cells of each row in a column. @param {Page} page @param {number} column counted from 1 */
function columnOf(page, column) {
  return page.locator(`tbody tr > :nth-child(${column})`).allTextContents();
}

/** @param {Page} page @param {string} name */
function chip(page, name) {
  return page.getByRole("search").getByRole("button", { name, exact: true });
}

/** @param {Page} page @param {string} heading */
function causesUnder(page, heading) {
  return page.getByRole("region", { name: heading, exact: true }).getByRole("listitem");
}

/** @param {Page} page */
function errorsInAddress(page) {
  return new URLSearchParams(new URL(page.url()).hash.slice(1)).getAll("error");
}

/** @param {string} scenario @param {string} rest */
function linkTo(scenario, rest) {
  return `#customer=${DEMO_CUSTOMER_ID}&tracking=${scenarioNamed(scenario).trackingId}&${rest}`;
}

describe("two errors with one code are two causes", () => {
  const SCENARIO = "one-code-two-names";
  const OTHER_TENANT = "806 ZtdDeviceAssignedToOtherTenant";
  const ALREADY_HERE = "806 ZtdDeviceAlreadyAssigned";

  /** @type {[language: Language, otherTenant: string, alreadyHere: string][]} */
  const advice = [
    [
      en,
      "The previous owner must deregister the device",
      "Look for the device in the list of the customer's Autopilot devices",
    ],
    [tr, "Cihazın kaydını önceki sahibinin silmesi gerekir", "Cihazı müşterinin Autopilot cihaz listesinde arayın"],
  ];
  for (const [language, otherTenant, alreadyHere] of advice) {
    const { causes, errorTitles } = language;
    test(`each is explained by its name and shows its own devices: ${language.tag}`, () =>
      site.withPage(async (page) => {
        await show(page, SCENARIO, language);
        const failed = causesUnder(page, causes.heading);
        const harmless = causesUnder(page, causes.harmlessHeading);
        assert.deepEqual((await textOf(failed)).split("\n").slice(0, 2), [
          causes.devices(1),
          `${errorTitles.ZtdDeviceAssignedToOtherTenant} ZtdDeviceAssignedToOtherTenant 806`,
        ]);
        assert.match(await textOf(failed), new RegExp(otherTenant));
        assert.deepEqual((await textOf(harmless)).split("\n").slice(0, 2), [
          causes.devices(2),
          `${errorTitles.ZtdDeviceAlreadyAssigned} ZtdDeviceAlreadyAssigned 806`,
        ]);
        assert.match(await textOf(harmless), new RegExp(alreadyHere));

        await page.getByRole("button", { name: causes.showDevices(1) }).click();
        assert.deepEqual(await rowNumbers(page), [3]);
        assert.deepEqual(errorsInAddress(page), [OTHER_TENANT]);
        const first = chip(page, `${errorTitles.ZtdDeviceAssignedToOtherTenant} 806 1`);
        const second = chip(page, `${errorTitles.ZtdDeviceAlreadyAssigned} 806 2`);
        assert.equal(await first.getAttribute("aria-pressed"), "true");
        assert.equal(await second.getAttribute("aria-pressed"), "false");

        await page.getByRole("button", { name: causes.showDevices(2) }).click();
        assert.deepEqual(await rowNumbers(page), [2, 5]);
        assert.deepEqual(errorsInAddress(page), [ALREADY_HERE]);
        await first.click();
        assert.deepEqual(await rowNumbers(page), [3, 2, 5]);
        await second.click();
        assert.deepEqual(await rowNumbers(page), [3]);
      }));
  }

  /** @type {[what: string, error: string, rows: number[]][]} */
  const links = [
    ["the one", OTHER_TENANT, [3]],
    ["the other", ALREADY_HERE, [2, 5]],
    ["a name alone", "ZtdDeviceAssignedToOtherTenant", [3]],
    ["the code alone, which says nothing", "806", []],
  ];
  for (const [what, error, rows] of links) {
    test(`a link to ${what} lists its devices`, () =>
      site.withPage(
        async (page) => {
          await show(page, SCENARIO);
          assert.deepEqual(await rowNumbers(page), rows);
        },
        { fragment: linkTo(SCENARIO, new URLSearchParams({ error }).toString()) },
      ));
  }

  test("an error that only the link names has the same button as one of the batch", () =>
    site.withPage(
      async (page) => {
        await show(page, "all-finished");
        assert.equal(await chip(page, "Registered to another tenant 806 0").getAttribute("aria-pressed"), "true");
        await page.getByText("No device has this error").waitFor();
      },
      { fragment: linkTo("all-finished", "error=806+ZtdDeviceAssignedToOtherTenant") },
    ));
});

test("a count of the verdict lists its devices, and the next one lists others", () =>
  site.withPage(async (page) => {
    await show(page, "mixed-outcomes");
    const rows = page.locator("tbody tr");
    for (const [name, count] of /** @type {const} */ ([
      ["3 Needs attention", 3],
      ["6 Succeeded", 6],
      ["2 Already registered", 2],
    ])) {
      await answerOf(page).getByRole("button", { name, exact: true }).click();
      await page.getByRole("table", { name: `${count} of 12 devices, upload order` }).waitFor();
      assert.equal(await rows.count(), count);
    }
  }));

describe("an upload whose only errors are devices that were already registered", () => {
  const SCENARIO = "already-registered";
  /** @type {[language: Language, headline: string, meaning: RegExp, title: string][]} */
  const expected = [
    [
      en,
      "All 12 devices are registered, 3 already were",
      /There is nothing to fix: .+ already registered/,
      "Finished · Device batch status",
    ],
    [
      tr,
      "12 cihazın tümü kayıtlı, 3 tanesi zaten kayıtlıydı",
      /Düzeltmeniz gereken bir şey yok: .+ zaten kayıtlı/,
      "Tamamlandı · Toplu cihaz yükleme durumu",
    ],
  ];
  for (const [language, headline, meaning, title] of expected) {
    const { batch, outcomes, causes } = language;
    const { word } = batch.finished_with_errors;
    test(`is calm, and says that nobody must act: ${language.tag}`, () =>
      site.withPage(async (page) => {
        await show(page, SCENARIO, language);
        assert.equal(await headlineOf(page), headline);
        assert.match(await textOf(answerOf(page)), meaning);
        assert.equal(await textOf(answerOf(page).locator(".badge .status.good")), word);
        assert.equal(await page.title(), title);
        assert.deepEqual(await countsOf(page), { [outcomes.alreadyRegistered]: "3", [outcomes.succeeded]: "9" });
        assert.equal(await page.getByRole("region", { name: causes.heading }).count(), 0);
        assert.match(await textOf(causesUnder(page, causes.harmlessHeading)), /ZtdDeviceAlreadyAssigned 806/);
      }));
  }

  test("is announced without a failure", () =>
    site.withPage(async (page) => {
      await requestStatus(page, { scenario: SCENARIO });
      await page
        .getByRole("status")
        .getByText("Finished with errors. All 12 devices are registered, 3 already were.")
        .waitFor();
    }));
});

describe("failed, already registered and duplicate devices", () => {
  const SCENARIO = "mixed-outcomes";
  const FAILED = [2, 5, 9];
  const ALREADY_REGISTERED = [4, 11];
  const DUPLICATES = [7];
  const SUCCEEDED = [1, 3, 6, 8, 10, 12];
  const STATUSES = [
    "Succeeded",
    "Needs attention",
    "Succeeded",
    "Already registered",
    "Needs attention",
    "Succeeded",
    "Duplicate",
    "Succeeded",
    "Needs attention",
    "Succeeded",
    "Already registered",
    "Succeeded",
  ];

  test("are counted apart in the headline, the bar and the counts", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO);
      assert.equal(
        await headlineOf(page),
        "3 of 12 devices need attention, 2 were already registered, 1 is a duplicate",
      );
      assert.equal(await page.title(), "3 of 12 need attention · Device batch status");
      const bar = page.getByRole("progressbar", { name: "Devices done" });
      assert.equal(await bar.getAttribute("aria-valuetext"), "12 of 12 devices done, 3 need attention");
      const shares = await bar.evaluate(({ children }) => {
        const widths = [...children].map((part) => part.getBoundingClientRect().width);
        return widths.map((width) => Math.round((12 * width) / widths.reduce((sum, each) => sum + each, 0)));
      });
      assert.deepEqual(shares, [6, 3, 3], "succeeded, harmless, failed");
      assert.deepEqual(Object.entries(await countsOf(page)), [
        ["Needs attention", "3"],
        ["Already registered", "2"],
        ["Duplicate", "1"],
        ["Succeeded", "6"],
      ]);
    }));

  test("are counted apart in the headline: tr", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO, tr);
      assert.equal(
        await headlineOf(page),
        "12 cihazdan 3 tanesi için işlem gerekiyor, 2 cihaz zaten kayıtlıydı, 1 giriş yineleniyor",
      );
      assert.deepEqual(await countsOf(page), {
        "İşlem gerekiyor": "3",
        "Zaten kayıtlı": "2",
        Yinelenen: "1",
        Başarılı: "6",
      });
    }));

  test("can be told apart in the table and by its filters", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO);
      const byUrgency = [...FAILED, ...ALREADY_REGISTERED, ...DUPLICATES, ...SUCCEEDED];
      assert.deepEqual(await rowNumbers(page), byUrgency);
      assert.deepEqual(
        await columnOf(page, 5),
        byUrgency.map((row) => STATUSES[row - 1]),
      );
      await chip(page, "Needs attention 3").click();
      assert.deepEqual(await rowNumbers(page), FAILED);
      await chip(page, "Needs attention 3").click();
      await chip(page, "Already registered 2").click();
      assert.deepEqual(await rowNumbers(page), ALREADY_REGISTERED);
      await chip(page, "Duplicate 1").click();
      assert.deepEqual(await rowNumbers(page), [...ALREADY_REGISTERED, ...DUPLICATES]);
      await page.getByRole("button", { name: "Show all", exact: true }).click();
      assert.deepEqual(await rowNumbers(page), byUrgency);
    }));

  test("a batch without such devices has no filter and no count for them", () =>
    site.withPage(async (page) => {
      await show(page, "all-finished");
      assert.equal(await chip(page, "Already registered 0").count(), 0);
      assert.deepEqual(await countsOf(page), { Succeeded: "19" });
    }));

  test("a link to those that were already registered lists them", () =>
    site.withPage(
      async (page) => {
        await show(page, SCENARIO);
        assert.deepEqual(await rowNumbers(page), [4, 11]);
      },
      { fragment: linkTo(SCENARIO, "show=alreadyRegistered") },
    ));

  test("are told apart in files, and the failed devices alone are only those for which somebody must act", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO);
      const csv = async () => parse(await download(page, "CSV").then(String), { bom: true });
      const [, ...all] = await csv();
      assert.deepEqual(
        all.map((/** @type {string[]} */ cells) => cells[4]),
        STATUSES,
      );
      const [, ...sheet] = rowsOfWorkbook(await download(page, "Excel"));
      assert.deepEqual(
        sheet.map((cells) => cells[4]),
        STATUSES,
      );
      const { devicesStatus } = JSON.parse(String(await download(page, "JSON")));
      assert.deepEqual(
        devicesStatus.map(
          (/** @type {{ explanation?: { harmless: boolean } }} */ { explanation }) => explanation?.harmless,
        ),
        STATUSES.map((status) => (status === "Succeeded" ? undefined : status !== "Needs attention")),
      );

      await page.getByLabel("Devices to export").selectOption("Needs attention: 3");
      const [, ...failed] = await csv();
      assert.deepEqual(
        failed.map(([row]) => Number(row)),
        FAILED,
      );
      const [, ...failedInSheet] = rowsOfWorkbook(await download(page, "Excel"));
      assert.deepEqual(
        failedInSheet.map(([row]) => row),
        FAILED,
      );
      const saved = JSON.parse(String(await download(page, "JSON")));
      assert.deepEqual(
        saved.devicesStatus.map((/** @type {{ row: number }} */ { row }) => row),
        FAILED,
      );
    }));

  test("are told apart in the support bundle", () =>
    site.withPage(
      async (page) => {
        await show(page, SCENARIO);
        await page.getByRole("button", { name: "Copy support bundle" }).click();
        await page.getByRole("button", { name: "Support bundle copied" }).waitFor();
        const lines = (await page.evaluate(() => navigator.clipboard.readText())).split(/\r?\n/);
        assert.deepEqual(lines.slice(6, 11), [
          "Devices: 12: 6 succeeded, 2 already registered, 1 duplicates, 3 failed, 0 in progress, 0 unknown",
          "Device error: ZtdDeviceAssignedToOtherTenant 808: 2 devices, rows 2, 5",
          "Device error: InvalidZtdHardwareHash 802: 1 device, row 9",
          "Device error: ZtdDeviceAlreadyAssigned 806: 2 devices, rows 4, 11",
          "Device error: ZtdDeviceDuplicated: 1 device, row 7",
        ]);
      },
      { permissions: ["clipboard-read", "clipboard-write"] },
    ));

  test("the paper with the failed devices has no others", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO);
      await chip(page, "Needs attention 3").click();
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await rowNumbers(page), FAILED);
      assert.deepEqual(await columnOf(page, 5), ["Needs attention", "Needs attention", "Needs attention"]);
    }));
});

/** @param {Page} page @param {string} type */
async function download(page, type) {
  const button = page.getByRole("button", { name: `Download ${type}` });
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFile(await file.path());
}

test("devices whose error is named None have no error", () =>
  site.withPage(async (page) => {
    await show(page, "no-error-named-none");
    assert.equal(await headlineOf(page), "1 of 3 devices done");
    for (const heading of [en.causes.heading, en.causes.harmlessHeading]) {
      assert.equal(await page.getByRole("region", { name: heading }).count(), 0);
    }
    assert.deepEqual(await columnOf(page, 6), ["", "", ""]);
    assert.equal(await page.getByRole("group", { name: "Error" }).count(), 0, "no filter by error");
    const [, ...rows] = parse(String(await download(page, "CSV")), { bom: true });
    assert.deepEqual(
      rows.map((cells) => cells.slice(5)),
      Array(3).fill(["", "", "", ""]),
    );
  }));
