/** The page in Turkish and English, and switching between them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEVICE_ERRORS } from "../../target/js/device-errors.js";
import { en } from "../../target/js/element/languages/en.js";
import { tr } from "../../target/js/element/languages/tr.js";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { renderText, textsOf } from "../package/language-texts.js";
import {
  countsOf,
  factsOf,
  focusedOf,
  headlineOf,
  ready,
  requestStatus,
  SIDE_BY_SIDE,
  switchLanguage,
  textOf,
  usePage,
} from "./harness.js";
import { accessibilityProblems, statesOf } from "./states.js";

/**
 * @import { Page } from "playwright-core"
 * @import { Language } from "../../target/js/element/languages/language.js"
 */

const site = usePage();
const TRACKING_ID = "1a06a6e5-0000-4000-8000-000000000000";

/** @param {Page} page @param {{ trackingId: string }} request */
async function requestStatusInTurkish(page, { trackingId }) {
  const { customer, tracking, token, submit } = tr.page.form;
  await page.getByLabel(customer.label, { exact: true }).fill(DEMO_CUSTOMER_ID);
  await page.getByLabel(tracking.label, { exact: true }).fill(trackingId);
  await page.getByLabel(token.label, { exact: true }).fill(DEMO_TOKEN);
  await page.getByRole("button", { name: submit }).click();
}

/** @param {object[]} devicesStatus @param {object} [details] */
function respondWith(devicesStatus, details = {}) {
  site.server.responses.set(TRACKING_ID, {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({ batchTrackingId: TRACKING_ID, status: "finished", devicesStatus, ...details }),
  });
}

/** @param {number} count @param {string} status */
function devices(count, status) {
  return Array.from({ length: count }, (_, index) => ({ serialNumber: `SN-${index}`, status }));
}

/** Splits a text into words. Parts of ids, such as "be", do not count. @param {string} text */
function wordsOf(text) {
  return text
    .toLowerCase()
    .split(/[\s\p{Po}\p{Ps}\p{Pe}\p{Pi}\p{Pf}]+/u)
    .filter((part) => /^\p{L}{2,}$/u.test(part));
}

