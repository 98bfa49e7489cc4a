/** Finding devices: search, filters by outcome and cause, and sorting, in the table and in the address. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { answerOf, headlineOf, requestStatus, switchLanguage, textOf, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const TRACKING_ID = "f17df17d-0000-4000-8000-000000000000";

/** In the order of the upload; the last two have no product key. */
const DEVICES = [
  { serialNumber: "INK-3", productKey: "aa-1", deviceId: "id-c", status: "finished" },
  { serialNumber: "ink-1", productKey: "aa-2", status: "finished_with_errors", ...error("808", "ZtdDeviceAssigned") },
  { serialNumber: "Fig 2", productKey: "AA-3", status: "processing" },
  { serialNumber: "kit.9", productKey: "bb", status: "finished_with_errors", ...error("806", "ZtdDeviceThere") },
  { serialNumber: "Ink-1", status: "finished_with_errors", ...error("808", "ZtdDeviceAssigned") },
  { serialNumber: "ıstanbul", status: "quarantined" },
];

/** @param {string} errorCode @param {string} errorDescription */
function error(errorCode, errorDescription) {
  return { errorCode, errorDescription };
}

/** @param {Page} page @param {object[]} [devicesStatus] */
async function requestDevices(page, devicesStatus = DEVICES) {
  respondWith(devicesStatus);
  await requestStatus(page, { trackingId: TRACKING_ID });
  await headlineOf(page);
}

/** @param {object[]} devicesStatus @param {string} [status] */
function respondWith(devicesStatus, status = "finished_with_errors") {
  site.server.responses.set(TRACKING_ID, {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({ batchTrackingId: TRACKING_ID, status, devicesStatus }),
  });
}

/** Searches for a text after all devices are listed again, so that nothing of an earlier search is left. @param {Page} page @param {string} text */
async function search(page, text) {
  await page.getByLabel("Search").fill("");
  assert.deepEqual(await rowNumbers(page), [2, 4, 5, 6, 3, 1]);
  await page.getByLabel("Search").fill(text);
}

/** Returns the row numbers of the listed devices. @param {Page} page */
function rowNumbers(page) {
  return page
    .getByRole("table")
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => Number(row.firstElementChild?.textContent?.replace(",", ""))));
}

/** @param {Page} page @param {string} name */
function chip(page, name) {
  return page.getByRole("search", { name: "Find devices" }).getByRole("button", { name, exact: true });
}

for (const [what, name] of Object.entries({
  "1,000 characters that take nine each in an address": "錯誤".repeat(500),
  "1,500 characters": "x".repeat(1500),
  "1,024 characters, the last of which is half of a pair": `${"x".repeat(1023)}😀`,
  "half of a pair": "x\uD83D",
})) {
  test(`a cause with a name of ${what} is found again by its link`, () =>
    site.withPage(async (page) => {
      await requestDevices(page, [
        { serialNumber: "A", status: "finished_with_errors", ...error("", name) },
        { serialNumber: "B", status: "finished_with_errors", ...error("", "Broken") },
      ]);
      await page.getByRole("button", { name: "Show this device" }).first().click();
      assert.deepEqual(await rowNumbers(page), [1]);
      await page.reload();
      await requestStatus(page, { trackingId: TRACKING_ID });
      assert.deepEqual(await waitForRowNumbers(page), [1]);
    }));
}

/** @param {Page} page */
function filterInAddress(page) {
  return new URL(page.url()).hash.replace(`#customer=${DEMO_CUSTOMER_ID}&tracking=${TRACKING_ID}`, "");
}

