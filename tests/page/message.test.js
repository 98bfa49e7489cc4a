/** The message for the customer: what it says, and the dialog that it is edited, mailed and shared in. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { en } from "../../target/js/element/languages/en.js";
import { tr } from "../../target/js/element/languages/tr.js";
import { customerMessage, refersToList } from "../../target/js/element/message/customer-message.js";
import { mailLink } from "../../target/js/element/message/mail-link.js";
import { summarizeBatch } from "../../target/js/summarize-batch.js";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { sheetsOfWorkbook } from "../workbook.js";
import { headlineOf, requestStatus, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/** @param {Record<string, string | undefined>[]} devices @param {object} [more] */
function uploadOf(devices, more = {}) {
  const devicesStatus = devices.map((device) => ({
    status: "finished_with_errors",
    ...device,
  }));
  const details = /** @type {import("../../target/js/index.js").BatchUploadDetails} */ (
    /** @type {unknown} */ ({ batchTrackingId: TRACKING_ID, status: "finished_with_errors", devicesStatus, ...more })
  );
  const location = `/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${TRACKING_ID}`;
  return {
    customerId: DEMO_CUSTOMER_ID,
    trackingId: location,
    details,
    summary: summarizeBatch(details),
    answeredAt: new Date("2026-11-24T17:05:09Z"),
  };
}

