/** The page in Turkish, in English, and from one to the other. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEVICE_ERRORS } from "../../dist/device-errors.js";
import { en } from "../../dist/element/languages/en.js";
import { tr } from "../../dist/element/languages/tr.js";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { said, textsOf } from "../package/language-texts.js";
import { ask, factsOf, focusedOf, headlineOf, ready, textOf, usePage } from "./harness.js";
import { disturbances, statesOf } from "./states.js";

/**
 * @import { Page } from "playwright-core"
 * @import { Language } from "../../dist/element/languages/language.js"
 */

const site = usePage();
const TRACKING_ID = "1a06a6e5-0000-4000-8000-000000000000";

/** @param {Page} page @param {Language} language */
function choose(page, { name }) {
  return page.getByRole("button", { name, exact: true }).click();
}

/** @param {Page} page @param {{ trackingId: string }} question */
async function askInTurkish(page, { trackingId }) {
  const { customer, tracking, token, submit } = tr.page.form;
  await page.getByLabel(customer.label, { exact: true }).fill(DEMO_CUSTOMER_ID);
  await page.getByLabel(tracking.label, { exact: true }).fill(trackingId);
  await page.getByLabel(token.label, { exact: true }).fill(DEMO_TOKEN);
  await page.getByRole("button", { name: submit }).click();
}

/** @param {object[]} devicesStatus @param {object} [details] */
function answerWith(devicesStatus, details = {}) {
  site.server.answers.set(TRACKING_ID, {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({ batchTrackingId: TRACKING_ID, status: "finished", devicesStatus, ...details }),
  });
}

/** @param {number} count @param {string} status */
function devices(count, status) {
  return Array.from({ length: count }, (_, index) => ({ serialNumber: `SN-${index}`, status }));
}

/** What is part of an id, such as "be", is no word. @param {string} text */
function wordsOf(text) {
  return text
    .toLowerCase()
    .split(/[\s\p{Po}\p{Ps}\p{Pe}\p{Pi}\p{Pf}]+/u)
    .filter((part) => /^\p{L}{2,}$/u.test(part));
}

/** @param {Language} language @param {string[]} errors */
function vocabularyOf(language, errors) {
  const texts = textsOf(language).map(([path, text]) => said(path, text, 5));
  return new Set([...texts, ...errors].flatMap(wordsOf));
}

const turkish = vocabularyOf(
  tr,
  Object.values(tr.deviceErrors).flatMap(({ meaning, action }) => [meaning, action]),
);
const english = vocabularyOf(
  en,
  DEVICE_ERRORS.flatMap(({ meaning, action }) => [meaning, action]),
);

/** In the page: every text that is read or heard, out of the shadow trees too, save for what is declared to be in another language. */
function everyText() {
  return [document.title, ...textsIn(document.body)];

  /** @param {Node} node @returns {string[]} */
  function textsIn(node) {
    if (node instanceof Text) return [node.data];
    const content = [...node.childNodes].flatMap(textsIn);
    if (!(node instanceof Element)) return content;
    // The fifth month is May in both.
    if (node.matches("code, time, noscript, [lang]:not([lang=tr])")) return [];
    const spoken = ["aria-label", "aria-valuetext", "title", "placeholder"];
    const labels = spoken.map((name) => node.getAttribute(name) ?? "");
    const drawn = ["::before", "::after"].map((part) => getComputedStyle(node, part).content);
    return [
      ...labels,
      ...drawn,
      ...content,
      ...(node.shadowRoot ? [...node.shadowRoot.childNodes].flatMap(textsIn) : []),
    ];
  }
}

describe("nothing is left in English, and nothing disturbs", () => {
  for (const [name, reach] of Object.entries(statesOf(site))) {
    test(name, () =>
      site.withPage(async (page) => {
        await reach(page);
        await choose(page, tr);
        for (const width of [320, 1440]) {
          await page.setViewportSize({ width, height: 800 });
          const texts = await page.evaluate(everyText);
          const left = texts.filter((text) => wordsOf(text).some((word) => english.has(word) && !turkish.has(word)));
          assert.deepEqual(left, []);
          assert.deepEqual(await disturbances(page), [], `${width} wide`);
        }
      }),
    );
  }
});