describe("the search finds what is shown: serial number, product key, device id, status, error; and rows, and several values", () => {
  /** @type {Record<string, number[]>} */
  const searches = {
    "INK-3": [1],
    "ink-1": [2, 5],
    "  fIG ": [3],
    ID: [1],
    "aa-": [2, 3, 1],
    808: [2, 5],
    ztddevicethere: [4],
    // Search ignores the case rules of a language: I matches both Turkish i's.
    ISTANBUL: [6],
    ıNK: [2, 5, 1],
    "kit.9": [4],
    "3aa": [],
    " ": [2, 4, 5, 6, 3, 1],
    "another tenant": [2, 5],
    // What the causes say of it.
    "same tenant": [4],
    "needs attention": [2, 4, 5],
    quarantined: [6],
    // The chips say so, and people do.
    unknown: [6],
    failed: [2, 4, 5],
    "808 or 806": [2, 4, 5],
    "INK-9 and kit.9": [4],
    "another tenant or 806": [2, 4, 5],
    // A chip with its count.
    "Needs attention, 3": [2, 4, 5],
    "Registered to another tenant, 808, 2": [2, 5],
    "row:3": [3],
    "row: 3": [3],
    "Row 3": [3],
    // A part of a column that is pasted: in this field its line breaks become spaces.
    "INK-3 kit.9": [4, 1],
    "INK-3, kit.9,nothing": [4, 1],
    "row:2; row:6": [2, 6],
    // As a cause lists its rows.
    "Rows 2, 3 and 6": [2, 6, 3],
    "row:2,6": [2, 6],
    // As a file or a mail has them.
    '"INK-3","kit.9"': [4, 1],
    "(INK-3).": [1],
    "INK-3 / kit.9": [4, 1],
    "INK-3 & kit.9": [4, 1],
    '="INK-3"': [1],
    "fig 2": [3],
    "nothing here": [],
    // As people write.
    "INK-3 and kit.9": [4, 1],
    "Serials: INK-3, kit.9": [4, 1],
    "1. INK-3, 2. kit.9": [4, 1],
    "lost 2 of them": [],
    "S/N:INK-3": [1],
    "SN=INK-3, Serial no.: kit.9": [4, 1],
    "INK-3'ün durumu": [1],
    "INK-3’ün, kit.9": [4, 1],
    // The words of a phrase, wherever they stand.
    "tenant another": [2, 5],
    // Rows, in whichever way.
    "rows 2-4, 6": [2, 4, 6, 3],
    "rows 4 & 5": [4, 5],
    "row 5 – 99": [5, 6],
    "1. INK-3 2. kit.9": [4, 1],
    "row 3-1": [2, 3, 1],
    "Rows 2, 4 and 14 more": [2, 4],
    "rows 4 to 6": [4, 5, 6],
    "rows 4 and 5 failed": [4, 5],
    "please check row 4, which has 808": [4],
    "4 rows": [],
    "2024-05-14 row 4": [4],
    "Row, 4, 5, 6": [4, 5, 6],
    "Rows (4, 5)": [4, 5],
    "rows 4, 5 and row 6": [4, 5, 6],
    "from row 4 to row 6": [4, 5, 6],
    "rows between 4 and 6": [4, 5, 6],
    "row 4 INK-3": [4, 1],
    "rows 4, 5, 6 please": [4, 5, 6],
    "Dear team, rows 4, 5 and 6 failed": [4, 5, 6],
    "row 4, row 5 please": [4, 5],
    "Hi, what about row 4?": [4],
    "In, 808": [2, 5],
    "kit.9, rows 5, 6": [4, 5, 6],
    "Rows 5, 6, and also kit.9": [4, 5, 6],
    "INK-3, 4th row": [4, 1],
    "row 04": [4],
    "Failed: 3. Row 4": [4],
    "row 4, fig 2": [4, 3],
    "INK; row 4": [2, 4, 5, 1],
    "rows 4, 5, also 6": [4, 5, 6],
    "rows 4 | 5 | 6": [4, 5, 6],
    "rows 4\u200b, 5": [4, 5],
    "rows 4−6": [4, 5, 6],
    "rows 4…6": [4, 5, 6],
    "rows 5 to the end": [5, 6],
    "rows 5 and up": [5, 6],
    "rows between 2 and 4, and row 6": [2, 4, 6, 3],
    "rows 4 and 5, 2 devices": [4, 5],
    "rows 4-6 (3 failed)": [4, 5, 6],
    "3.1.2026: row 4": [4],
    "Row 4 2026-1-3": [4],
    "row 4: 808 ZtdDeviceAssigned": [4],
    "row 4 (808)": [4],
    "rowan 4": [],
    "the row": [],
    "error code 808": [2, 5],
    row4: [4],
    "Row#4": [4],
    "row no. 4": [4],
    // As people say it, and without the marks at letters.
    "error 808": [2, 5],
    "808 error": [2, 5],
    '{"serialNumber":"INK-3"}': [1],
    "*INK-3*\u200b": [1],
    // The head of a table and the other values in its rows are no devices.
    "Serial number, Status; INK-3, Succeeded; kit.9, Needs attention": [4, 1],
    // The first column of a table counts the others.
    "1; INK-3; 2; kit.9": [4, 1],
    // In some lines a serial number has other words beside it, which say something of the device or not.
    "kit.9 806, INK-3": [4, 1],
    "kit.9 Already registered 806; INK-3": [4, 1],
    "4 kit.9, 1 INK-3": [4, 1],
    "INK-3, kit.9 hash": [4, 1],
    "bb kit.9, INK-3": [4, 1],
    "SN kit.9, SN INK-3": [4, 1],
    // With the signs of mails, chats, lists and code around.
    "> INK-3, > kit.9": [4, 1],
    "`INK-3`, «kit.9»": [4, 1],
    "•INK-3, -kit.9": [4, 1],
    "kit.9/ INK-3/": [4, 1],
    "**INK-3** _kit.9_": [4, 1],
    "rows 4 through 6": [4, 5, 6],
    "rows 4..6": [4, 5, 6],
    "rows 5-": [5, 6],
    "the rows 4/6": [4, 6],
    "row number 4": [4],
    "4th and 5th rows": [4, 5],
    "rows 4, 5, and 6": [4, 5, 6],
  };
  const withDevices = site.onOnePage(requestDevices);
  for (const [text, rows] of Object.entries(searches)) {
    test(`"${text}"`, () =>
      withDevices(async (page) => {
        await search(page, text);
        assert.deepEqual(await rowNumbers(page), rows);
      }));
  }
});