describe("the message says", () => {
  const other = { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant" };
  /** @type {Record<string, [devices: Record<string, string | undefined>[], said: RegExp, more?: object]>} */
  const cases = {
    "who acts: the customer": [
      [{ serialNumber: "A", ...other }],
      /\(error 808\)\nSerial number: A\nWhat we ask of you: Please ask/,
    ],
    "nothing of one device that is under way but that": [
      [{ status: "processing" }],
      /^Hello,\n\nWe uploaded 1 device for registration with Windows Autopilot\.\n1 device is still being processed\.\n\n/,
    ],
    "that one device is not registered": [
      [{ errorDescription: "HashNot4k" }],
      /Autopilot\.\nThe device is not registered\.\n/,
    ],
    "one device as one": [
      [{ errorDescription: "HashNot4k" }],
      /read it from the device again\. We may need access to it for/,
    ],
    "several devices as several": [
      [{ errorDescription: "HashNot4k" }, { errorDescription: "HashNot4k" }],
      /read it from the devices again\. We may need access to them for/,
    ],
    "that those that are registered were so before": [
      [{ errorDescription: "ZtdDeviceAlreadyAssigned" }, { errorDescription: "ZtdDeviceAlreadyAssigned" }],
      /\n2 of 2 devices are registered\.\nThese were registered before\./,
    ],
    "who acts: the partner": [[{ errorDescription: "HashNot4k" }], /\nWhat we will do: We will read it/],
    "who acts: the manufacturer": [[{ errorDescription: "ZtdDeviceNotFound" }], /\nWith the manufacturer: /],
    "that nobody acts for registered devices": [
      [{ errorDescription: "ZtdDeviceAlreadyAssigned" }],
      /\nThe device is registered\.\nIt was registered before\. No action is needed\./,
    ],
    "that nobody acts for duplicates": [
      [{ status: "finished" }, { errorDescription: "ZtdDeviceDuplicated" }],
      /\n\nWe uploaded 1 device for .+\nThe device is registered\.\n1 row repeats a device that is already in the list\. No action is needed\.\n/,
    ],
    "how many devices need attention, for one reason": [
      Array.from({ length: 12 }, () => ({ errorCode: "815" })),
      /\n12 devices need attention, for the following reason:\n/,
    ],
    "how many devices need attention, for two reasons": [
      [{ errorCode: "815" }, { errorCode: "810" }],
      /\n2 devices need attention, for the following reasons:\n/,
    ],
    "when Partner Center said so, and which upload it is": [
      [{ status: "finished" }],
      new RegExp(`\n\nAs of ${en.format.minute(new Date("2026-11-24T17:05:09Z"))}\\.\nReference: ${TRACKING_ID}$`),
    ],
    "the start of a long serial number, and that it is cut": [
      [{ serialNumber: "A".repeat(1000), ...other }],
      /\nSerial number: A{64}…\n/,
    ],
    "which devices go on": [[{ status: "processing" }], /\n1 device is still being processed\./],
    "the row of a device without a serial number": [
      [{ status: "finished" }, other],
      /Serial number: not given \(row 2 of the uploaded list\)\n/,
    ],
    "the row of a device whose serial number is blank": [
      [{ serialNumber: "  ", ...other }],
      /Serial number: not given \(row 1 of the uploaded list\)\n/,
    ],
    "20 devices of a cause, and how many more": [
      Array.from({ length: 72 }, (_, index) => ({ serialNumber: `S${index}`, ...other })),
      / S19 and 52 more: see the attached list\n/,
    ],
    "10 causes, and how many more": [
      ["640", "801", "802", "803", "807", "808", "809", "810", "811", "812", "813", "814", "815", "Huh", "Hm"].map(
        (errorCode) => ({
          errorCode,
        }),
      ),
      /\n\n4 more reasons: see the attached list\.\n\n/,
    ],
    "once what nobody explains, with its codes, after what somebody can act upon": [
      [
        { serialNumber: "A", errorCode: "805" },
        { serialNumber: "B", errorCode: "816" },
        { serialNumber: "C", errorDescription: "Something new" },
        { serialNumber: "D", ...other },
      ],
      /reasons:\n\nStill registered to another [^:]+: 1 device \(error 808\)\n[\s\S]+\n\nMicrosoft gives no clear reason: 3 devices \(errors 805, 816\)\nSerial numbers: A, B, C\n/,
    ],
    "no time of the upload that is still to come": [
      [{ status: "finished" }],
      /^Hello,\n\nWe uploaded 1 device for/,
      { startedTime: new Date("2026-11-24T19:05:09Z") },
    ],
    "once an error with two names": [
      [
        { serialNumber: "A", ...other },
        { serialNumber: "B", errorDescription: "ZtdDeviceAssignedToAnotherTenant" },
      ],
      /following reason:\n\nStill registered to another [^:]+: 2 devices \(error 808\)\nSerial numbers: A, B\n/,
    ],
    "no line that a serial number adds": [
      [{ serialNumber: "A\nReference: x", ...other }],
      /\nSerial number: A Reference: x\n/,
    ],
    "no line that a code adds": [[{ errorCode: "1\nReference: x" }], /\(error 1 Reference: x\)\n/],
  };
  for (const [what, [devices, said, more]] of Object.entries(cases)) {
    test(what, () => {
      const upload = uploadOf(devices, more);
      const { text } = customerMessage(en, upload);
      assert.match(text, said);
      assert.equal(refersToList(upload), text.includes("attached list"));
    });
  }

  test("in Turkish, for one reason and for several", () => {
    const said = [["815"], ["815", "810"]].map((codes) => {
      const { text } = customerMessage(tr, uploadOf(codes.map((errorCode) => ({ errorCode }))));
      return /^.+ işlem gerekiyor:$/m.exec(text)?.[0];
    });
    assert.deepEqual(said, ["1 cihaz için şu nedenle işlem gerekiyor:", "2 cihaz için şu nedenlerle işlem gerekiyor:"]);
  });

  test("in the subject, a repeated device once", () => {
    const devices = [
      ...Array.from({ length: 7 }, () => ({ status: "finished" })),
      ...Array.from({ length: 3 }, () => ({ errorDescription: "ZtdDeviceDuplicated" })),
    ];
    assert.equal(customerMessage(en, uploadOf(devices)).subject, "Windows Autopilot: 7 of 7 devices registered");
  });

  test("megabytes of serial numbers at once", () => {
    const serialNumber = "\u200B".repeat(1 << 20);
    const devices = Array.from({ length: 200 }, (_, index) => ({
      serialNumber,
      errorDescription: `Cause${index % 10}`,
    }));
    const upload = uploadOf(devices);
    const start = performance.now();
    customerMessage(en, upload);
    assert.ok(performance.now() - start < 500);
  });
});

describe("a mail gets the text if a link can hold it", () => {
  /** @type {Record<string, [text: string, body: string | null]>} */
  const cases = {
    "lines and special characters": ["a & b=c?\n100% ş", "a & b=c?\r\n100% ş"],
    "half of a surrogate pair": ["a\uD83D", "a\uFFFD"],
    "as much as fits": ["x".repeat(1800), "x".repeat(1800)],
    "more than fits": ["ş".repeat(400), null],
  };
  for (const [what, [text, body]] of Object.entries(cases)) {
    test(what, () => {
      const { href, hasText } = mailLink({ subject: "A & B", text });
      assert.ok(href.length <= 1900);
      const { searchParams } = new URL(href);
      assert.deepEqual(
        [searchParams.get("subject"), searchParams.get("body"), hasText],
        ["A & B", body, body !== null],
      );
    });
  }
});

test("a mail with the longest subject is within the limit, and the subject is cut", () => {
  const { href, hasText } = mailLink({ subject: "\u4E00".repeat(5000), text: "x".repeat(100) });
  assert.ok(href.length <= 1900);
  assert.deepEqual([new URL(href).searchParams.get("subject"), hasText], ["\u4E00".repeat(200), false]);
});

/** A portal does this; the buttons of the page are out of reach. @param {Page} page */
async function switchLanguageUnderDialog(page) {
  await page.evaluate(() => {
    const turkish = document.querySelector("#languages button[lang=tr]");
    if (turkish instanceof HTMLElement) turkish.click();
  });
}

/** Opens the message of a new upload. @param {Page} page @param {Parameters<typeof site.server.upload>[1]} [upload] */
async function openMessageOf(page, upload) {
  const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0, ...upload });
  await requestStatus(page, { trackingId });
  await headlineOf(page);
  await page.getByRole("button", { name: "Message to customer" }).click();
  return page.getByRole("dialog");
}

