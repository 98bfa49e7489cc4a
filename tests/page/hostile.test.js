/** Hostile texts from the service are shown, and have no other effect. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { answerOf, headlineOf, requestStatus, textOf, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const TRACKING_ID = "bad0bad0-0000-4000-8000-000000000000";

/** @type {Record<string, { text: string, shown?: string }>} */
const texts = {
  "an image": { text: "<img src=x onerror=alert(1)>" },
  "a script": { text: "</td></table><script>alert(1)</script>" },
  "an SVG": { text: '"><svg onload=alert(1)>' },
  "an attribute": { text: "' onmouseover='alert(1)" },
  "a template": { text: "{{alert(1)}}<%= alert(1) %>" },
  "a URL": { text: "javascript:alert(1)" },
  "a property name of JavaScript": { text: "__proto__" },
  "bidirectional overrides": { text: "abc\u202Efed\u2066\u200F", shown: "abc\uFFFDfed\uFFFD\uFFFD" },
  "invisible characters": { text: "a\u200Bb\uFEFFc\u0007", shown: "a\uFFFDb\uFFFDc\uFFFD" },
  "10,000 characters": { text: "W".repeat(10_000), shown: `${"W".repeat(120)}… (10,000 characters)` },
  "stacked accents": { text: `a${"\u0316\u0301".repeat(50)}` },
};

/** Returns what no text may change, on a wide and on a narrow screen. @param {Page} page */
async function structureOf(page) {
  const structures = [];
  // A cell under the pointer would show its copy button.
  await page.mouse.move(0, 0);
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 800 });
    structures.push(await structureAt(page));
  }
  return structures;
}

/** @param {Page} page */
function structureAt(page) {
  return page.evaluate(() => {
    const hosts = [...document.querySelectorAll("batch-upload-status")];
    const roots = [document.body, ...hosts.flatMap(({ shadowRoot }) => shadowRoot ?? [])];
    const elements = roots.flatMap((root) => [...root.querySelectorAll("*")]);
    const count = (/** @type {string} */ name) => elements.filter(({ localName }) => localName === name).length;
    return {
      names: [...new Set(elements.map((element) => element.tagName))].sort(),
      svgs: count("svg"),
      handlers: elements.filter((element) => element.getAttributeNames().some((name) => name.startsWith("on"))).length,
      rows: count("tr"),
      title: document.title,
      tooWide: document.documentElement.scrollWidth > innerWidth,
    };
  });
}

/** @param {Page} page @param {string} text @param {number} status the HTTP status */
async function showTextEverywhere(page, text, status) {
  const device = {
    deviceId: text,
    serialNumber: text,
    productKey: text,
    status: text,
    errorCode: text,
    errorDescription: text,
  };
  const details = {
    batchTrackingId: text,
    status: text,
    devicesStatus: [device],
    attributes: { etag: text, objectType: text },
  };
  const error = { code: text, description: text, source: text };
  site.server.responses.set(TRACKING_ID, {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify(status === 200 ? details : error),
  });
  await requestStatus(page, { trackingId: TRACKING_ID });
  await answerOf(page)
    .getByText(/^(Updated now|The request failed)\./)
    .waitFor();
}

describe("a text in every field changes nothing else on the page", () => {
  for (const [name, { text, shown = text }] of Object.entries(texts)) {
    test(name, () =>
      site.withPage(async (page) => {
        page.on("dialog", (dialog) => assert.fail(`the page opened a dialog: ${dialog.message()}`));
        for (const status of [200, 403]) {
          await showTextEverywhere(page, "harmless", status);
          const expected = await structureOf(page);
          await showTextEverywhere(page, text, status);
          assert.deepEqual(await structureOf(page), expected);
          if (status !== 200) continue;
          assert.equal(await page.getByRole("table").getByRole("rowheader").textContent(), shown);
        }
        assert.equal(await page.evaluate(() => Object.keys(Object.prototype).length), 0);
      }),
    );
  }
});

test("a right-to-left text does not reorder the text around it", () =>
  site.withPage(async (page) => {
    await showTextEverywhere(page, "\u05D0\u05D1\u05D2 1", 200);
    const isolated = page.getByRole("table").locator("bdi");
    assert.equal(await isolated.first().evaluate((element) => getComputedStyle(element).unicodeBidi), "isolate");
    assert.equal(await headlineOf(page), "0 of 1 device done");
  }));

test("a hostile link only fills the form", () =>
  site.withPage(
    async (page) => {
      assert.equal(await page.getByLabel("Customer id").inputValue(), "<img src=x onerror=alert(1)>");
      assert.equal(await headlineOf(page), "Nothing asked yet");
    },
    { fragment: `#customer=${encodeURIComponent("<img src=x onerror=alert(1)>")}&tracking=%00` },
  ));

test("the scenario hostile-texts shows its texts as they are", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { scenario: "hostile-texts" });
    assert.equal(await headlineOf(page), "1 of 4 devices failed");
    assert.match(await textOf(page.getByRole("table")), /<script>alert\(1\)<\/script>/);
    assert.equal(
      site.server.requests.some(({ url }) => url.includes(DEMO_CUSTOMER_ID) && url.includes("<")),
      false,
    );
  }));