describe("the search finds rows as people name them in Turkish", () => {
  /** @type {Record<string, number[]>} */
  const searches = {
    başarısız: [2, 4, 5],
    bilinmiyor: [6],
    "4. ve 5. satır": [4, 5],
    "4., 5. ve 6. satır": [4, 5, 6],
    "4. 5. ve 6. satırlar": [4, 5, 6],
    "4'üncü satır": [4],
    "4 numaralı satır": [4],
    "satır 4 ile 6": [4, 6],
    "4 ile 6 arası satırlar": [4, 5, 6],
    "4 ila 6 arasındaki satırlar": [4, 5, 6],
    "satırlar 4-6": [4, 5, 6],
    "satır 4 ve satır 5": [4, 5],
    "satır 4'teki": [4],
    "4 nolu satır": [4],
    "INK-3, 4. satır": [4, 1],
    "INK-3; 4. satır; 6. satır": [4, 6, 1],
    "Merhaba, 4. satır neden hatalı?": [4],
    "4. satırdaki cihaz neden kayıtlı değil?": [4],
    "4. satırdan 6. satıra kadar": [4, 5, 6],
    "4'ten 6'ya kadar satırlar": [4, 5, 6],
  };
  const inTurkish = site.onOnePage(async (page) => {
    await requestDevices(page);
    await switchLanguage(page, { tag: "tr" });
  });
  for (const [text, rows] of Object.entries(searches)) {
    test(text, () =>
      inTurkish(async (page) => {
        await page.getByRole("searchbox").fill(text);
        assert.deepEqual(await rowNumbers(page), rows);
      }),
    );
  }
});

describe("beside other values, serial numbers of digits, letters and dots are no rows, and none is lost", () => {
  const devices = [
    "5CG0SNQ4W3",
    "1YQ6AUT",
    "000596148115",
    "001136963111",
    "To be filled by O.E.M.",
    "GXKLMTR",
    "Acme and Co",
  ].map((serialNumber) => ({ serialNumber, status: "finished" }));
  /** @type {Record<string, number[]>} */
  const searches = {
    "Row 2 000596148115": [2, 3],
    "Row 2 000596148115, Row 1 001136963111": [1, 2, 3, 4],
    "LAPTOP-5CG0SNQ4W3, DESKTOP-1YQ6AUT": [1, 2],
    "row 1, 001136963111": [1, 4],
    "rows 1 - 2, 001136963111": [1, 2, 4],
    "> Hi, > 5CG0SNQ4W3 and 1YQ6AUT fail, > 000596148115": [1, 2, 3],
    "5CG0SNQ4W3, To be filled by O.E.M.": [1, 5],
    "5CG0SNQ4W3:808, 1YQ6AUT(812)": [1, 2],
    "5CG0SNQ4W3&1YQ6AUT": [1, 2],
    "@{SerialNumber=5CG0SNQ4W3; Status=failed}": [1],
    "<td>5CG0SNQ4W3</td><td>1YQ6AUT</td>": [1, 2],
    // A status is no part of a name.
    "SERIAL,STATUS; 5CG0SNQ4W3,SUCCEEDED": [1],
    "Row 2 - SUCCEEDED": [2],
    "Acme and Co, 5CG0SNQ4W3": [1, 7],
    // A serial number may look like a word.
    "gxklmtr 1yq6aut": [2, 6],
    "Please check gxklmtr and 1yq6aut, thanks": [2, 6],
    "sn gxklmtr": [6],
    "GXKLMTR’nin durumu, 1YQ6AUT’ın": [2, 6],
    "GXKLMTR=802, 1YQ6AUT=802": [2, 6],
    "GXKLMTR:802": [6],
    "AutopilotHWID_GXKLMTR.csv, 1YQ6AUT.csv": [2, 6],
    "DESKTOP-GXKLMTR, LAPTOP-1YQ6AUT": [2, 6],
  };
  const withDevices = site.onOnePage((page) => requestDevices(page, devices));
  for (const [text, rows] of Object.entries(searches)) {
    test(text, () =>
      withDevices(async (page) => {
        await page.getByLabel("Search").fill(text);
        assert.deepEqual(await rowNumbers(page), rows);
        assert.equal(await page.getByText(/^Not in this upload/).isVisible(), false);
      }),
    );
  }
});

test("no text makes the search slow", () =>
  site.withPage(async (page) => {
    await requestDevices(page);
    const search = page.getByLabel("Search");
    for (const part of ["1 to ", "rows 1 to ", "row 1-9 ", "4. ", "'a", ".", " ", "\u200b", "1,", "a ", "row "]) {
      const text = `x${part.repeat(16_000 / part.length)}x`;
      await search.fill("");
      const ms = await search.evaluate((input, value) => {
        const start = performance.now();
        Object.assign(input, { value });
        input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        return performance.now() - start;
      }, text);
      assert.ok(ms < 1_000, `${JSON.stringify(part)}: ${ms} ms`);
    }
  }));