test("a text that refers to the list says that it must be attached", () =>
  site.withPage(async (page) => {
    for (const devices of [25, 300]) {
      const dialog = await openMessageOf(page, { devices });
      const note = dialog.getByText("The text refers to the list: download it");
      assert.equal(await note.isVisible(), devices === 300, `${devices} devices`);
      await dialog.getByRole("button", { name: "Close" }).click();
    }
  }));

/** @param {Element} element */
function isUncovered(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const root = /** @type {ShadowRoot} */ (element.getRootNode());
  return [top + 1, top + height - 1].every((y) => root.elementFromPoint(left + width / 4, y) === element);
}

describe("every button of the dialog, what it says of the mail, and what is typed are on the screen", () => {
  for (const viewport of [
    { width: 1366, height: 768 },
    { width: 390, height: 664 },
    { width: 320, height: 640 },
    { width: 844, height: 390 },
  ]) {
    test(`${viewport.width}x${viewport.height}`, () =>
      site.withPage(
        async (page) => {
          const dialog = await openMessageOf(page, { devices: 300 });
          const { y = 0, height = 0 } = (await dialog.getByRole("button", { name: "Close" }).boundingBox()) ?? {};
          assert.ok(height > 0 && y + height <= viewport.height, `from ${y} to ${y + height}`);
          const note = dialog.getByText("The text is too long for a link").first();
          assert.ok(await note.evaluate(isUncovered));
          const text = dialog.getByRole("textbox", { name: "Text" });
          await text.press("Control+End");
          await page.keyboard.type("x");
          assert.ok(await text.evaluate(isUncovered));
        },
        { viewport },
      ));
  }
});

/** Stands in for the share sheet of a device, which stays open for a moment. @param {Page} page @param {string} taken */
async function addShareSheet(page, taken) {
  await page.evaluate((type) => {
    /** @type {string[]} */
    const shared = [];
    Object.assign(navigator, {
      canShare: (/** @type {ShareData} */ { files }) => files?.every(({ name }) => name.endsWith(type)) === true,
      share: async (/** @type {ShareData} */ { title, files = [] }) => {
        shared.push([title, ...files.map(({ name }) => name)].join(" | "));
        document.documentElement.dataset.shared = shared.join("\n");
        await new Promise((resolve) => setTimeout(resolve, 200));
      },
    });
  }, taken);
}