test("index.html says in English what the language file says", () =>
  site.withPage(async (page) => {
    const said = await textsOfMarkup(page);
    await page.route("**/page.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.reload();
    assert.deepEqual(await textsOfMarkup(page), said);
  }));

/** @param {Page} page */
function textsOfMarkup(page) {
  return page
    .locator("[data-text], [data-label]")
    .evaluateAll((all) =>
      all.map((each) =>
        each.matches("[data-label]") ? each.getAttribute("aria-label") : each.textContent?.replace(/\s+/g, " ").trim(),
      ),
    );
}

describe("the browser's language is spoken, where the page has it", () => {
  /** @type {[locale: string, language: Language][]} */
  const cases = [
    ["tr-TR", tr],
    ["en-GB", en],
    ["de-DE", en],
  ];
  for (const [locale, { tag, page: texts }] of cases) {
    test(locale, () =>
      site.withPage(
        async (page) => {
          assert.equal(await page.getAttribute("html", "lang"), tag);
          assert.equal(await page.title(), texts.title);
          await page.getByRole("heading", { level: 1, name: texts.heading }).waitFor();
          assert.equal(await headlineOf(page), texts.nothingAsked.title);
        },
        { locale },
      ),
    );
  }
});

test("the language that was chosen is spoken from then on in this browser, and is in no address", () =>
  site.withPage(
    async (page) => {
      await choose(page, en);
      await page.reload();
      await ready(page);
      assert.equal(await page.getAttribute("html", "lang"), "en");
      assert.equal(await page.getByRole("button", { name: "English" }).getAttribute("aria-pressed"), "true");
      assert.equal(new URL(page.url()).hash, "");
    },
    { locale: "tr-TR" },
  ));

test("Partner Center is asked to speak the language of the page", () =>
  site.withPage(async (page) => {
    /** @param {() => Promise<unknown>} asking */
    async function localeOf(asking) {
      const [request] = await Promise.all([page.waitForRequest(/batchJobStatus/), asking()]);
      return (await request.allHeaders())["x-locale"];
    }
    assert.equal(await localeOf(() => ask(page, {})), "en-US");
    await headlineOf(page);
    await choose(page, tr);
    assert.equal(await localeOf(() => page.getByRole("button", { name: tr.follow.refresh }).click()), "tr-TR");
  }));

test("numbers, percentages, times and plurals are written as in Turkish", () =>
  site.withPage(
    async (page) => {
      const done = [...devices(900, "finished"), ...devices(334, "processing")];
      answerWith(done, {
        status: "finished",
        startedTime: "2026-11-24T21:00:05Z",
        completedTime: "2026-11-24T21:02:05Z",
      });
      await askInTurkish(page, { trackingId: TRACKING_ID });
      assert.equal(await headlineOf(page), "334 cihaz için sonuç yok");
      const facts = await factsOf(page);
      assert.equal(facts.Cihaz, "1.234");
      assert.match(
        facts.Başlangıç ?? "",
        /^24 Kas 2026 21:00:05 UTCYerel saatinizle 25 Kas 2026 00:00:05 GMT\+3[\d.]+ (gün|saat) önce$/,
      );
      assert.equal(facts.Süre, "2 dakika");
      assert.match(await textOf(page.locator(".progress-text")), /%72$/);
      await page.getByRole("table", { name: "1.234 cihaz, ilk 100 tanesi gösteriliyor, yükleme sırasıyla" }).waitFor();
    },
    { locale: "tr-TR" },
  ));

test("another language keeps answer, filter and focus, and asks for nothing", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    await ask(page, { trackingId });
    await page.getByRole("button", { name: "Failed 6" }).click();
    const address = page.url();
    const asked = site.server.requests.length;

    await choose(page, tr);
    assert.equal(await (await focusedOf(page)).evaluate((focused) => focused?.textContent), "Türkçe");
    assert.equal(await headlineOf(page), "25 cihazdan 6 tanesi başarısız oldu");
    await page.getByRole("table", { name: "25 cihazdan 6 tanesi, yükleme sırasıyla" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Başarısız 6" }).getAttribute("aria-pressed"), "true");
    assert.match(await textOf(page.getByRole("list").first()), /Hatalarla tamamlandı/);
    assert.equal(await page.title(), "6 hatayla tamamlandı · Toplu cihaz yükleme durumu");

    // As a portal may do it, while somebody is at work.
    await page.getByLabel("Ara", { exact: true }).focus();
    await page.evaluate(() => document.documentElement.setAttribute("lang", "en"));
    await page.getByLabel("Search").and(page.locator(":focus")).waitFor();
    await page.locator("tbody th").first().focus();
    await page.evaluate(() => document.documentElement.setAttribute("lang", "tr"));
    await page.locator("tbody th").first().and(page.locator(":focus")).waitFor();

    await choose(page, en);
    assert.equal(await headlineOf(page), "6 of 25 devices failed");
    await page.getByRole("table", { name: "6 of 25 devices, in the order of the upload" }).waitFor();
    assert.equal(page.url(), address);
    assert.equal(site.server.requests.length, asked);
  }));

test("another language keeps what was folded out and what is to be taken away", () =>
  site.withPage(async (page) => {
    const failed = devices(250, "finished_with_errors").map((device, place) => ({
      ...device,
      errorDescription: `${place % 12}`,
    }));
    answerWith(failed);
    await ask(page, { trackingId: TRACKING_ID });
    await page.getByRole("button", { name: "Show 150 more" }).click();
    await page.getByRole("button", { name: "Show all 12 causes" }).click();
    await page.getByLabel("Devices to take away").selectOption("Failed: 250");
    await choose(page, tr);
    await page.getByRole("table", { name: "250 cihaz, yükleme sırasıyla" }).waitFor();
    assert.equal(await page.locator("tbody tr").count(), 250);
    assert.equal(await page.locator(".cause").count(), 12);
    assert.equal(await page.getByLabel(tr.exporting.which).inputValue(), "failed");
  }));

test("on a narrow screen, where rows are cards, these are laid out alike in every language", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      await ask(page, { trackingId });
      await headlineOf(page);
      const cells = page.locator("tbody tr").first().locator("th, td:not(:nth-child(n+5))");
      const leftAndTop = () =>
        cells.evaluateAll((all) =>
          all.map((cell) => {
            const { left, top } = cell.getBoundingClientRect();
            return { left, top: top - (cell.parentElement?.getBoundingClientRect().top ?? 0) };
          }),
        );
      const inEnglish = await leftAndTop();
      assert.equal(inEnglish.length, 4);
      await choose(page, tr);
      assert.deepEqual(await leftAndTop(), inEnglish);
    },
    { viewport: { width: 390, height: 1800 } },
  ));