/** @param {Language} language @param {string[]} errors */
function vocabularyOf(language, errors) {
  const texts = textsOf(language).map(([path, text]) => renderText(path, text, 5));
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

/** Runs in the page. Returns all visible and announced texts, in shadow trees too, except those marked as another language. */
function everyText() {
  return [document.title, ...textsIn(document.body)];

  /** @param {Node} node @returns {string[]} */
  function textsIn(node) {
    if (node instanceof Text) return [node.data];
    const content = [...node.childNodes].flatMap(textsIn);
    if (!(node instanceof Element)) return content;
    // Times are left out: the abbreviation of May is the same in both languages.
    if (node.matches("code, time, noscript, [translate=no], [lang]:not([lang=tr])")) return [];
    const attributes = ["aria-label", "aria-valuetext", "title", "placeholder"];
    const labels = attributes.map((name) => node.getAttribute(name) ?? "");
    const generated = ["::before", "::after"].map((part) => getComputedStyle(node, part).content);
    return [
      ...labels,
      ...generated,
      ...content,
      ...(node.shadowRoot ? [...node.shadowRoot.childNodes].flatMap(textsIn) : []),
    ];
  }
}

describe("in Turkish no text is left in English, and there are no accessibility problems", SIDE_BY_SIDE, () => {
  // The open dialog would cover the buttons for the language. Its own texts are tested in message.test.js.
  const { "a message to the customer": _, ...states } = statesOf(site);
  for (const [name, open] of Object.entries(states)) {
    test(name, () =>
      site.withPage(async (page) => {
        await open(page);
        await switchLanguage(page, tr);
        for (const width of [320, 1440]) {
          await page.setViewportSize({ width, height: 800 });
          // The names of uploads have a time in them, also in labels.
          const texts = (await page.evaluate(everyText)).map((text) => text.replace(/\d+ May \d{4}/, ""));
          const left = texts.filter((text) => wordsOf(text).some((word) => english.has(word) && !turkish.has(word)));
          assert.deepEqual(left, []);
          assert.deepEqual(await accessibilityProblems(page), [], `${width} wide`);
        }
      }),
    );
  }
});

test("index.html has the same English texts as the language file", () =>
  site.withPage(async (page) => {
    const texts = await textsOfMarkup(page);
    await page.route("**/page.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.reload();
    assert.deepEqual(await textsOfMarkup(page), texts);
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

describe("the page uses the browser's language if it has it, and otherwise English", () => {
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

test("the chosen language is remembered in this browser, and not put into the address", () =>
  site.withPage(
    async (page) => {
      await switchLanguage(page, en);
      await page.reload();
      await ready(page);
      assert.equal(await page.getAttribute("html", "lang"), "en");
      assert.equal(await page.getByRole("button", { name: "English" }).getAttribute("aria-pressed"), "true");
      assert.equal(new URL(page.url()).hash, "");
    },
    { locale: "tr-TR" },
  ));

test("requests ask Partner Center for texts in the language of the page", () =>
  site.withPage(async (page) => {
    /** @param {() => Promise<unknown>} act sends a request */
    async function localeOf(act) {
      const [request] = await Promise.all([page.waitForRequest(/batchJobStatus/), act()]);
      return (await request.allHeaders())["x-locale"];
    }
    assert.equal(await localeOf(() => requestStatus(page, {})), "en-US");
    await headlineOf(page);
    await switchLanguage(page, tr);
    assert.equal(await localeOf(() => page.getByRole("button", { name: tr.follow.refresh }).click()), "tr-TR");
  }));

test("numbers, percentages, times and plurals have their Turkish form", () =>
  site.withPage(
    async (page) => {
      const done = [...devices(900, "finished"), ...devices(334, "processing")];
      respondWith(done, {
        status: "processing",
        startedTime: "2026-11-24T21:00:05Z",
        completedTime: "2026-11-24T21:02:05Z",
      });
      await requestStatusInTurkish(page, { trackingId: TRACKING_ID });
      assert.equal(await headlineOf(page), "1.234 cihazdan 900 tanesi işlendi");
      const facts = await factsOf(page);
      assert.deepEqual(await countsOf(page), { "Devam ediyor": "334", Başarılı: "900" });
      assert.match(
        facts.Başlangıç ?? "",
        /^25 Kas 2026 00:00:05 GMT\+324 Kas 2026 21:00:05 UTC [\d.]+ (gün|saat|ay|yıl) önce$/,
      );
      assert.equal(facts.Süre, "2 dakika");
      assert.match(await textOf(page.locator(".percent")), /^%72$/);
      await page.getByRole("table", { name: "1.234 cihaz, 100 tanesi gösteriliyor, yükleme sırasıyla" }).waitFor();
    },
    { locale: "tr-TR" },
  ));

test("switching the language keeps answer, filter and focus, and loads the language alone", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    await requestStatus(page, { trackingId });
    await page.getByRole("button", { name: "Needs attention 5" }).click();
    const address = page.url();
    const requestCount = site.server.requests.length;

    await switchLanguage(page, tr);
    assert.equal(await (await focusedOf(page)).evaluate((focused) => focused?.textContent), "Türkçe");
    assert.equal(await headlineOf(page), "25 cihazdan 5 tanesi için işlem gerekiyor, 1 cihaz zaten kayıtlıydı");
    await page.getByRole("table", { name: "25 cihazdan 5 tanesi, yükleme sırasıyla" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "İşlem gerekiyor 5" }).getAttribute("aria-pressed"), "true");
    assert.equal(await textOf(page.locator(".badge")), "Hatalarla tamamlandı");
    assert.equal(await page.title(), "25 cihazdan 5 tanesi için işlem gerekiyor · Toplu cihaz yükleme durumu");

    // A portal may change the language while the user is working.
    await page.getByLabel("Ara", { exact: true }).focus();
    await page.evaluate(() => document.documentElement.setAttribute("lang", "en"));
    await page.getByLabel("Search").and(page.locator(":focus")).waitFor();
    await page.locator("tbody th").first().focus();
    await page.evaluate(() => document.documentElement.setAttribute("lang", "tr"));
    await page.locator("tbody th").first().and(page.locator(":focus")).waitFor();

    await switchLanguage(page, en);
    assert.equal(await headlineOf(page), "5 of 25 devices need attention, 1 was already registered");
    await page.getByRole("table", { name: "5 of 25 devices, upload order" }).waitFor();
    assert.equal(page.url(), address);
    const loaded = site.server.requests.slice(requestCount).map(({ url }) => url.split("/").pop());
    assert.deepEqual(loaded, ["tr.js"]);
  }));

test("switching the language keeps expanded lists and the devices selected for export", () =>
  site.withPage(async (page) => {
    const failed = devices(250, "finished_with_errors").map((device, index) => ({
      ...device,
      errorDescription: `${index % 12}`,
    }));
    respondWith(failed);
    await requestStatus(page, { trackingId: TRACKING_ID });
    await page.getByRole("button", { name: "Show 150 more" }).click();
    await page.getByRole("button", { name: "Show all 12 causes" }).click();
    await page.getByLabel("Devices to export").selectOption("Needs attention: 250");
    await switchLanguage(page, tr);
    await page.getByRole("table", { name: "250 cihaz, yükleme sırasıyla" }).waitFor();
    assert.equal(await page.locator("tbody tr").count(), 250);
    assert.equal(await page.locator(".cause").count(), 12);
    assert.equal(await page.getByLabel(tr.exporting.which).inputValue(), "failed");
  }));

test("on a narrow screen, where rows are cards, the cards have the same layout in every language", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      await requestStatus(page, { trackingId });
      await headlineOf(page);
      const cells = page.locator("tbody tr").last().locator("th, td:not(:nth-child(n+5))");
      const leftAndTop = () =>
        cells.evaluateAll((all) =>
          all.map((cell) => {
            const { left, top } = cell.getBoundingClientRect();
            return { left, top: top - (cell.parentElement?.getBoundingClientRect().top ?? 0) };
          }),
        );
      const inEnglish = await leftAndTop();
      assert.equal(inEnglish.length, 4);
      await switchLanguage(page, tr);
      assert.deepEqual(await leftAndTop(), inEnglish);
    },
    { viewport: { width: 390, height: 1800 } },
  ));

test("switching the language keeps a watch running or paused, and a running one polls at once in the new language", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      await requestStatus(page, { trackingId });
      await headlineOf(page);
      const requestCount = () => site.server.requests.filter(({ url }) => url.includes(trackingId)).length;
      const [request] = await Promise.all([page.waitForRequest(/batchJobStatus/), switchLanguage(page, tr)]);
      assert.equal((await request.allHeaders())["x-locale"], "tr-TR");
      await page.getByText(/^Son güncelleme: .+ Sonraki sorgu: /).waitFor();
      await page.getByRole("button", { name: tr.follow.pause }).click();
      const before = requestCount();
      await switchLanguage(page, en);
      await page.getByText(/^Paused\. Updated /).waitFor();
      await page.getByRole("button", { name: "Resume" }).waitFor();
      assert.equal(requestCount(), before);
    },
    { demo: true },
  ));