describe("the dialog", () => {
  test("closes when the page shows another upload, which can then be used", () =>
    site.withPage(async (page) => {
      await requestStatus(page, { scenario: "documented-sample" });
      await headlineOf(page);
      const dialog = await openMessageOf(page);
      await page.goBack();
      await dialog.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Message to customer" }).click();
      await dialog.waitFor();
    }));

  test("keeps an edited text while the portal changes language, sections and headings", () =>
    site.withPage(async (page) => {
      const dialog = await openMessageOf(page);
      await dialog.getByRole("textbox", { name: "Text" }).fill("Edited");
      await page.locator("batch-upload-status:visible").evaluate((status) => {
        Object.assign(status, { headingLevel: 3, sections: "verdict message" });
      });
      await switchLanguageUnderDialog(page);
      await page.getByRole("button", { name: "Müşteriye ileti", includeHidden: true }).waitFor({ state: "attached" });
      assert.equal(await dialog.getByRole("textbox", { name: "Metin" }).inputValue(), "Edited");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      // The dialog is closed a moment before the focus comes back.
      await page.getByRole("button", { name: "Müşteriye ileti" }).and(page.locator(":focus")).waitFor();
    }));

  test("keeps what was edited in each language", () =>
    site.withPage(async (page) => {
      const dialog = await openMessageOf(page);
      const menu = dialog.getByLabel("Language");
      const text = dialog.getByRole("textbox", { name: "Text" });
      await text.fill("Edited");
      await menu.selectOption("tr");
      await dialog.locator("textarea[lang=tr]").waitFor();
      assert.match(await text.inputValue(), /^Merhaba/);
      await menu.selectOption("en");
      await dialog.locator("textarea[lang=en]").waitFor();
      assert.equal(await text.inputValue(), "Edited");
    }));

  test("keeps what was edited when it is closed, until there is another answer", () =>
    site.withPage(async (page) => {
      const dialog = await openMessageOf(page);
      const text = dialog.getByRole("textbox", { name: "Text" });
      await text.fill("Edited");
      await page.keyboard.press("Escape");
      const open = page.getByRole("button", { name: "Message to customer" });
      await open.click();
      assert.equal(await text.inputValue(), "Edited");
      await page.keyboard.press("Escape");
      await openMessageOf(page, { devices: 3 });
      assert.match(await text.inputValue(), /^Hello/);
    }));

  test("keeps what was edited when another answer says the same", () =>
    site.withPage(async (page) => {
      const dialog = await openMessageOf(page);
      const text = dialog.getByRole("textbox", { name: "Text" });
      await text.fill("Edited");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Refresh now" }).click();
      await page.getByText("This upload is complete.").waitFor();
      await page.getByRole("button", { name: "Message to customer" }).click();
      assert.equal(await text.inputValue(), "Edited");
    }));

  test("is not printed", () =>
    site.withPage(async (page) => {
      const dialog = await openMessageOf(page);
      await page.emulateMedia({ media: "print" });
      assert.equal(await dialog.isVisible(), false);
    }));

  test("shows the language that is there when another one can’t be loaded", () =>
    site.withPage(async (page, problems) => {
      const dialog = await openMessageOf(page);
      await page.route("**/tr.js", (route) => route.abort());
      await dialog.getByLabel("Language").selectOption("tr");
      await dialog.getByRole("status").getByText("Türkçe can’t be loaded").waitFor({ state: "attached" });
      assert.equal(await dialog.getByLabel("Language").inputValue(), "en");
      problems.length = 0;
    }));

  test("has the list of the devices that need attention, in the language of the message", () =>
    site.withPage(async (page) => {
      const dialog = await openMessageOf(page);
      await dialog.getByLabel("Language").selectOption("tr");
      await dialog.locator("textarea[lang=tr]").waitFor();
      const button = dialog.getByRole("button", { name: "Download list (5 devices)" });
      const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
      assert.match(file.suggestedFilename(), /^islem-gerekiyor_5-cihaz_/);
      const { Cihazlar: rows } = sheetsOfWorkbook(await readFile(await file.path()));
      assert.equal(rows?.length, 1 + 5);
    }));

  test("has no list when no device needs attention", () =>
    site.withPage(async (page) => {
      await addShareSheet(page, "xlsx");
      await requestStatus(page, { scenario: "all-finished" });
      await headlineOf(page);
      await page.getByRole("button", { name: "Message to customer" }).click();
      const buttons = await page.getByRole("dialog").getByRole("button").allTextContents();
      assert.deepEqual(buttons, ["Copy text", "Share", "Close"]);
    }));

  test("does not share a text that refers to a list which can’t be made", () =>
    site.withPage(async (page, problems) => {
      await addShareSheet(page, "xlsx");
      const dialog = await openMessageOf(page);
      await page.route("**/workbook*.js", (route) => route.abort());
      await dialog.getByRole("button", { name: "Share with file" }).click();
      await dialog.getByRole("status").getByText("Excel files can’t be written").waitFor({ state: "attached" });
      assert.equal(await page.locator("html").getAttribute("data-shared"), null);
      problems.length = 0;
    }));

  test("says so when the browser refuses to copy for a mail", () =>
    site.withPage(async (page) => {
      const dialog = await openMessageOf(page, { devices: 300 });
      await page.evaluate(() => {
        Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error("refused")) });
        document.execCommand = () => false;
      });
      const mail = dialog.getByRole("link", { name: "Open in mail" });
      await mail.evaluate((link) => link.addEventListener("click", (event) => event.preventDefault()));
      await mail.click();
      await dialog.getByRole("status").getByText(en.copying.refused).waitFor({ state: "attached" });
      await dialog.locator(".message-note").getByText(en.copying.refused).waitFor();
    }));

  test("is opened and closed by keys in a dialog of a portal, and copies what is too long for a mail", () =>
    site.withPage(
      async (page) => {
        const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 300, seconds: 0 });
        await requestStatus(page, { trackingId });
        await headlineOf(page);
        await page.evaluate(() => {
          const portal = document.createElement("dialog");
          document.body.append(portal);
          portal.append(...document.querySelectorAll("#answer"));
          portal.showModal();
        });
        await page.getByRole("button", { name: "Message to customer" }).press("Enter");
        const dialog = page.getByRole("dialog", { name: "Message to customer" });
        const text = await dialog.getByRole("textbox", { name: "Text" }).inputValue();
        await dialog.locator(".message-note").getByText("The text is too long for a link").waitFor();
        await dialog.getByRole("link", { name: "Open in mail" }).evaluate((link) => {
          link.addEventListener("click", (event) => event.preventDefault());
        });
        await dialog.getByRole("link", { name: "Open in mail" }).click();
        await dialog.getByRole("status").getByText("Text copied").waitFor({ state: "attached" });
        assert.equal((await page.evaluate(() => navigator.clipboard.readText())).replaceAll("\r\n", "\n"), text);

        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" });
        // The dialog is closed a moment before the focus comes back.
        await page.getByRole("button", { name: "Message to customer" }).and(page.locator(":focus")).waitFor();
      },
      { permissions: ["clipboard-read", "clipboard-write"] },
    ));

  for (const type of ["xlsx", "csv", "text alone"]) {
    test(`shares what the device takes: ${type}`, () =>
      site.withPage(async (page) => {
        await addShareSheet(page, type);
        const dialog = await openMessageOf(page);
        await dialog.getByRole("button", { name: /^Share/ }).evaluate((button) => {
          // A double click opens one sheet.
          if (button instanceof HTMLElement) for (let click = 0; click < 2; click++) button.click();
        });
        await page.locator("html[data-shared]").waitFor();
        const file = type === "text alone" ? "$" : ` \\| needs-attention_5-devices_[\\d-]+_[\\da-f]{8}\\.${type}$`;
        const shared = (await page.locator("html").getAttribute("data-shared")) ?? "";
        assert.match(shared, new RegExp(`^Windows Autopilot: 20 of 25 devices registered${file}`));
      }));
  }
});
