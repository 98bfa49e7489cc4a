/** Hostile texts from the service are shown, and have no other effect. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { answerOf, headlineOf, ready, requestStatus, textOf, usePage } from "./harness.js";
import { overflow } from "./states.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const TRACKING_ID = "bad0bad0-0000-4000-8000-000000000000";

/** @type {Record<string, { text: string, shown?: string }>} */
const texts = {
  "an image": { text: "an image <img src=x onerror=alert(1)>" },
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
    assert.equal(await headlineOf(page), "1 of 1 device done, 1 needs attention");
  }));

test("a hostile link only fills the form", () =>
  site.withPage(
    async (page) => {
      assert.equal(await page.getByLabel("Customer id").inputValue(), "<img src=x onerror=alert(1)>");
      assert.equal(await headlineOf(page), "No upload selected");
    },
    { fragment: `#customer=${encodeURIComponent("<img src=x onerror=alert(1)>")}&tracking=%00` },
  ));

test("the scenario hostile-texts shows its texts as they are", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { scenario: "hostile-texts" });
    assert.equal(await headlineOf(page), "1 of 4 devices needs attention");
    assert.match(await textOf(page.getByRole("table")), /<script>alert\(1\)<\/script>/);
    assert.equal(
      site.server.requests.some(({ url }) => url.includes(DEMO_CUSTOMER_ID) && url.includes("<")),
      false,
    );
  }));

/** Asserts that nothing in the text is invisible, and that it was cut. @param {string} text */
function assertVisible(text) {
  assert.doesNotMatch(text, /\p{C}|W{200}/u);
}

test("the status of a batch is announced as it is shown", () =>
  site.withPage(async (page) => {
    await showTextEverywhere(page, `a\u202Eb\u200Bc\u0007${"W".repeat(10_000)}`, 200);
    const announced = (await answerOf(page).getByRole("status").textContent()) ?? "";
    assert.match(announced, /^a\uFFFDb\uFFFDc\uFFFDW+… \(10,006 characters\)\./);
    assertVisible(announced);
  }));