describe("a search for several devices says which of them the upload does not have", () => {
  /** @type {[text: string, note: string][]} */
  const searches = [
    ["INK-3, kit.9, XX-1, XX-2", "Not in this upload: XX-1 and XX-2."],
    ["INK-3 XX-1 XX-1", "Not in this upload: XX-1."],
    ["INK-3 LOST", "Not in this upload: LOST."],
    ["INK-3 and XX999", "Not in this upload: XX999."],
    ["Hello, please check INK-3 and also XX999?", "Not in this upload: XX999."],
    ["INK-3, XX999, xx999", "Not in this upload: xx999."],
    ["INK-3/XX-999", "Not in this upload: XX-999."],
    ["Rows 1, 7, 99 and 7", "Not in this upload: 7 and 99."],
    ["row 1; row:99", "Not in this upload: 99."],
    ["INK-9, row 1", "Not in this upload: INK-9."],
    ["INK-3(808), XYZ-1(808)", "Not in this upload: XYZ-1."],
    ["INK-3=ok, kit.9=ok", ""],
    // Parts of serial numbers count beside whole ones.
    ["INK-3, tanbul9, k-12345", "Not in this upload: tanbul9 and k-12345."],
    [`INK-3,,${"ab/cdefgh+IJKLMNOP/qr1stuvwx".repeat(40)}`, ""],
    ["INK-3, 2024-05-14T10:30:00Z, ali1@contoso.example", ""],
    // Nor are a model and a hash, which a table has beside it.
    [`INK-3\tT14\t${"T0FzAQEA".repeat(20)}`, ""],
    ["SN:XX-999, S/N=INK-3", "Not in this upload: XX-999."],
    // Neither the head of a column nor a date is a device.
    ["SERIAL_NUMBER, INK-3", ""],
    ["INK-3, 2024-05-14, 14.05.2024, 10:30", ""],
    ["SERIALNUMBER INK-3 14/05/2024", ""],
    [`INK-3, ${Array.from({ length: 32 }, (_, index) => `XX-${index}`).join(", ")}`, "XX-29 and 2 more."],
    ["INK-3, kit.9", ""],
    ["INK-3", ""],
    // The list itself says so.
    ["X-1, X-2", ""],
    ["X-1", ""],
  ];
  const withDevices = site.onOnePage(requestDevices);
  for (const [text, note] of searches) {
    test(text.slice(0, 30), () =>
      withDevices(async (page) => {
        await search(page, text);
        await chip(page, "Succeeded 0").or(chip(page, "Succeeded 1")).first().waitFor();
        const shown = page.getByText(/^Not in this upload/);
        assert.equal(await shown.isVisible(), note !== "");
        if (note === "") return;
        assert.ok((await textOf(shown)).endsWith(note), await textOf(shown));
        // A device that a filter leaves out is in the upload.
        await chip(page, "Succeeded 1").click();
        assert.ok((await textOf(shown)).endsWith(note), await textOf(shown));
        const announced = answerOf(page).getByRole("status").filter({ hasText: note });
        assert.ok((await announced.textContent())?.endsWith(note));
        await chip(page, "Succeeded 1").click();
      }),
    );
  }
});

test("a link has every serial number of a long search", () =>
  site.withPage(async (page) => {
    const serials = Array.from({ length: 150 }, (_, index) => `5CG${1_000_000 + index}`);
    await requestDevices(
      page,
      serials.map((serialNumber) => ({ serialNumber, status: "finished" })),
    );
    await page.getByLabel("Search").fill(serials.slice(20).join(", "));
    await page.waitForFunction((serial) => location.href.includes(serial), serials.at(-1) ?? "");
    await page.reload();
    await requestStatus(page, { trackingId: TRACKING_ID });
    await answerOf(page)
      .getByText(/^130 of 150 devices, showing 100/)
      .first()
      .waitFor();
  }));

test("a duplicate says which other row tells its result", () =>
  site.withPage(async (page) => {
    await requestDevices(page, [
      { serialNumber: "A", status: "finished" },
      { serialNumber: "B", status: "finished" },
      { serialNumber: "A", status: "finished_with_errors", ...error("", "ZtdDeviceDuplicated") },
    ]);
    await page.getByRole("cell", { name: "Twice in the upload (see row 1)" }).waitFor();
    await page.getByLabel("Search").fill("Twice in the upload (see row 1)");
    assert.deepEqual(await rowNumbers(page), [3]);
  }));

