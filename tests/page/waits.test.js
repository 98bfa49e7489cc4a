/** The page says what it waits for and until when, in both languages, and counts down. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { answerOf, headlineOf, requestStatus, setHidden, switchLanguage, textOf, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();

/** A batch that is processed for an hour. */
function upload() {
  return site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 }).trackingId;
}

/** The text of the bar above the answer. @param {Page} page */
function bar(page) {
  return answerOf(page).locator(".follow-bar p").filter({ visible: true });
}

/** The text of the upload in the list that is shown. @param {Page} page */
function listed(page) {
  const list = page.getByRole("region", { name: /^(Watched uploads|İzlenen yüklemeler)$/ });
  return list.locator("[aria-current=true]");
}

/** Shows the status of an upload, beside another one: a list of one upload would say nothing new. @param {Page} page @param {string} trackingId */
async function showBesideAnother(page, trackingId) {
  await requestStatus(page, { scenario: "all-finished" });
  await headlineOf(page);
  await requestStatus(page, { trackingId });
}

/** Waits until the bar and the list show these texts in English and Turkish. @param {Page} page @param {RegExp} english @param {RegExp} turkish */
async function assertShown(page, english, turkish) {
  await bar(page).filter({ hasText: english }).waitFor();
  await listed(page).filter({ hasText: english }).waitFor();
  await switchLanguage(page, { tag: "tr" });
  await bar(page).filter({ hasText: turkish }).waitFor();
  await listed(page).filter({ hasText: turkish }).waitFor();
  await page.getByRole("button", { name: "English" }).click();
}

test("a Retry-After of 750 seconds is told at once, counted down, and kept", async () => {
  const report = new URL("throttled-for-750-seconds.json", import.meta.url);
  const { status, headers, body } = JSON.parse(await readFile(report, "utf8"));
  await site.withPage(async (page) => {
    const trackingId = upload();
    site.server.responses.set(trackingId, { status, headers, body });
    const requests = () => site.server.requests.filter(({ url }) => url.includes(trackingId)).length;
    await page.clock.install();
    await showBesideAnother(page, trackingId);
    const english = /Partner Center asks to wait\. Trying again in 12 minutes, \d+ seconds\./;
    await assertShown(
      page,
      english,
      /İş Ortağı Merkezi beklenmesini istiyor\. Yeniden deneme: 12 dakika \d+ saniye sonra\./,
    );
    assert.equal(await headlineOf(page), "Partner Center is busy: too many requests");
    const announced = await answerOf(page).getByRole("status").textContent();
    await page.clock.runFor(130_000);
    await bar(page)
      .filter({ hasText: /Trying again in 10 minutes/ })
      .waitFor();
    await listed(page)
      .filter({ hasText: /Trying again in 10 minutes/ })
      .waitFor();
    assert.equal(await answerOf(page).getByRole("status").textContent(), announced, "the seconds are not announced");
    await page.clock.runFor(600_000);
    assert.equal(requests(), 1);
    site.server.responses.delete(trackingId);
    await page.clock.runFor(30_000);
    await page.getByRole("heading", { name: "0 of 25 devices done" }).waitFor();
    assert.ok(requests() >= 2);
  });
});

test("an offline machine is told, and announced once", () =>
  site.withPage(async (page) => {
    await showBesideAnother(page, upload());
    await headlineOf(page);
    // Turkish is loaded before the machine is offline.
    await switchLanguage(page, { tag: "tr" });
    await page.getByRole("button", { name: "English" }).click();
    await page.context().setOffline(true);
    await assertShown(
      page,
      /Offline: checking again once you are connected\./,
      /Çevrimdışı: bağlantı kurulunca yeniden sorgulanacak\./,
    );
    await page.context().setOffline(false);
    await bar(page)
      .filter({ hasText: /Next check in|Asking/ })
      .waitFor();
  }));

test("a hidden page looks once a minute and says so", () =>
  site.withPage(async (page) => {
    await page.clock.install();
    await showBesideAnother(page, upload());
    await headlineOf(page);
    await setHidden(page, true);
    await page.clock.runFor(1_000);
    await assertShown(
      page,
      /In the background, one check a minute\. Next check in \d+ seconds\./,
      /Arka planda, dakikada bir sorgulanıyor\. Sonraki sorgu: \d+ saniye sonra\./,
    );
    const before = site.server.requests.length;
    await page.clock.runFor(50_000);
    assert.equal(site.server.requests.length, before);
    const inBackground = page.waitForResponse(/batchJobStatus/);
    await page.clock.runFor(15_000);
    await inBackground;
    await page.clock.runFor(1_000);
    const next = page.waitForResponse(/batchJobStatus/);
    await setHidden(page, false);
    await page.clock.runFor(1_000);
    await next;
  }));

test("other requests come first", () =>
  site.withPage(async (page) => {
    const ids = Array.from({ length: 5 }, upload);
    for (const trackingId of ids) site.server.unanswered.add(trackingId);
    for (const trackingId of ids) await requestStatus(page, { trackingId });
    await bar(page).filter({ hasText: "Other requests come first…" }).waitFor();
    await switchLanguage(page, { tag: "tr" });
    await bar(page).filter({ hasText: "Önce diğer istekler tamamlanıyor…" }).waitFor();
  }));

/** Restarts the element on the page with other properties. @param {Page} page @param {string} script */
function restart(page, script) {
  return page.locator("batch-upload-status").evaluate((status, body) => new Function("status", body)(status), script);
}

test("an element that waits for a token says so, until its request is sent", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { trackingId: upload() });
    await headlineOf(page);
    await restart(
      page,
      `const { token } = status;
      status.token = null;
      status.token = () => new Promise((resolve) => { globalThis.signIn = () => resolve(token); });`,
    );
    await bar(page)
      .filter({ hasText: /^Waiting for a token…$/ })
      .waitFor();
    await page.evaluate(() => Reflect.get(globalThis, "signIn")());
    await bar(page)
      .filter({ hasText: /Next check in/ })
      .waitFor();
  }));

test("a watch whose time is over says so without alarm, keeps the last answer, and goes on", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { trackingId: upload() });
    await headlineOf(page);
    await restart(
      page,
      `const { token } = status;
      status.token = null;
      status.options = { maxWaitMs: 1500, intervalMs: 1000 };
      status.token = token;`,
    );
    await answerOf(page).getByRole("heading", { name: "The batch is not done yet" }).waitFor();
    assert.match(await textOf(bar(page)), /^Not watched any more\. Updated/);
    assert.equal(await answerOf(page).getByRole("heading", { name: "0 of 25 devices done" }).isVisible(), true);
    assert.equal(await answerOf(page).locator(".failure").count(), 0, "nothing has failed");
    await page.getByRole("button", { name: "Go on watching" }).click();
    await answerOf(page).getByRole("heading", { name: "The batch is not done yet" }).waitFor({ state: "detached" });
    await bar(page)
      .filter({ hasText: /Next check in/ })
      .waitFor();
  }));
