/** Exporting devices to files, the clipboard and print, and that hostile texts in them do no harm. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { getBatchUploadStatus } from "../../dist/embedded/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { quotedRowsOf, rowsOfWorkbook, sheetsOfWorkbook } from "../workbook.js";
import { answerOf, factsOf, headlineOf, requestStatus, switchLanguage, textOf, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const CANARY = "canary-7f3e.never~seen_anywhere";
/** The longest text that a cell of Excel can hold. */
const MAX_CELL_LENGTH = 32_767;
const COLUMNS = "Row,Serial number,Product key,Device id,Status,Error code,Error name,Meaning,What to do".split(",");

/** @param {Page} page @param {string} button */
async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  const bytes = await readFile(await file.path());
  return { name: file.suggestedFilename(), bytes, text: bytes.toString() };
}

/** @param {string} text @returns {string[][]} */
function rowsOfCsv(text) {
  return parse(text, { bom: true, record_delimiter: "\r\n" });
}

/** @param {Page} page @param {string} what */
async function copy(page, what) {
  await page.getByRole("button", { name: `Copy ${what}` }).click();
  await page.getByRole("button", { name: /copied$/ }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Returns the service's own response. @param {string} trackingId */
async function responseOfService(trackingId) {
  const response = await fetch(`${site.server.url}v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${trackingId}`, {
    headers: { Authorization: "Bearer x" },
  });
  return response.json();
}

/** Returns the day in the time zone of the browser, such as "2026-11-28". @param {Page} page */
function localDay(page) {
  return page.evaluate(() => new Intl.DateTimeFormat("sv").format(new Date()));
}

/** @param {Page} page */
async function requestFinishedJob(page) {
  const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
  await requestStatus(page, { trackingId, token: CANARY });
  await headlineOf(page);
  return trackingId;
}

describe("a CSV file and a workbook have all, failed or listed devices, and a name that tells which", () => {
  /** @type {[option: RegExp, what: string, rows: number[]][]} */
  const scopes = [
    [/^All/, "all_25-devices", Array.from({ length: 25 }, (_, index) => index + 1)],
    [/^Needs attention/, "needs-attention_5-devices", [4, 13, 16, 19, 23]],
    [/^Listed/, "ZtdDeviceAssignedToOtherTenant-808_2-devices", [16, 4]],
  ];
  for (const [option, what, rows] of scopes) {
    test(what, () =>
      site.withPage(async (page) => {
        const trackingId = await requestFinishedJob(page);
        await answerOf(page).getByRole("button", { name: "808" }).click();
        await answerOf(page).getByRole("button", { name: "Row", exact: true }).click();
        const menu = page.getByLabel("Devices to export");
        const label = (await menu.getByRole("option").allTextContents()).find((text) => option.test(text)) ?? "";
        assert.match(label, new RegExp(`: ${rows.length}$`));
        await menu.selectOption(label);

        const { name, text } = await download(page, "Download CSV");
        assert.equal(name, `${what}_${await localDay(page)}_${trackingId.slice(0, 8)}.csv`);
        const [header, ...lines] = rowsOfCsv(text);
        assert.deepEqual(header, COLUMNS);
        assert.deepEqual(
          lines.map(([row]) => Number(row)),
          rows,
        );
        const { serialNumber, productKey } = (await responseOfService(trackingId)).devicesStatus[15];
        assert.deepEqual(
          lines.find(([row]) => row === "16"),
          [
            "16",
            serialNumber,
            productKey,
            "",
            "Needs attention",
            "808",
            "ZtdDeviceAssignedToOtherTenant",
            "The device is registered to another tenant.",
            "The previous owner must deregister the device; failing that, Microsoft support does so with proof of ownership. Then submit it again.",
          ],
        );

        const workbook = await download(page, "Download Excel");
        assert.equal(workbook.name, name.replace(/csv$/, "xlsx"));
        assert.deepEqual(rowsOfWorkbook(workbook.bytes), [
          COLUMNS,
          ...lines.map(([row, ...texts]) => [Number(row), ...texts]),
        ]);
      }),
    );
  }
});

test("the name of a file tells what was searched for, unless it is as long as a token", () =>
  site.withPage(async (page) => {
    const trackingId = await requestFinishedJob(page);
    const { serialNumber } = (await responseOfService(trackingId)).devicesStatus[15];
    /** @type {[search: string, what: string][]} */
    const searches = [
      [serialNumber, `search-${serialNumber}_1-device`],
      [`${serialNumber}, ZZ4711`, `search-${serialNumber}-ZZ4711_1-device`],
      [`${serialNumber}, ZZ4711, ZZ4712, ZZ4713`, `search-${serialNumber}_1-device`],
      ["eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln", "search_0-devices"],
    ];
    for (const [search, what] of searches) {
      await answerOf(page).getByRole("searchbox").fill(search);
      const { name } = await download(page, "Download CSV");
      assert.equal(name, `${what}_${await localDay(page)}_${trackingId.slice(0, 8)}.csv`);
    }
  }));

for (const [locale, delimiter] of Object.entries({ "en-GB": ",", "tr-TR": ";", "de-DE": ";" })) {
  test(`a CSV file has the delimiter that Excel expects in the locale ${locale}`, () =>
    site.withPage(
      async (page) => {
        await page.getByRole("button", { name: "English" }).click();
        await requestFinishedJob(page);
        const [header, ...lines] = parse((await download(page, "Download CSV")).text, { bom: true, delimiter });
        assert.deepEqual(header, COLUMNS);
        assert.equal(lines.length, 25);
      },
      { locale },
    ));
}

/**
 * Texts of the service, each with what leaves the page. `formula` is set where a spreadsheet would read a formula.
 *
 * @type {Record<string, { line?: string, formula?: true }>}
 */
const hostileTexts = {
  "=1+1": { formula: true },
  '=HYPERLINK("http://x","y")': { formula: true },
  "+1": { formula: true },
  "-1": { formula: true },
  "@SUM(A1)": { formula: true },
  " =1": { formula: true },
  "\u00A0=1": { formula: true },
  '"=1+1"': { formula: true },
  "'=1": { formula: true },
  "\" '=1": { formula: true },
  "\uFF1D1+1": { formula: true },
  "\uFF0B1": { formula: true },
  "\uFF0D1": { formula: true },
  "\uFF20SUM(A1)": { formula: true },
  "\uFE661": { formula: true },
  "\u22121": { formula: true },
  "\uFF02=1": { formula: true },
  "\t=1": { line: " =1", formula: true },
  "\r=1": { line: " =1", formula: true },
  "\n=1": { line: " =1", formula: true },
  "SN1\t=1": { line: "SN1 =1" },
  "SN1\n=1": { line: "SN1 =1" },
  "SN1\r\ncurl x": { line: "SN1 curl x" },
  "SN1\u2028curl\u2029x\u0085y\vz\f": { line: "SN1 curl x y z " },
  "\0=1": { line: "\uFFFD=1" },
  "\u200B=1": { line: "\uFFFD=1" },
  "a\u202Eb\u2066c": { line: "a\uFFFDb\uFFFDc" },
  "a\u200Bb\u2060c\u00ADd\uFEFF": { line: "a\uFFFDb\uFFFDc\uFFFDd\uFFFD" },
  "a\u3164b\u034Fc\uFE0Fd\u{E0041}e\u{E0100}f": { line: "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf" },
  "a\u115Fb\u1160c\uFFA0d\u180Ee": { line: "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe" },
  "\u2800=1": { line: "\uFFFD=1" },
  "a\u2800b\u{1D159}c": { line: "a\uFFFDb\uFFFDc" },
  "\u001B[201~x\u0007": { line: "\uFFFD[201~x\uFFFD" },
  'a"b': {},
  '"ab': {},
  "a,b;c": {},
  İı: {},
  "<b>&amp;]]>": {},
  "003913170093": {},
  "5CG1234-AB=C+@": {},
  "1e5": {},
  _x0041_: {},
  "\uFFFF": {},
  " between spaces ": {},
  ["x".repeat(MAX_CELL_LENGTH)]: {},
  ["y".repeat(MAX_CELL_LENGTH + 1)]: {},
  // What is cut off begins in the middle of a surrogate pair.
  [`y${"😀".repeat(MAX_CELL_LENGTH / 2 + 1)}`]: {},
};

/** Each hostile text as it leaves the page, in one visible line, and whether it is a formula. */
const exported = Object.entries(hostileTexts).map(([text, { line = text, formula = false }]) => ({ line, formula }));

/** Shows a batch in which each hostile text is in all fields of a device. @param {Page} page @param {string[]} [texts] */
async function showHostileTexts(page, texts = Object.keys(hostileTexts)) {
  const trackingId = "f0f0f0f0-0000-4000-8000-000000000000";
  site.server.responses.set(trackingId, {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({
      batchTrackingId: trackingId,
      status: "finished",
      devicesStatus: texts.map((text) => ({
        serialNumber: text,
        productKey: text,
        deviceId: text,
        status: text,
        errorCode: text,
        errorDescription: text,
      })),
    }),
  });
  await requestStatus(page, { trackingId });
  await headlineOf(page);
}

describe("hostile texts leave the page in one visible line, and never as a formula", () => {
  test("in a CSV file, in which every cell is quoted", () =>
    site.withPage(async (page) => {
      await showHostileTexts(page);
      const { text } = await download(page, "Download CSV");
      assert.equal(text.charCodeAt(0), 0xfeff);
      const [, ...lines] = rowsOfCsv(text);
      assert.deepEqual(
        lines.map((cells) => cells.slice(1, 7)),
        exported.map(({ line, formula }) => Array(6).fill(formula ? `'${line}` : line)),
      );
      const records = text.slice(1).split("\r\n");
      assert.equal(records.length, exported.length + 2, "no line break within a record");
      for (const record of records.slice(0, -1)) assert.match(record, /^"([^"]|"")*"(,"([^"]|"")*"){8}$/);
    }));

  test("in a workbook, whose cells are texts", () =>
    site.withPage(async (page) => {
      await showHostileTexts(page);
      const { bytes } = await download(page, "Download Excel");
      const [, ...rows] = rowsOfWorkbook(bytes);
      assert.deepEqual(
        rows.map((cells) => cells.slice(1, 7)),
        exported.map(({ line }) => Array(6).fill(workbookCell(line))),
      );
      assert.deepEqual(
        quotedRowsOf(bytes),
        exported.flatMap(({ formula }, index) => (formula ? [index + 2] : [])),
      );
    }));

  test("in a table for the clipboard", () =>
    site.withPage(async (page) => {
      await showHostileTexts(page);
      const [, ...lines] = (await copy(page, "devices for a spreadsheet")).replaceAll("\r\n", "\n").split("\n");
      assert.deepEqual(
        lines.map((line) => line.split("\t").slice(1, 7)),
        exported.map((text) => Array(6).fill(clipboardCell(text))),
      );
    }, CLIPBOARD));

  test("in a copied cell", () =>
    site.withPage(async (page) => {
      await showHostileTexts(page);
      const rows = page.locator("tbody tr");
      assert.equal(await rows.count(), exported.length);
      for (const [index, text] of exported.entries()) {
        await rows.nth(index).getByRole("rowheader").hover();
        await page.locator("tbody").getByRole("button", { name: "Copy serial number" }).click();
        await page.locator("tbody").getByRole("button", { name: "Serial number copied" }).waitFor();
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.equal(copied, clipboardCell(text));
        // Another cell gets a new button.
        await page.mouse.move(0, 0);
      }
    }, CLIPBOARD));

  test("in rows that the user selects", () =>
    site.withPage(async (page) => {
      const texts = Object.keys(hostileTexts).filter((text) => text.length < 100);
      await showHostileTexts(page, texts);
      await page.locator("tbody").evaluate((body) => {
        body.querySelector("th")?.focus();
        getSelection()?.selectAllChildren(body);
      });
      await page.keyboard.press("Control+c");
      const { types, text } = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        return { types: item?.types, text: await navigator.clipboard.readText() };
      });
      assert.deepEqual(types, ["text/plain"]);
      const cells = text.split(/[\t\r\n]+/);
      assert.ok(cells.includes("'=1+1"));
      assert.deepEqual(
        cells.filter((cell) => /^[\s"']*[=+\-@\u2212]/.test(cell.normalize("NFKC")) && !cell.startsWith("'")),
        [],
      );
    }, CLIPBOARD));

  test("in an id that is copied", () =>
    site.withPage(async (page) => {
      const { trackingId } = scenarioNamed("no-relationship");
      site.server.responses.set(trackingId, { status: 403, headers: { "MS-CV": "=1+1" } });
      try {
        await requestStatus(page, { trackingId });
        await headlineOf(page);
        assert.equal(await copy(page, "MS-CV"), "'=1+1");
      } finally {
        site.server.responses.delete(trackingId);
      }
    }, CLIPBOARD));

  test("in an id that is copied, whatever a page or an extension has put in place of the Clipboard API", () =>
    site.withPage(async (page) => {
      await page.clock.install();
      const trackingId = await requestFinishedJob(page);
      const names = await page.evaluate(() => {
        const { clipboard } = navigator;
        /** @type {Record<string, () => unknown>} */
        const clipboards = {
          null: () => null,
          empty: () => ({}),
          throwing: () => ({ writeText: () => JSON.parse("") }),
          silent: () => ({ writeText: () => undefined }),
          refusing: () => ({ writeText: () => Promise.reject(new Error("refused")) }),
          unreadable: () => JSON.parse(""),
        };
        const readText = () => clipboard.readText();
        const useClipboard = (/** @type {string} */ name) =>
          Object.defineProperty(navigator, "clipboard", { configurable: true, get: () => clipboards[name]?.() });
        Object.assign(window, { readText, useClipboard, clear: () => clipboard.writeText("") });
        return Object.keys(clipboards);
      });
      for (const name of names) {
        await page.evaluate(`clear().then(() => { useClipboard("${name}") })`);
        await page.getByRole("button", { name: "Copy tracking id" }).click();
        await page.getByRole("button", { name: "Tracking id copied" }).waitFor();
        assert.equal(await page.evaluate("readText()"), trackingId, name);
        // Until the button has its name again.
        await page.clock.runFor(2_000);
      }
    }, CLIPBOARD));

  test("on paper and on the screen", () =>
    site.withPage(async (page) => {
      await showHostileTexts(page);
      await page.emulateMedia({ media: "print" });
      const shown = await page.locator("tbody th").evaluateAll((cells) => cells.map(({ textContent }) => textContent));
      const isShort = (/** @type {string | null} */ text) => (text ?? "").length < 100;
      assert.deepEqual(shown.filter(isShort), exported.map(({ line }) => line).filter(isShort));
    }));
});

/** @param {{ line: string, formula: boolean }} text */
function clipboardCell({ line, formula }) {
  // A spreadsheet that is pasted into reads a cell that begins with a quote up to the next quote, over tabs and line breaks.
  return formula || line.startsWith('"') ? `'${line}` : line;
}

/** @param {string} line */
function workbookCell(line) {
  return line.length > MAX_CELL_LENGTH
    ? `${line.slice(0, MAX_CELL_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, "")}…`
    : line;
}

describe("a JSON file has the unaltered answer, and the row of each device", () => {
  for (const scenario of ["hostile-texts", "ten-thousand-devices"]) {
    test(scenario, () =>
      site.withPage(async (page) => {
        const { trackingId } = scenarioNamed(scenario);
        await requestStatus(page, { scenario });
        await headlineOf(page);
        const { name, text } = await download(page, "Download JSON");
        assert.match(name, /^all_\d+-devices_\d{4}-\d\d-\d\d_[\da-f]{8}\.json$/);
        const saved = JSON.parse(text);
        const baseUrl = site.server.url.replace(/\/$/, "");
        const details = await getBatchUploadStatus(DEMO_CUSTOMER_ID, trackingId, "x", { baseUrl });
        assert.deepEqual(
          saved.devicesStatus.map((/** @type {{ row: number }} */ { row }) => row),
          details.devicesStatus.map((/** @type {unknown} */ _, /** @type {number} */ index) => index + 1),
        );
        for (const device of saved.devicesStatus) {
          delete device.row;
          delete device.outcome;
          delete device.explanation;
        }
        assert.deepEqual(saved, JSON.parse(JSON.stringify(details)));
      }),
    );
  }
});

test("a JSON file is the same in every language, and one with some of the devices says which", () =>
  site.withPage(async (page) => {
    await requestFinishedJob(page);
    await switchLanguage(page, { tag: "tr" });
    await answerOf(page).getByRole("button", { name: "808" }).click();
    await answerOf(page).getByRole("searchbox").fill("other");
    await page.getByRole("table", { name: "2 tanesi" }).waitFor();
    const { name, text } = await download(page, "JSON olarak indir");
    assert.match(name, /^ZtdDeviceAssignedToOtherTenant-808_ara-other_2-cihaz_/);
    const { filter, devicesStatus } = JSON.parse(text);
    const causes = ["808 ZtdDeviceAssignedToOtherTenant"];
    assert.deepEqual(filter, { text: "other", outcomes: [], causes, devices: 2, total: 25 });
    const { row, outcome, explanation } = devicesStatus[0];
    assert.deepEqual([row, outcome, explanation.code], [4, "failed", "808"]);
    assert.equal(explanation.meaning, "The device is registered to another tenant.");
  }));

describe("the second sheet of a workbook tells where its devices are from", () => {
  const languages = {
    en: {
      sheet: "Summary",
      excel: "Download Excel",
      status: ["Status", "Finished with errors"],
      result: ["Result", "5 of 25 devices need attention, 1 was already registered"],
      which: ["Devices in this file", "Needs attention, Hardware hash not valid (InvalidZtdHardwareHash 802)"],
      rows: ["Rows", "1 of 25"],
      started: /^Started,\d+ \w+ \d{4}, \d\d:\d\d:\d\d GMT\+3$/,
      asOf: /^Data as of,\d+ \w+ \d{4}, \d\d:\d\d:\d\d GMT\+3$/,
      created: /^File created,\d+ \w+ \d{4}, \d\d:\d\d:\d\d GMT\+3$/,
      cause: ["Registered to another tenant", 2, "808", "ZtdDeviceAssignedToOtherTenant"],
    },
    tr: {
      sheet: "Özet",
      excel: "Excel olarak indir",
      status: ["Durum", "Hatalarla tamamlandı"],
      result: ["Sonuç", "25 cihazdan 5 tanesi için işlem gerekiyor, 1 cihaz zaten kayıtlıydı"],
      which: ["Bu dosyadaki cihazlar", "İşlem gerekiyor, Donanım karması (hash) geçersiz (InvalidZtdHardwareHash 802)"],
      rows: ["Satır sayısı", "1 / 25"],
      started: /^Başlangıç,\d+ \p{L}+ \d{4} \d\d:\d\d:\d\d GMT\+3$/u,
      asOf: /^Bilgilerin alınma zamanı,\d+ \p{L}+ \d{4} \d\d:\d\d:\d\d GMT\+3$/u,
      created: /^Dosyanın oluşturulma zamanı,\d+ \p{L}+ \d{4} \d\d:\d\d:\d\d GMT\+3$/u,
      cause: ["Başka bir kiracıya (tenant) kayıtlı", 2, "808", "ZtdDeviceAssignedToOtherTenant"],
    },
  };
  for (const [language, expected] of Object.entries(languages)) {
    test(language, () =>
      site.withPage(async (page) => {
        const trackingId = await requestFinishedJob(page);
        await switchLanguage(page, { tag: language });
        await answerOf(page)
          .getByRole("group", { name: /^(Outcome|Sonuç)$/ })
          .getByRole("button", { name: /^(Needs attention|İşlem gerekiyor)/ })
          .click();
        await answerOf(page).getByRole("button", { name: "802" }).click();
        const { bytes } = await download(page, expected.excel);
        const rows = sheetsOfWorkbook(bytes)[expected.sheet] ?? assert.fail("no such sheet");
        const filled = rows.map((cells) => cells.filter((cell) => cell !== ""));
        assert.deepEqual([filled[0]?.[1], filled[1]?.[1]], [DEMO_CUSTOMER_ID, trackingId]);
        assert.deepEqual([filled[2], filled[3]], [expected.status, expected.result]);
        assert.match(String(filled[4]), expected.started);
        assert.deepEqual([filled[6], filled[7]], [expected.which, expected.rows]);
        assert.match(String(filled[8]), expected.asOf);
        assert.match(String(filled[9]), expected.created);
        assert.deepEqual(filled[12]?.slice(0, 4), expected.cause);
        assert.equal(filled.length, 12 + 5, "every cause of the upload");
      }),
    );
  }
});

describe("a workbook that can't be made, because a part of the page is missing, is told", () => {
  /** @type {[where: string, click: (page: Page) => Promise<void>][]} */
  const places = [
    ["beside the exports", (page) => page.getByRole("button", { name: "Download Excel" }).click()],
    ["below the causes", (page) => page.getByRole("button", { name: /^Excel: Registered to another tenant/ }).click()],
  ];
  for (const [where, click] of places) {
    test(where, () =>
      site.withPage(async (page, problems) => {
        await requestFinishedJob(page);
        site.server.responses.set("workbook.js", { status: 404 });
        try {
          await click(page);
          await page.getByRole("alert").filter({ hasText: "Excel files can’t be written" }).waitFor();
        } finally {
          site.server.responses.clear();
        }
        problems.length = 0;
      }),
    );
  }
});

test("the support bundle of an answer has ids, times, counts and errors", () =>
  site.withPage(async (page) => {
    const trackingId = await requestFinishedJob(page);
    const lines = (await copy(page, "support bundle")).replaceAll("\r\n", "\n").split("\n");
    assert.deepEqual(lines.slice(0, 4), [
      "Device batch upload in Partner Center",
      `Customer id: ${DEMO_CUSTOMER_ID}`,
      `Tracking id: ${trackingId}`,
      "Status: finished_with_errors",
    ]);
    assert.match(lines[4] ?? "", /^Started: \d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(lines.slice(6, 8), [
      "Devices: 25: 19 succeeded, 1 already registered, 5 failed, 0 in progress, 0 unknown",
      "Device error: ZtdDeviceAssignedToOtherTenant 808: 2 devices, rows 4, 16",
    ]);
    assert.doesNotMatch(lines.join(), new RegExp(CANARY));
  }, CLIPBOARD));

test("the support bundle of a failure has the ids of the request, and not the token", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { scenario: "no-relationship", token: CANARY });
    await headlineOf(page);
    const shown = await factsOf(page);
    const text = await copy(page, "support bundle");
    for (const name of ["Error code", "HTTP status", "Service code", "MS-RequestId", "MS-CorrelationId", "MS-CV"]) {
      assert.ok(shown[name] && text.includes(`\n${name}: ${shown[name]}`), name);
    }
    assert.match(text, /^Failed: \d{4}-\d\d-\d\dT/m);
    assert.doesNotMatch(text, new RegExp(CANARY));
  }, CLIPBOARD));