test("a column that is pasted into the search keeps its values apart", () =>
  site.withPage(
    async (page) => {
      await requestDevices(page);
      const search = page.getByLabel("Search");
      for (const [copied, rows, note] of /** @type {const} */ ([
        ["Serial number\r\nınk-1\r\nfig 2\r\nLOST\r\n", [2, 5, 3], "Not in this upload: LOST."],
        ["INK-3\tkit.9", [4, 1], ""],
        ["kit", [4], ""],
      ])) {
        await page.evaluate((text) => navigator.clipboard.writeText(text), copied);
        await search.fill("");
        await search.press("Control+v");
        assert.deepEqual(await rowNumbers(page), rows, copied);
        const shown = page.getByText(/^Not in this upload/);
        assert.equal(note === "" ? await shown.count() : await textOf(shown), note === "" ? 0 : note);
      }
      await search.fill("kit");
      await page.evaluate(() => navigator.clipboard.writeText("INK-3\nkit.9"));
      await search.selectText();
      await search.press("Control+v");
      assert.equal(await search.inputValue(), "INK-3, kit.9");
      await search.press("Control+z");
      assert.equal(await search.inputValue(), "kit");
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("several outcomes and causes can be selected, and Show all devices clears them", () =>
  site.withPage(async (page) => {
    await requestDevices(page);
    await chip(page, "Needs attention 3").click();
    assert.deepEqual(await rowNumbers(page), [2, 4, 5]);
    await chip(page, "Unknown 1").click();
    assert.deepEqual(await rowNumbers(page), [2, 4, 5, 6]);
    assert.equal(await chip(page, "Unknown 1").getAttribute("aria-pressed"), "true");
    await chip(page, "Registered to another tenant 808 2").click();
    assert.deepEqual(await rowNumbers(page), [2, 5]);
    await chip(page, "Already registered to this customer 806 1").click();
    await page.getByRole("table", { name: "3 of 6 devices, upload order" }).waitFor();
    assert.equal(await textOf(answerOf(page).getByRole("status")), "3 of 6 devices, upload order.");
    await chip(page, "Needs attention 3").click();
    await page.getByText("No device has this outcome and this error").waitFor();

    await page.getByRole("button", { name: "Show all devices" }).click();
    assert.deepEqual(await rowNumbers(page), [2, 4, 5, 6, 3, 1]);
    assert.equal(await answerOf(page).locator("[aria-pressed=true]").count(), 0);
    await page.getByLabel("Search").and(page.locator(":focus")).waitFor();
  }));

test("a cause has a button that lists its devices", () =>
  site.withPage(async (page) => {
    await requestDevices(page);
    await chip(page, "In progress 1").click();
    await page.getByRole("button", { name: "Show these 2 devices" }).click();
    assert.deepEqual(await rowNumbers(page), [2, 5]);
    await page.getByRole("region", { name: "Devices", exact: true }).and(page.locator(":focus")).waitFor();
    assert.equal(filterInAddress(page), "&error=808+ZtdDeviceAssigned");
    assert.equal(await chip(page, "Registered to another tenant 808 2").getAttribute("aria-pressed"), "true");
  }));

test("a cause without a code and one of the same name with a code are filters of their own", () =>
  site.withPage(async (page) => {
    await requestDevices(page, [
      { serialNumber: "A", status: "finished_with_errors", ...error("", "Broken") },
      { serialNumber: "B", status: "finished_with_errors", ...error("805", "Broken") },
      { serialNumber: "C", status: "finished_with_errors", ...error("807", "Broken") },
    ]);
    await page.getByRole("button", { name: "Show this device: Unexplained error Broken", exact: true }).click();
    assert.deepEqual(await rowNumbers(page), [1]);
    const pressed = () => answerOf(page).locator("[aria-pressed=true]").allTextContents();
    assert.deepEqual(await pressed(), ["Unexplained error Broken 1"]);
    await chip(page, "Unexplained error Broken 805 1").click();
    assert.deepEqual(await rowNumbers(page), [1, 2]);
    await chip(page, "Unexplained error Broken 1").click();
    assert.deepEqual(await rowNumbers(page), [2]);
    assert.deepEqual(await pressed(), ["Unexplained error Broken 805 1"]);
  }));

test("devices can be listed by a cause without a code, and by no cause", () =>
  site.withPage(async (page) => {
    await requestDevices(page, [
      { serialNumber: "A", status: "finished_with_errors", ...error("0", "Broken") },
      { serialNumber: "B", status: "finished_with_errors" },
      { serialNumber: "C", status: "finished_with_errors", ...error("", "Broken") },
    ]);
    await page.getByRole("button", { name: "Show these 2 devices: Unexplained error Broken" }).click();
    assert.deepEqual(await rowNumbers(page), [1, 3]);
    await page.getByRole("button", { name: "Show all", exact: true }).click();
    await chip(page, "No reason given 1").click();
    assert.deepEqual(await rowNumbers(page), [2]);
    assert.equal(filterInAddress(page), "&error=");
    await page.reload();
    await requestStatus(page, { trackingId: TRACKING_ID });
    assert.deepEqual(await waitForRowNumbers(page), [2]);
  }));

/** @param {Page} page */
async function waitForRowNumbers(page) {
  await headlineOf(page);
  return rowNumbers(page);
}

describe("columns sort ascending, descending, and back to what needs attention first", () => {
  /** @type {Record<string, [ascending: number[], descending: number[]]>} */
  const columns = {
    Row: [
      [1, 2, 3, 4, 5, 6],
      [6, 5, 4, 3, 2, 1],
    ],
    // Equal values keep the order of the upload. Devices without a value come last.
    "Serial number": [
      [3, 2, 5, 1, 6, 4],
      [4, 6, 1, 2, 5, 3],
    ],
    "Product key": [
      [1, 2, 3, 4, 5, 6],
      [4, 3, 2, 1, 5, 6],
    ],
    Error: [
      [2, 5, 4, 1, 3, 6],
      [4, 2, 5, 1, 3, 6],
    ],
  };
  for (const [name, [first, second]] of Object.entries(columns)) {
    test(name, () =>
      site.withPage(async (page) => {
        await requestDevices(page);
        const header = page.getByRole("columnheader", { name, exact: true });
        const button = header.getByRole("button");
        await button.focus();
        await page.keyboard.press("Enter");
        assert.deepEqual(await rowNumbers(page), first);
        assert.equal(await header.getAttribute("aria-sort"), "ascending");
        assert.equal(await page.locator("[aria-sort]").count(), 1);
        await page.keyboard.press("Enter");
        assert.deepEqual(await rowNumbers(page), second);
        assert.equal(await header.getAttribute("aria-sort"), "descending");
        await page.keyboard.press("Enter");
        assert.deepEqual(await rowNumbers(page), [2, 4, 5, 6, 3, 1]);
        await button.and(page.locator(":focus")).waitFor();
      }),
    );
  }
});

describe("when the batch is complete", () => {
  /** @type {Record<string, [chosen: string | undefined, before: number[], after: number[]]>} */
  const cases = {
    "what needs attention comes first": [undefined, [1, 2, 3, 4, 5, 6], [2, 4, 5, 6, 3, 1]],
    "a chosen order stays": ["Serial number", [3, 2, 5, 1, 6, 4], [3, 2, 5, 1, 6, 4]],
  };
  for (const [what, [chosen, before, after]] of Object.entries(cases)) {
    test(what, () =>
      site.withPage(async (page) => {
        respondWith(DEVICES, "processing");
        await requestStatus(page, { trackingId: TRACKING_ID });
        await headlineOf(page);
        if (chosen !== undefined) await page.getByRole("button", { name: chosen, exact: true }).click();
        assert.deepEqual(await rowNumbers(page), before);
        respondWith(DEVICES);
        await page.getByRole("button", { name: "Refresh now" }).click();
        await page.getByText("This upload is complete.").waitFor();
        assert.deepEqual(await rowNumbers(page), after);
      }),
    );
  }
});

describe("the column of the default order can be chosen, too", () => {
  /** @type {Record<string, [status: string, name: string, rows: number[]]>} */
  const cases = {
    "of a complete batch": ["finished_with_errors", "Status", [2, 4, 5, 6, 3, 1]],
    "of one under way": ["processing", "Row", [1, 2, 3, 4, 5, 6]],
  };
  for (const [what, [status, name, rows]] of Object.entries(cases)) {
    test(`${what}: files have its order, and it stays`, () =>
      site.withPage(async (page) => {
        respondWith(DEVICES, status);
        await requestStatus(page, { trackingId: TRACKING_ID });
        await headlineOf(page);
        const header = page.getByRole("button", { name, exact: true });
        await header.click();
        assert.deepEqual(await rowNumbers(page), name === "Row" ? rows.toReversed() : [1, 3, 6, 2, 4, 5]);
        await header.click();
        assert.deepEqual(await rowNumbers(page), rows);
        respondWith(DEVICES);
        await page.getByRole("button", { name: "Refresh now" }).click();
        await page.getByText("This upload is complete.").waitFor();
        assert.deepEqual(await rowNumbers(page), rows);
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("button", { name: "Download CSV" }).click(),
        ]);
        const [, ...lines] = parse(await readFile(await file.path()), { bom: true, record_delimiter: "\r\n" });
        assert.deepEqual(
          lines.map(([row]) => Number(row)),
          rows,
        );
      }));
  }
});

describe("a batch that is complete while somebody is at its devices", () => {
  const MANY = Array.from({ length: 300 }, (_, index) => DEVICES[index % 2] ?? {});

  /** @param {string} what @param {(page: Page) => Promise<() => Promise<void>>} prepare returns the check afterwards */
  function testCompletion(what, prepare) {
    test(what, () =>
      site.withPage(
        async (page) => {
          await page.clock.install();
          respondWith(MANY, "processing");
          await requestStatus(page, { trackingId: TRACKING_ID });
          await headlineOf(page);
          const check = await prepare(page);
          respondWith(MANY);
          await page.clock.runFor(60_000);
          await page.getByRole("table", { name: /attention first$/ }).waitFor();
          await check();
        },
        { viewport: { width: 1366, height: 768 } },
      ),
    );
  }

  testCompletion("keeps the table where it is", async (page) => {
    const table = page.getByRole("table");
    const top = async () => Math.round((await table.boundingBox())?.y ?? 0);
    await table.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 100));
    const before = await top();
    return async () => assert.ok(Math.abs((await top()) - before) <= 1, `from ${before} to ${await top()}`);
  });

  testCompletion("keeps the focus in a filter that leaves no device", async (page) => {
    const filter = chip(page, "In progress 0");
    await filter.focus();
    return () => filter.and(page.locator(":focus")).waitFor();
  });

  testCompletion("shows what became of what was in progress, and keeps the other filters", async (page) => {
    await chip(page, "In progress 0").click();
    await page.getByLabel("Search").fill("ink");
    // The address follows when the typing has ended.
    await page.clock.runFor(1000);
    assert.equal(filterInAddress(page), "&show=pending&find=ink");
    const entries = await page.evaluate(() => history.length);
    return async () => {
      assert.equal(await page.getByLabel("Search").inputValue(), "ink");
      assert.equal(await page.evaluate(() => history.length), entries, "nobody has done anything");
      await chip(page, "Needs attention 150").click();
      assert.equal(filterInAddress(page), "&show=failed&find=ink");
      await page.goBack();
      await page.getByRole("table", { name: /attention first$/ }).waitFor();
    };
  });
});