describe("this browser's storage", () => {
  const UPLOADS = "partner-center-batch-status.uploads";
  const upload = {
    customerId: DEMO_CUSTOMER_ID,
    trackingId: TRACKING_ID,
    baseUrl: "https://api.partnercenter.microsoft.com",
  };

  /** Opens the page with this item in its storage. @param {Page} page @param {string} key @param {string} value */
  async function openWith(page, key, value) {
    await page.evaluate(([name = "", text = ""]) => localStorage.setItem(name, text), [key, value]);
    const started = performance.now();
    await page.reload();
    await ready(page);
    return performance.now() - started;
  }

  test("can't put a text into the list of uploads that passes as another one", () =>
    site.withPage(async (page) => {
      const name = `<img src=x onerror=alert(1)>\u202Eb\u200Bc\u0007${"W".repeat(40)}`;
      await openWith(page, UPLOADS, JSON.stringify([{ ...upload, name }]));
      const list = page.getByRole("region", { name: "Watched uploads" });
      const shown = (await list.locator("bdi").first().textContent()) ?? "";
      assert.match(shown, /^<img src=x onerror=alert\(1\)>\uFFFDb\uFFFDc\uFFFDW+$/);
      const removal = list.getByRole("button", { name: /^Remove/ });
      for (const label of ["title", "aria-label"]) assertVisible((await removal.getAttribute(label)) ?? "");
      await page.setViewportSize({ width: 320, height: 800 });
      assert.deepEqual(await overflow(page), []);
    }));

  test("can't hold up the page with uploads without number or length", () =>
    site.withPage(async (page) => {
      const many = Array.from({ length: 20_000 }, (_, index) => ({
        ...upload,
        trackingId: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      }));
      assert.ok((await openWith(page, UPLOADS, JSON.stringify(many))) < 4000);
      const list = page.getByRole("region", { name: "Watched uploads" });
      assert.equal(await list.getByRole("listitem").count(), 100);
      assert.match(await textOf(list.getByRole("listitem").last()), /0000…9999/, "the latest are kept");

      await openWith(
        page,
        UPLOADS,
        JSON.stringify([{ ...upload, baseUrl: `https://x.example/${"x".repeat(3_000_000)}` }, upload]),
      );
      assert.equal(await list.getByRole("listitem").count(), 1);
    }));

  test("can't list an upload twice", () =>
    site.withPage(async (page) => {
      const again = { ...upload, trackingId: upload.trackingId.toUpperCase() };
      await openWith(page, UPLOADS, JSON.stringify([upload, upload, again]));
      assert.equal(await page.getByRole("region", { name: "Watched uploads" }).getByRole("listitem").count(), 1);
    }));

  /** @type {Record<string, string>} */
  const oddUploads = {
    "deeply nested": "[".repeat(100_000) + "]".repeat(100_000),
    "with properties of prototypes": `[{"__proto__":{"customerId":"1","trackingId":"2","baseUrl":"3"}},{"constructor":1}]`,
    "a number": "1e999",
    "a string": '"x"',
    "with texts that are lists": '[{"customerId":["1"],"trackingId":["2"],"baseUrl":["3"]}]',
  };
  for (const [what, text] of Object.entries(oddUploads)) {
    test(`may hold uploads that are ${what}`, () =>
      site.withPage(async (page) => {
        await openWith(page, UPLOADS, text);
        assert.equal(await page.getByRole("region", { name: "Watched uploads" }).isVisible(), false);
        await requestStatus(page, {});
        assert.equal(await headlineOf(page), "The device needs attention");
      }));
  }

  for (const tag of ["", "__proto__", "constructor", "x".repeat(1_000_000), "\u202Etr"]) {
    test(`may hold the language "${tag.slice(0, 20)}"`, () =>
      site.withPage(async (page) => {
        await openWith(page, "partner-center-batch-status.language", tag);
        assert.equal(await headlineOf(page), "No upload selected");
      }));
  }
});

describe("a link can't hold up the page", () => {
  const ids = `#customer=${DEMO_CUSTOMER_ID}&tracking=${TRACKING_ID}`;
  /** @type {Record<string, string>} */
  const links = {
    "50,000 errors": Array.from({ length: 50_000 }, (_, index) => `&error=${index}`).join(""),
    "50,000 outcomes": "&show=failed".repeat(50_000),
    "50,000 searches": "&find=x".repeat(50_000),
    "an error of a million characters": `&error=${"x".repeat(1_000_000)}`,
    "a search of a million characters": `&find=${"x".repeat(1_000_000)}`,
    "a million parameters without a name": "&".repeat(1_000_000),
    "broken escapes": "&find=%&error=%E0%A4%A&sort=%ff&show=%",
  };
  for (const [what, view] of Object.entries(links)) {
    test(what, () =>
      site.withPage(async (page) => {
        await page.goto(site.server.url + ids + view);
        await page.reload();
        await ready(page);
        assert.equal(await page.getByLabel("Tracking id or Location").inputValue(), TRACKING_ID);
        await showTextEverywhere(page, "808", 200);
        const seconds = await page.evaluate(async () => {
          const started = performance.now();
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          return (performance.now() - started) / 1000;
        });
        assert.ok(seconds < 1, `blocked for ${seconds} s`);
        assert.ok((await answerOf(page).locator(".chip").count()) <= 60);
        await page.getByRole("button", { name: "English" }).click({ timeout: 2000 });
      }),
    );
  }

  test("ids of a million characters are cut", () =>
    site.withPage(async (page) => {
      await page.goto(`${site.server.url}#customer=${"x".repeat(1_000_000)}&tracking=${"y".repeat(1_000_000)}`);
      await page.reload();
      await ready(page);
      assert.ok((await page.getByLabel("Customer id", { exact: true }).inputValue()).length < 10_000);
      assert.equal(await page.getByLabel("Tracking id or Location").inputValue(), "");
    }));
});