test("switching the language translates failures and field errors", () =>
  site.withPage(async (page) => {
    const { trackingId } = scenarioNamed("no-relationship");
    await requestStatus(page, { trackingId });
    await headlineOf(page);
    const before = await factsOf(page);
    await page.getByRole("button", { name: "Change" }).click();
    await page.getByLabel("Access token").fill("");
    await page.getByRole("button", { name: "Show status" }).click();
    await switchLanguage(page, tr);
    await page.getByText(tr.page.form.token.missing).waitFor();
    assert.equal(await headlineOf(page), tr.failures.forbidden.title);
    await page.getByText(tr.reasons["no-relationship"]).waitFor();
    const after = await factsOf(page);
    for (const id of ["MS-RequestId", "MS-CorrelationId", "MS-CV"]) assert.equal(after[id], before[id]);
    // The service's text stays marked as English.
    assert.equal(await page.getByRole("blockquote").getAttribute("lang"), "en-US");
  }));

describe("the search finds every form of i by every other", () => {
  for (const { tag, filter } of [en, tr]) {
    test(`in a browser with the language ${tag}`, () =>
      site.withPage(
        async (page) => {
          respondWith([{ serialNumber: "SERI-I1" }, { serialNumber: "serı-i1" }, { serialNumber: "SERO-1" }]);
          await (tag === "tr" ? requestStatusInTurkish : requestStatus)(page, { trackingId: TRACKING_ID });
          for (const text of ["seri-i", "SERI-I", "serı-ı", "SERİ-İ"]) {
            await page.getByLabel(filter.search, { exact: true }).fill(text);
            assert.equal(await page.locator("tbody tr").count(), 2, text);
          }
        },
        { locale: tag },
      ));
  }
});