test("a text of the service can't add a line to a support bundle", () =>
  site.withPage(async (page) => {
    const trackingId = "f0f0f0f0-0000-4000-8000-000000000001";
    const status = "x\r\nDevices: none";
    site.server.responses.set(trackingId, {
      status: 200,
      headers: { "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify({ status, devicesStatus: [] }),
    });
    await requestStatus(page, { trackingId });
    await headlineOf(page);
    assert.match(await copy(page, "support bundle"), /\nStatus: x Devices: none\r?\n/);
  }, CLIPBOARD));

test("print has every matching device, every cause and no controls, and leaves the screen as it was", () =>
  site.withPage(async (page) => {
    const trackingId = "9a9e4000-0000-4000-8000-000000000000";
    const failed = Array.from({ length: 15 }, (_, index) => ({
      status: "finished_with_errors",
      errorDescription: `Cause ${index}`,
    }));
    const devicesStatus = [...failed, ...Array.from({ length: 1250 }, () => ({ status: "finished" }))];
    site.server.responses.set(trackingId, {
      status: 200,
      headers: { "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify({ status: "finished", devicesStatus }),
    });
    await requestStatus(page, { trackingId });
    await headlineOf(page);
    await page.getByRole("button", { name: "Succeeded 1,250" }).click();
    await page.getByRole("button", { name: "Show 1,000 more" }).click();
    const rows = page.locator("tbody tr");
    const causes = page.locator(".cause");
    assert.deepEqual([await rows.count(), await causes.count()], [1100, 10]);
    await page.evaluate(() => {
      addEventListener("beforeprint", () => {
        const answer = document.querySelector("batch-upload-status")?.shadowRoot;
        const counts = ["tbody tr", ".cause"].map((part) => answer?.querySelectorAll(part).length);
        document.documentElement.dataset.printed = String(counts);
      });
    });
    await page.pdf();
    assert.equal(await page.locator("html").getAttribute("data-printed"), "1250,15");
    assert.deepEqual([await rows.count(), await causes.count()], [1100, 10]);

    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.equal(await page.locator("input:visible, select:visible").count(), 0);
    const columns = ["Row", "Serial number", "Status", "Error"];
    assert.deepEqual(await answerOf(page).getByRole("button").allTextContents(), [
      "15 Needs attention",
      "1,250 Succeeded",
      ...columns,
    ]);
    assert.equal(await page.locator("html").evaluate((element) => getComputedStyle(element).colorScheme), "light");
  }));

test("paper says by what the devices on it were chosen, and the screen does not say it again", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 300, seconds: 0 });
    await requestStatus(page, { trackingId });
    await page.getByRole("button", { name: "Needs attention 60" }).click();
    await page.getByLabel("Search").fill("another tenant");
    const choice = page.getByText(/^Needs attention, .*another tenant.*$/);
    assert.equal(await choice.count(), 0);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    assert.equal(await choice.isVisible(), true, await textOf(answerOf(page)));
  }));

