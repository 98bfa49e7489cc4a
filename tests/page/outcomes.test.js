/** What became of the devices, as people count it: errors for which nobody must act are told apart from failures, and errors go by their name. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { en } from "../../target/js/element/languages/en.js";
import { tr } from "../../target/js/element/languages/tr.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { rowsOfWorkbook } from "../workbook.js";
import { answerOf, factsOf, headlineOf, requestStatus, textOf, usePage } from "./harness.js";

/**
 * @import { Page } from "playwright-core"
 * @import { Language } from "../../target/js/element/languages/language.js"
 */

const site = usePage();

/** Shows a scenario in a language. @param {Page} page @param {string} scenario @param {Language} [language] */
async function show(page, scenario, language = en) {
  await requestStatus(page, { scenario });
  await headlineOf(page);
  await page.getByRole("button", { name: language.name }).click();
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
  const meanings = [
    [en, "The device is registered to another tenant.", "The device is already registered to this same tenant."],
    [tr, "Cihaz başka bir kiracıya kayıtlı.", "Cihaz zaten bu kiracıya kayıtlı."],
  ];
  for (const [language, otherTenant, alreadyHere] of meanings) {
    const { causes } = language;
    test(`each is explained by its name and shows its own devices: ${language.tag}`, () =>
      site.withPage(async (page) => {
        await show(page, SCENARIO, language);
        const failed = causesUnder(page, causes.heading);
        const harmless = causesUnder(page, causes.harmlessHeading);
        assert.deepEqual((await textOf(failed)).split("\n").slice(0, 3), [
          causes.devices(1),
          "ZtdDeviceAssignedToOtherTenant 806",
          otherTenant,
        ]);
        assert.deepEqual((await textOf(harmless)).split("\n").slice(0, 3), [
          causes.devices(2),
          "ZtdDeviceAlreadyAssigned 806",
          alreadyHere,
        ]);

        await page.getByRole("button", { name: causes.showDevices(1), exact: true }).click();
        assert.deepEqual(await rowNumbers(page), [3]);
        assert.deepEqual(errorsInAddress(page), [OTHER_TENANT]);
        const first = chip(page, "ZtdDeviceAssignedToOtherTenant 806 1");
        const second = chip(page, "ZtdDeviceAlreadyAssigned 806 2");
        assert.equal(await first.getAttribute("aria-pressed"), "true");
        assert.equal(await second.getAttribute("aria-pressed"), "false");

        await page.getByRole("button", { name: causes.showDevices(2), exact: true }).click();
        assert.deepEqual(await rowNumbers(page), [2, 5]);
        assert.deepEqual(errorsInAddress(page), [ALREADY_HERE]);
        await first.click();
        assert.deepEqual(await rowNumbers(page), [2, 3, 5]);
        await second.click();
        assert.deepEqual(await rowNumbers(page), [3]);
      }));
  }

  /** @type {[what: string, error: string, rows: number[]][]} */
  const links = [
    ["the one", OTHER_TENANT, [3]],
    ["the other", ALREADY_HERE, [2, 5]],
    ["a name alone", "ZtdDeviceAssignedToOtherTenant", [3]],
    ["the code alone, which both have", "806", [2, 3, 5]],
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

  test("after a link to their code, each can be left out", () =>
    site.withPage(
      async (page) => {
        await show(page, SCENARIO);
        await chip(page, "ZtdDeviceAlreadyAssigned 806 2").click();
        assert.deepEqual(await rowNumbers(page), [3]);
        assert.deepEqual(errorsInAddress(page), [OTHER_TENANT]);
        await chip(page, "ZtdDeviceAssignedToOtherTenant 806 1").click();
        assert.deepEqual(await rowNumbers(page), [1, 2, 3, 4, 5, 6]);
      },
      { fragment: linkTo(SCENARIO, "error=806") },
    ));

  test("an error that only the link names has the same button as one of the batch", () =>
    site.withPage(
      async (page) => {
        await show(page, "all-finished");
        assert.equal(await chip(page, "ZtdDeviceAssignedToOtherTenant 806 0").getAttribute("aria-pressed"), "true");
        await page.getByText("No device has this error").waitFor();
      },
      { fragment: linkTo("all-finished", "error=806+ZtdDeviceAssignedToOtherTenant") },
    ));
});

