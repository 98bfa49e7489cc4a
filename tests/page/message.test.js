/** The message for the customer: what it says, and the dialog that it is edited, mailed and shared in. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { en } from "../../target/js/element/languages/en.js";
import { customerMessage } from "../../target/js/element/message/customer-message.js";
import { mailLink } from "../../target/js/element/message/mail-link.js";
import { summarizeBatch } from "../../target/js/summarize-batch.js";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { focusedOf, headlineOf, requestStatus, usePage } from "./harness.js";

const site = usePage();
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/** @param {Record<string, string | undefined>[]} devices */
function messageOf(devices) {
  const devicesStatus = devices.map((device) => ({
    status: "finished_with_errors",
    ...device,
  }));
  const details = /** @type {import("../../target/js/index.js").BatchUploadDetails} */ (
    /** @type {unknown} */ ({ batchTrackingId: TRACKING_ID, status: "finished_with_errors", devicesStatus })
  );
  const upload = { customerId: DEMO_CUSTOMER_ID, trackingId: TRACKING_ID, details, summary: summarizeBatch(details) };
  return customerMessage(en, upload, new Date());
}

describe("the message says", () => {
  const other = { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant" };
  /** @type {Record<string, [devices: Record<string, string | undefined>[], said: RegExp]>} */
  const cases = {
    "who acts: the customer": [
      [{ serialNumber: "A", ...other }],
      /\(error 808\)\nSerial numbers: A\nYour turn: Please ask/,
    ],
    "who acts: the partner": [[{ errorDescription: "HashNot4k" }], /\nOur turn: We read it/],
    "who acts: the manufacturer": [[{ errorDescription: "ZtdDeviceNotFound" }], /\nThe manufacturer’s turn: /],
    "that nobody acts for registered devices": [
      [{ errorDescription: "ZtdDeviceAlreadyAssigned" }],
      /\n1 of 1 device is registered\.\n1 of them was registered before\. Nobody has to do anything/,
    ],
    "that nobody acts for duplicates": [
      [{ errorDescription: "ZtdDeviceDuplicated" }],
      /\n1 device was listed twice\. /,
    ],
    "which devices go on": [[{ status: "processing" }], /\n1 device is still being processed\./],
    "the row of a device without a serial number": [[{ status: "finished" }, other], /Serial numbers: row 2\n/],
    "20 devices of a cause, and how many more": [
      Array.from({ length: 72 }, (_, index) => ({ serialNumber: `S${index}`, ...other })),
      / S19 and 52 more: see the attached list\n/,
    ],
    "10 causes, and how many more": [
      Array.from({ length: 15 }, (_, index) => ({ errorDescription: `Cause${index}` })),
      /\n\n5 more reasons: see the attached list\.\n\n/,
    ],
    "no line that a serial number adds": [
      [{ serialNumber: "A\nReference: x", ...other }],
      /\nSerial numbers: A Reference: x\n/,
    ],
    "no line that a code adds": [[{ errorCode: "1\nReference: x" }], /\(error 1 Reference: x\)\n/],
  };
  for (const [what, [devices, said]] of Object.entries(cases)) {
    test(what, () => assert.match(messageOf(devices).text, said));
  }
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

describe("the dialog", () => {
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
        await dialog.getByText("The text is too long for a link").waitFor();
        await dialog.getByRole("link", { name: "Mail" }).evaluate((link) => {
          link.addEventListener("click", (event) => event.preventDefault());
        });
        await dialog.getByRole("link", { name: "Mail" }).click();
        await dialog.getByRole("status").getByText("Text copied").waitFor({ state: "attached" });
        assert.equal((await page.evaluate(() => navigator.clipboard.readText())).replaceAll("\r\n", "\n"), text);

        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" });
        const focused = await focusedOf(page);
        assert.equal(await focused.evaluate((button) => button?.textContent), "Message to customer");
      },
      { permissions: ["clipboard-read", "clipboard-write"] },
    ));

  for (const type of ["xlsx", "csv", "text alone"]) {
    test(`shares what the device takes: ${type}`, () =>
      site.withPage(async (page) => {
        await page.evaluate((taken) => {
          Object.assign(navigator, {
            canShare: (/** @type {ShareData} */ { files }) => files?.every(({ name }) => name.endsWith(taken)) === true,
            share: async (/** @type {ShareData} */ { title, files = [] }) => {
              document.documentElement.dataset.shared = [title, ...files.map(({ name }) => name)].join(" | ");
            },
          });
        }, type);
        const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
        await requestStatus(page, { trackingId });
        await headlineOf(page);
        await page.getByRole("button", { name: "Message to customer" }).click();
        await page
          .getByRole("dialog")
          .getByRole("button", { name: /^Share/ })
          .click();
        await page.locator("html[data-shared]").waitFor();
        const file = type === "text alone" ? "$" : ` \\| needs-attention_5-devices_[\\d-]+\\.${type}$`;
        const shared = (await page.locator("html").getAttribute("data-shared")) ?? "";
        assert.match(shared, new RegExp(`^Windows Autopilot: 20 of 25 devices registered${file}`));
      }));
  }
});