test("print has the devices that are chosen for export, all rows of a cause, the time, and nothing that only a screen can tell", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 300, seconds: 0 });
    await requestStatus(page, { trackingId });
    await headlineOf(page);
    await page.getByLabel("Devices to export").selectOption("Needs attention: 60");
    const rows = page.locator("tbody tr");
    const cause = page.getByRole("region", { name: "What needs attention" }).getByRole("listitem").first();
    assert.match(await textOf(cause), /and 18 more/);

    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    assert.equal(await rows.count(), 60);
    assert.match(await textOf(cause), /Rows 4, 16, .+ and \d+$/);
    const about = await textOf(page.getByRole("region", { name: "About this upload" }));
    assert.doesNotMatch(about, / ago/);
    const paper = await textOf(page.locator("main"));
    assert.match(
      paper,
      new RegExp(`^Customer ${DEMO_CUSTOMER_ID}, upload ${trackingId}, printed \\d+ .+ GMT\\+3\n60 of 300`),
    );
    assert.equal(await page.getByRole("button", { name: "Türkçe" }).isVisible(), false);
    const bar = page.getByRole("progressbar");
    assert.equal(await bar.evaluate((element) => getComputedStyle(element).printColorAdjust), "exact");

    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.getByRole("table", { name: "Showing 100 of 300 devices, what needs attention first" }).waitFor();
    assert.equal(await page.getByText("printed").count(), 0);
  }));