test("a search without results says what to do next", () =>
  site.withPage(async (page) => {
    await requestDevices(page);
    await page.getByLabel("Search").fill("<b>nothing\u202E");
    const answer = answerOf(page);
    await answer.getByRole("heading", { name: "No device has “<b>nothing\uFFFD” in it" }).waitFor();
    assert.equal(await page.getByRole("table").isVisible(), false);
    await answerOf(page).getByRole("status").getByText("No device matches.").waitFor();

    await page.getByLabel("Search").fill("fig");
    // The counts are those of the devices that the search finds.
    await chip(page, "Succeeded 0").click();
    await answer.getByRole("heading", { name: "No device of the selected ones has “fig” in it" }).waitFor();
    await answer.getByText("Filters in use: Succeeded. The search does find").waitFor();
    await answer.getByRole("button", { name: "Search all devices: 1 found" }).click();
    assert.deepEqual(await rowNumbers(page), [3]);
    await page.getByLabel("Search").and(page.locator(":focus")).waitFor();
  }));

test("10,000 devices are searched, sorted and shown 100 at a time", (t) =>
  site.withPage(async (page) => {
    await requestStatus(page, { scenario: "ten-thousand-devices" });
    await headlineOf(page);
    await page.getByRole("button", { name: "Show 1,000 more" }).click();
    await page.evaluate(measureKeyToPaint);
    await page.getByLabel("Search").pressSequentially("5CG", { delay: 100 });
    assert.equal((await rowNumbers(page)).length, 100);
    await page.getByRole("table", { name: /^3,334 of 10,000 devices, showing 100/ }).waitFor();
    await page.getByRole("button", { name: "Row", exact: true }).click();
    await page.getByRole("button", { name: "Row", exact: true }).click();
    assert.deepEqual((await rowNumbers(page)).slice(0, 2), [10_000, 9_997]);
    await page.getByRole("button", { name: "Show 1,000 more" }).click();
    assert.equal((await rowNumbers(page)).length, 1100);
    const times = await page.evaluate(() => document.documentElement.dataset.times);
    t.diagnostic(`from key to paint: ${times} ms`);
  }));