describe("an upload whose only errors are devices that were already registered", () => {
  const SCENARIO = "already-registered";
  /** @type {[language: Language, headline: string, meaning: RegExp, title: string][]} */
  const expected = [
    [
      en,
      "No device failed, 3 were already registered",
      /There is nothing to fix: .+ already registered/,
      "Finished · Device batch status",
    ],
    [
      tr,
      "Başarısız olan cihaz yok, 3 cihaz zaten kayıtlıydı",
      /Düzeltmeniz gereken bir şey yok: .+ zaten kayıtlı/,
      "Tamamlandı · Toplu cihaz yükleme durumu",
    ],
  ];
  for (const [language, headline, meaning, title] of expected) {
    const { batch, outcomes, causes, page: texts } = language;
    const { word } = batch.finished_with_errors;
    test(`is calm, and says that nobody must act: ${language.tag}`, () =>
      site.withPage(async (page) => {
        await show(page, SCENARIO, language);
        assert.equal(await headlineOf(page), headline);
        assert.match(await textOf(answerOf(page)), meaning);
        assert.equal(await textOf(answerOf(page).locator(".badge .status.good")), word);
        assert.equal(await page.title(), title);
        const listed = page.getByRole("region", { name: texts.watched.heading }).getByRole("listitem");
        assert.ok((await textOf(listed)).replace(/\s+/g, " ").endsWith(` ${word} ${headline}`));
        assert.equal(await textOf(listed.locator(".status.good")), word);

        const facts = await factsOf(page);
        assert.equal(facts[outcomes.alreadyRegistered], "3");
        assert.equal(facts[outcomes.failed], "0");
        assert.equal(await page.getByRole("region", { name: causes.heading }).count(), 0);
        assert.match(await textOf(causesUnder(page, causes.harmlessHeading)), /ZtdDeviceAlreadyAssigned 806/);
      }));
  }

  test("is announced without a failure", () =>
    site.withPage(async (page) => {
      await requestStatus(page, { scenario: SCENARIO });
      await page
        .getByRole("status")
        .getByText("Finished with errors. No device failed, 3 were already registered.")
        .waitFor();
    }));
});

describe("failed, already registered and duplicate devices", () => {
  const SCENARIO = "mixed-outcomes";
  const FAILED = [2, 5, 9];
  const STATUSES = [
    "Succeeded",
    "Failed",
    "Succeeded",
    "Already registered",
    "Failed",
    "Succeeded",
    "Duplicate",
    "Succeeded",
    "Failed",
    "Succeeded",
    "Already registered",
    "Succeeded",
  ];

  test("are counted apart in the headline, the bar and the counts", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO);
      assert.equal(await headlineOf(page), "3 of 12 devices failed, 2 were already registered, 1 is a duplicate");
      assert.equal(await page.title(), "Finished with 3 errors · Device batch status");
      const bar = page.getByRole("progressbar", { name: "Devices done" });
      assert.equal(await bar.getAttribute("aria-valuetext"), "12 of 12 devices done, 3 failed");
      const shares = await bar.evaluate(({ children }) => {
        const widths = [...children].map((part) => part.getBoundingClientRect().width);
        return widths.map((width) => Math.round((12 * width) / widths.reduce((sum, each) => sum + each, 0)));
      });
      assert.deepEqual(shares, [6, 3, 3], "succeeded, harmless, failed");
      const { Devices, Succeeded, "Already registered": already, Duplicate, Failed } = await factsOf(page);
      assert.deepEqual([Devices, Succeeded, already, Duplicate, Failed], ["12", "6", "2", "1", "3"]);
    }));

  test("are counted apart in the headline: tr", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO, tr);
      assert.equal(
        await headlineOf(page),
        "12 cihazdan 3 tanesi başarısız oldu, 2 cihaz zaten kayıtlıydı, 1 giriş yineleniyor",
      );
      const facts = await factsOf(page);
      assert.deepEqual([facts["Zaten kayıtlı"], facts.Yinelenen, facts.Başarısız], ["2", "1", "3"]);
    }));

  test("can be told apart in the table and by its filters", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO);
      assert.deepEqual(await columnOf(page, 5), STATUSES);
      await chip(page, "Failed 3").click();
      assert.deepEqual(await rowNumbers(page), FAILED);
      await chip(page, "Failed 3").click();
      await chip(page, "Already registered 2").click();
      assert.deepEqual(await rowNumbers(page), [4, 11]);
      await chip(page, "Duplicate 1").click();
      assert.deepEqual(await rowNumbers(page), [4, 7, 11]);
      await page.getByRole("button", { name: "Status", exact: true }).click();
      await page.getByRole("button", { name: "Show all", exact: true }).click();
      assert.deepEqual(await rowNumbers(page), [2, 5, 9, 4, 11, 7, 1, 3, 6, 8, 10, 12], "failed devices first");
    }));

  test("a batch without such devices has no filter and no count for them", () =>
    site.withPage(async (page) => {
      await show(page, "all-finished");
      assert.equal(await chip(page, "Already registered 0").count(), 0);
      assert.equal((await factsOf(page)).Duplicate, undefined);
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
        STATUSES.map((status) => (status === "Succeeded" ? undefined : status !== "Failed")),
      );

      await page.getByLabel("Devices to take away").selectOption("Failed: 3");
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
          "Device error: 808 ZtdDeviceAssignedToOtherTenant: 2 devices, rows 2, 5",
          "Device error: 802 InvalidZtdHardwareHash: 1 devices, rows 9",
          "Device error: 806 ZtdDeviceAlreadyAssigned: 2 devices, rows 4, 11",
          "Device error: ZtdDeviceDuplicated: 1 devices, rows 7",
        ]);
      },
      { permissions: ["clipboard-read", "clipboard-write"] },
    ));

  test("the paper with the failed devices has no others", () =>
    site.withPage(async (page) => {
      await show(page, SCENARIO);
      await chip(page, "Failed 3").click();
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await rowNumbers(page), FAILED);
      assert.deepEqual(await columnOf(page, 5), ["Failed", "Failed", "Failed"]);
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