test("a watch goes on in another language, paused or not, and a running one asks in it at once", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      await ask(page, { trackingId });
      await headlineOf(page);
      const asked = () => site.server.requests.filter(({ url }) => url.includes(trackingId)).length;
      const [request] = await Promise.all([page.waitForRequest(/batchJobStatus/), choose(page, tr)]);
      assert.equal((await request.allHeaders())["x-locale"], "tr-TR");
      await page.getByText(/^Son güncelleme: .+ Sonraki sorgu: /).waitFor();
      await page.getByRole("button", { name: tr.follow.pause }).click();
      const before = asked();
      await choose(page, en);
      await page.getByText(/^Paused\. Updated /).waitFor();
      await page.getByRole("button", { name: "Resume" }).waitFor();
      assert.equal(asked(), before);
    },
    { demo: true },
  ));

test("a failure, and a field that can't be used, say the same in another language", () =>
  site.withPage(async (page) => {
    const { trackingId } = scenarioNamed("no-relationship");
    await ask(page, { trackingId });
    await headlineOf(page);
    const before = await factsOf(page);
    await page.getByLabel("Access token").fill("");
    await page.getByRole("button", { name: "Show status" }).click();
    await choose(page, tr);
    await page.getByText(tr.page.form.token.missing).waitFor();
    assert.equal(await headlineOf(page), tr.failures.forbidden.title);
    await page.getByText(tr.serviceCodes["20002"]).waitFor();
    const after = await factsOf(page);
    for (const id of ["MS-RequestId", "MS-CorrelationId", "MS-CV"]) assert.equal(after[id], before[id]);
    // What was said in English stays marked as such.
    assert.equal(await page.getByRole("blockquote").getAttribute("lang"), "en-US");
  }));

describe("every i finds every i", () => {
  for (const { tag, filter } of [en, tr]) {
    test(`in a browser that is set to ${tag}`, () =>
      site.withPage(
        async (page) => {
          answerWith([{ serialNumber: "SERI-I1" }, { serialNumber: "serı-i1" }, { serialNumber: "SERO-1" }]);
          await (tag === "tr" ? askInTurkish : ask)(page, { trackingId: TRACKING_ID });
          for (const text of ["seri-i", "SERI-I", "serı-ı", "SERİ-İ"]) {
            await page.getByLabel(filter.search, { exact: true }).fill(text);
            assert.equal(await page.locator("tbody tr").count(), 2, text);
          }
        },
        { locale: tag },
      ));
  }
});