/** Runs in the page. Measures the time from each key press to the next painted frame. */
function measureKeyToPaint() {
  addEventListener("input", ({ timeStamp }) => {
    requestAnimationFrame(() =>
      setTimeout(() => {
        const { dataset } = document.documentElement;
        dataset.times = `${dataset.times ?? ""} ${Math.round(performance.now() - timeStamp)}`;
      }),
    );
  });
}

test("a refresh keeps the filter, the focus and the typed text", () =>
  site.withPage(
    async (page) => {
      const inProgress = DEVICES.map((device) => ({
        ...device,
        status: "processing",
        errorCode: "",
        errorDescription: "",
      }));
      respondWith(inProgress, "processing");
      await requestStatus(page, { trackingId: TRACKING_ID });
      await headlineOf(page);
      await chip(page, "In progress 6").click();
      await page.getByLabel("Search").pressSequentially("ink");
      assert.deepEqual(await rowNumbers(page), [1, 2, 5]);
      const third = page.locator("tbody th", { hasText: /^Ink-1/ });
      await page.getByRole("rowheader").first().focus();
      for (const key of ["ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
      await third.and(page.locator(":focus")).waitFor();

      respondWith([...inProgress.slice(0, 1), ...DEVICES.slice(1, 2), ...inProgress.slice(2)], "processing");
      await chip(page, "In progress 2").waitFor();
      assert.deepEqual(await rowNumbers(page), [1, 5]);
      await third.and(page.locator(":focus")).waitFor();
      const cause = page.getByRole("button", { name: "Show this device" });
      await cause.focus();

      respondWith([...inProgress.slice(0, 1), ...DEVICES.slice(1, 5), ...inProgress.slice(5)], "processing");
      await chip(page, "In progress 1").waitFor();
      await page.getByRole("button", { name: "Show these 2 devices" }).and(page.locator(":focus")).waitFor();
      await page.getByRole("rowheader").focus();

      respondWith(DEVICES);
      await page.getByText("No device of the selected ones").waitFor();
      assert.equal(await page.getByLabel("Search").inputValue(), "ink");
    },
    { demo: true },
  ));

test("a link with a filter lists the matching devices", () =>
  site.withPage(
    async (page) => {
      await requestDevices(page);
      assert.deepEqual(await rowNumbers(page), [5, 2]);
      assert.equal(await page.getByLabel("Search").inputValue(), "INK");
      assert.equal(await page.getByRole("columnheader", { name: "Row" }).getAttribute("aria-sort"), "descending");
      assert.equal(filterInAddress(page), "&show=failed&error=ZtdDeviceAssigned&error=%3Cb%3E&find=INK&sort=-row");
    },
    {
      fragment: `#customer=${DEMO_CUSTOMER_ID}&tracking=${TRACKING_ID}&show=failed&show=constructor&error=ZtdDeviceAssigned&error=<b>&find=INK&sort=-row&token=abc`,
    },
  ));

test("back and forward switch between filters, and another batch starts without a filter", () =>
  site.withPage(async (page) => {
    await requestDevices(page);
    await chip(page, "Needs attention 3").click();
    await page.getByLabel("Search").pressSequentially("ink");
    await page.waitForURL(/find=ink$/);
    await page.getByLabel("Search").press("Backspace");
    await page.waitForURL(/find=in$/);
    await page.getByRole("button", { name: "Serial number", exact: true }).click();
    assert.equal(filterInAddress(page), "&show=failed&find=in&sort=serial");

    const requestCount = () => site.server.requests.filter(({ url }) => url.includes(TRACKING_ID)).length;
    const before = requestCount();
    await page.goBack();
    assert.equal(await page.locator("th[aria-sort]").textContent(), "Row");
    await page.goBack();
    assert.equal(await page.getByLabel("Search").inputValue(), "");
    assert.deepEqual(await rowNumbers(page), [2, 4, 5]);
    await page.goBack();
    assert.deepEqual(await rowNumbers(page), [2, 4, 5, 6, 3, 1]);
    await page.goForward();
    assert.deepEqual(await rowNumbers(page), [2, 4, 5]);
    assert.equal(requestCount(), before, "nothing is requested again");

    await requestStatus(page, { scenario: "all-finished" });
    await page.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
    assert.equal((await rowNumbers(page)).length, 19);
  }));

test("the keyboard moves between cells and copies them", () =>
  site.withPage(
    async (page) => {
      await requestDevices(page);
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await page.getByRole("button", { name: "Row", exact: true }).click();
      await page.getByRole("button", { name: "Error", exact: true }).focus();
      await page.keyboard.press("Tab");
      await page.getByRole("rowheader", { name: "INK-3" }).and(page.locator(":focus")).waitFor();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Product key copied" }).waitFor();
      assert.equal(await clipboard(), "aa-2");
      await page.keyboard.press("End");
      await page.keyboard.press("Control+c");
      await page.getByRole("button", { name: "Error copied" }).waitFor();
      assert.equal(await clipboard(), "ZtdDeviceAssigned 808");
      await page.keyboard.press("ArrowUp");
      assert.equal(await page.locator("tbody .copy").count(), 0, "nothing to copy from an empty cell");
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("a text selection is copied by the browser, not by the table", () =>
  site.withPage(
    async (page) => {
      await requestDevices(page);
      await page
        .getByRole("rowheader", { name: "INK-3" })
        .getByText("INK-3")
        .dblclick({ position: { x: 4, y: 6 } });
      await page.keyboard.press("Control+c");
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "INK");
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("a cell that is tapped has a whole copy button, and keeps it until another one is tapped", () =>
  site.withPage(
    async (page) => {
      await requestDevices(page);
      await page.getByRole("cell", { name: "AA-3" }).tap();
      const copy = page.locator("tbody .copy");
      const shown = await copy.evaluate((button) => {
        const [inner, outer] = [button.getBoundingClientRect(), button.parentElement?.getBoundingClientRect()];
        return inner.height >= 24 && inner.top >= (outer?.top ?? 0) && inner.bottom <= (outer?.bottom ?? 0);
      });
      assert.equal(shown, true, "not cut off by its cell");
      await copy.tap();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "AA-3");
      await page.getByRole("rowheader", { name: "kit.9" }).tap();
      assert.equal(await copy.count(), 1);
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true, permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("a cell under the pointer shows a copy button, one at a time", () =>
  site.withPage(
    async (page) => {
      await requestDevices(page);
      await page.getByRole("cell", { name: "AA-3" }).hover();
      await page.locator("tbody").getByRole("button", { name: "Copy product key" }).click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "AA-3");
      await page.getByRole("rowheader", { name: "kit.9" }).hover();
      assert.equal(await page.locator("tbody .copy").count(), 1);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));
